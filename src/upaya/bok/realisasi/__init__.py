"""What was carried out of the plan: who took part, on which days, with what result."""
