"""Questions of the dashboard to the database: sums and spreads, never a loop of queries."""
