"""How often a page may ask the database: the bound, and what is known to pass it until mended.

The exceptions stand with their part (`BOUNDS`, tests/world/parts.py). Their numbers are what was
measured: test_queries.py fails when a page asks more often, and when it could have a lower number.
"""

from tests.world.parts import gathered

BOUND = 25
"""Queries that one page may take, signing in and membership included."""

KNOWN: dict[str, tuple[int, str]] = gathered("BOUNDS")
"""By route: the number and the reason."""
