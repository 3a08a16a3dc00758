"""Files of BOK in and out."""
