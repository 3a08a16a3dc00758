"""What a district decrees for contract staff."""
