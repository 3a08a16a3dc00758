"""Pages of accounts: the door, oneself, and the people of a unit."""
