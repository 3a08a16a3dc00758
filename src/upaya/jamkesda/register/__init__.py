"""The registers of the Perbup: one list, form, file and export for all kinds."""
