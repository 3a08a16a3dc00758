"""The month of a puskesmas on its road: conditions, effects, what its pages show beside."""
