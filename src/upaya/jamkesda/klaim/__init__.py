"""Claims: stored once, checked by the same rules as the command, within the book of limits."""
