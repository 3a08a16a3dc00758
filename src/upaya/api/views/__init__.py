"""Pages about keys, and the addresses below /api/v1/."""
