"""The officer's own month: the share, why it is that amount, and where the money is."""
