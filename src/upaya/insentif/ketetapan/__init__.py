"""The rules of Insentif UKM that a district sets itself."""
