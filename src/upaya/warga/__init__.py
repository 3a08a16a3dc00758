"""The register of people: below every system that needs to know who somebody is."""
