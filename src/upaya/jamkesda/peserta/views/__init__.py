"""Pages of members and of applications for membership."""
