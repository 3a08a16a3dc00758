"""Files of Jamkesda."""
