"""Two cards of one person become one, with all that hangs on them; and apart again."""
