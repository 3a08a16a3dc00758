"""An officer's objection and the answer of the head."""
