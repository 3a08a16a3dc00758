"""What the district decrees for BOK: pagu, STBM villages, the window of planning, the switch."""
