"""Tariff lists: tried out from a file, proposed by one, decided by another, dated line by line."""
