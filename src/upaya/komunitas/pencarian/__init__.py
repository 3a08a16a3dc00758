"""Search in Indonesian over discussions and library: roots made in Python, alike on both bases."""
