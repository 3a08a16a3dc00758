"""Jamkesda: the checks of a claim, their reasons, and what is approved."""
