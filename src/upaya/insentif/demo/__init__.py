"""The months of the demo and their money."""
