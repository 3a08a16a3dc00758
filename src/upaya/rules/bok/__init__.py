"""The law of BOK as code: its menu, and absorption against its pagu."""
