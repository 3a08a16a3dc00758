"""Contract staff under BOK: need, formation, contract, months of work, honour."""
