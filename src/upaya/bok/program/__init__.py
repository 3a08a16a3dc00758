"""Which programme each person in charge plans and reports."""
