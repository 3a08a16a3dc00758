"""Contract staff: how many are needed, who may be one, what a month of work is worth."""
