"""BOK in the demo: decrees, plans, reports and absorption of all twenty puskesmas.

Made by the hundred and written in bulk: a start must not wait for it. Every decree, price and
amount is a sample, and says so.
"""
