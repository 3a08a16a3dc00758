"""Whoever works in the aplikasi khusus, by a decree of Pasal 12."""
