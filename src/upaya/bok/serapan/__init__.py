"""What the treasurer records as absorbed in a month."""
