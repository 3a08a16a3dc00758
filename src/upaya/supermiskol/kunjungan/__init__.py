"""The visit: two people at the house, one answer for each indicator."""
