"""Pages of plans, and of one activity of a plan."""
