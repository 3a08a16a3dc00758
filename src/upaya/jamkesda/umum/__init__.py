"""The general application (Pasal 7 ayat (2)): what everybody may see and ask without an account."""
