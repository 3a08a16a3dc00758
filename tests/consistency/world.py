"""The shared world with a row of every model in it, to knock on every door of.

Which rows and which further arguments a place has, each part of the house says in its own
`tests/<name>/world.py` (tests/world/parts.py); a view that loads a model or takes an argument that
is not there fails test_access.py until one line is added there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Model

from tests.world import build, handle
from tests.world.handle import Place
from tests.world.parts import Builder, gathered
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.roles import Reach, Role

BUILDERS: dict[type[ScopedModel], Builder] = gathered("BUILDERS")
OBJECTS: dict[str, Builder] = gathered("OBJECTS")
QUERIES: dict[str, str] = gathered("QUERIES")


@dataclass(frozen=True)
class World(handle.World):
    _rows: dict[tuple[str, str], Model] = field(default_factory=dict)

    def row(self, model: type[ScopedModel], place: Place) -> Model:
        """The one row of `model` that stands for `place`."""
        key = (model._meta.label, place.name)
        if key not in self._rows:
            self._rows[key] = BUILDERS[model](place)
        return self._rows[key]


def make_world(officers: int = 2, statuses: tuple[str, ...] = ()) -> World:
    """The country; call it with BUSINESS_DATE set to TODAY."""
    return World(**vars(build.make(officers, statuses)))


def expected_to_find(role: Role, place: Place, world: World, path: ScopePath) -> bool:
    """Whether rows of `place` exist for `role`: what Reach promises, not how scope does it."""
    if role.reach is Reach.NATION or place is world.abroad:
        return False
    if role.reach is Reach.DISTRICT:
        return True
    if role.reach is Reach.UNIT:
        return place.unit == world.home.unit or not path.unit
    return place is world.home and bool(path.person)
