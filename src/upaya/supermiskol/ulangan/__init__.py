"""Visits repeated by somebody else: drawn by chance, answered blind, compared."""
