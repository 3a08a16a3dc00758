"""Files of Supermiskol."""
