"""What a draft scheme would change for the families of a district. It only reads."""
