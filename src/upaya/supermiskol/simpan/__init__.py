"""How long a family's data are kept, and their removal: the decision stays."""
