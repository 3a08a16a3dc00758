"""Library: what is worth reading, policy briefs among it, and meetings with their minutes."""
