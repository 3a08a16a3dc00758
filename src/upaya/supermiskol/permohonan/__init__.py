"""The case: a request for a letter, its papers, its road."""
