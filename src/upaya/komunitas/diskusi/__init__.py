"""Discussions: periods with their topics, threaded comments, the moderator's queue."""
