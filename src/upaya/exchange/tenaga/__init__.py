"""Files about staff in and out."""
