"""What a family may ask for itself: how it stands, an objection, a correction, who looked."""
