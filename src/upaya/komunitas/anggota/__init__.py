"""Members: who wants news by mail, how often, and what was sent. Nobody needs an account."""
