"""Use cases of Insentif UKM: each function is one transaction."""
