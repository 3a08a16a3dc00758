"""The cash book of BOK: what moved, who was paid for which day, funds, closed months."""
