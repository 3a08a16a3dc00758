"""e-Jamkesda for programs of providers, in FHIR R4."""
