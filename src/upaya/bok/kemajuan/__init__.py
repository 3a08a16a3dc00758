"""How far plan and field work are: a puskesmas's month as a calendar, all puskesmas on a board."""
