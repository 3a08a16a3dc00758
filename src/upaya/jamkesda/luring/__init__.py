"""Service without a line: signed cards and letters, keys, the daily extract, spare numbers."""
