"""A month's incentive handed over to the planning system e-Renggar: a page, files, an address."""
