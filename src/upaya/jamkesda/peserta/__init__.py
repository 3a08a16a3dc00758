"""Members: from the application to the card, and everything that changes afterwards."""
