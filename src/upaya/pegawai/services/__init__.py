"""Use cases of officers, posts and decrees; each is one transaction with its audit entry."""
