"""Complaints and questions of citizens, and their answers."""
