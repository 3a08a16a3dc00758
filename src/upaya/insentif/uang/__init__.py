"""From an approved month to money in the bank: recap, debts, SPJ, transfer, closing."""
