"""What only reads: a worker's own page, contracts that wait for money, the board."""
