"""Contract staff: how many are needed."""
