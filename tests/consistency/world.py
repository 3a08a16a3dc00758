"""The shared world with a row of every model in it, to knock on every door of.

Which rows and which further arguments a place has, each part of the house says in its own
`tests/<name>/world.py` (tests/world/parts.py); a view that loads a model or takes an argument that
is not there fails test_access.py until one line is added there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.consistency.routes import Route
from tests.world.handle import NEAR, Place, World
from tests.world.parts import Builder, OnRoad, argument, gathered
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.roles import Reach, Role

BUILDERS: dict[type[ScopedModel], Builder] = gathered("BUILDERS")
OBJECTS: dict[str, Builder] = gathered("OBJECTS")
QUERIES: dict[str, str] = gathered("QUERIES")
ROADS: dict[str, OnRoad] = gathered("ROADS")
OTHERWISE: dict[str, Callable[[Any], object]] = gathered("OTHERWISE")


def expected_to_find(role: Role, place: Place, world: World, path: ScopePath) -> bool:
    """Whether rows of `place` exist for `role`: what Reach promises, not how scope does it."""
    if role.reach is Reach.NATION or place is world.abroad:
        return False
    if role.reach is Reach.DISTRICT:
        return True
    if role.reach in NEAR:
        return place.unit == world.home.unit or not path.unit
    return place is world.home and bool(path.person)


def owned(route: Route) -> Iterator[str]:
    """The arguments of an address that name something of its object."""
    for name in route.extra:
        if (found := argument(route.name, name)) and found.owned:
            yield name
