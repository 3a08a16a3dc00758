"""The price list of a district."""
