"""The letter: its number, its paper, its public check, its end."""
