"""Reports of e-Jamkesda: they only read."""
