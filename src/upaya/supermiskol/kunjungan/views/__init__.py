"""Pages of visits: the form at a desk, and what a phone opens, takes and sends."""
