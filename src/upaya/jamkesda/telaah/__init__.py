"""Review by risk: what passes by rule, what a person looks at, what a provider answers."""
