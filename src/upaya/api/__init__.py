"""Other programs: keys of people for them, what the systems offer, and its description."""
