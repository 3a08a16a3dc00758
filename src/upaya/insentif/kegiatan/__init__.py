"""The activity grid of a month: what every officer did, line by line of the BOK menu."""
