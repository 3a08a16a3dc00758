"""Use cases of payment: one function, one transaction."""
