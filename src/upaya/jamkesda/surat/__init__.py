"""The counter of a PPK: who is covered, referrals, and guarantee letters."""
