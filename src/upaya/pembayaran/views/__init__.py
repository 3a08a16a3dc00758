"""Pages of payment."""
