"""Pages of officers, posts, decrees and the import."""
