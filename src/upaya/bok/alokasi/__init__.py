"""The year's BOK Puskesmas shared out to the puskesmas: values, working, what-if, decision."""
