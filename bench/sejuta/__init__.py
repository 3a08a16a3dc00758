"""A million members and a million claims on PostgreSQL, and how fast Upaya is among them."""
