"""Supermiskol: who is poor by a district's own scheme, and the road of a request for a letter."""
