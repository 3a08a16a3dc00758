"""Contract staff of the demo: untidy, as a district is."""
