"""Pages of Insentif UKM."""
