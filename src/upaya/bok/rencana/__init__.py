"""The plan of a puskesmas for a year: versions, activities, lines, papers."""
