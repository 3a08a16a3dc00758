"""Community of practice: what strangers may do, as dated assumptions."""
