"""The indices that the Dinas publishes for a month."""
