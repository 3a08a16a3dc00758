"""Schemes: a district's dated way to score a family."""
