"""The work of officers out of their BOK activities: taken over, corrected, explained."""
