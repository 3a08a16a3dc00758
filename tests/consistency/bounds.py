"""How often a page may ask the database: the bound, and what is known to pass it until mended.

The exceptions stand with their part (`BOUNDS`, tests/world/parts.py). Their numbers are what was
measured: test_queries.py fails when a page asks more often, and when it could have a lower number.
"""

from tests.world.parts import gathered

BOUND = 15
"""Queries that one page may take, signing in and membership included."""

MOVE_BOUND = 20
"""The same for the page of a move: it looks at all that stands in the way."""

KNOWN: dict[str, tuple[int, str]] = gathered("BOUNDS")
"""By route: the number and the reason."""


def bound_of(route: str) -> int:
    """How many queries a page of this route may take."""
    general = MOVE_BOUND if ":alur_" in route else BOUND
    return KNOWN.get(route, (general, ""))[0]
