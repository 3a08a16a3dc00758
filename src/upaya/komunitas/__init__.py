"""The community of practice: open reading, guests comment, a moderator approves first."""
