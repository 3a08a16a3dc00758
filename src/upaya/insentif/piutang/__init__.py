"""What officers owe back, and how it is closed."""
