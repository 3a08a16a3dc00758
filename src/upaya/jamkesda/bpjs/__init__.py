"""Members who end soon, and the monthly list of those who move to BPJS, with its answer."""
