"""PPK, the companies that work with the district, and what was agreed with them."""
