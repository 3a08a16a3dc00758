"""What the pages of payment read."""
