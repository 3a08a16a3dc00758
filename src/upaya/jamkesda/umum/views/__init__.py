"""Pages for everybody: what the programme is, checks, complaints, numbers."""
