"""Batches of approved claims: closed once, paid through `pembayaran`, undone only whole."""
