"""Pages of the counter: the check, referrals, guarantee letters."""
