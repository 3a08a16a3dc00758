"""Lists of members on their way in: tried first, matched, decided by people, taken over once."""
