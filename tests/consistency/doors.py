"""The addresses of a world: which row and which further arguments stand for a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from tests.consistency.routes import Route, routes
from tests.consistency.world import BUILDERS, OBJECTS, QUERIES, ROADS, expected_to_find
from tests.world.handle import NEAR, Place, World
from tests.world.parts import OnRoad, argument
from upaya.core.registry import registry
from upaya.core.scope import ScopedModel
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, Workflow


def walkable() -> list[Route]:
    """Routes whose object and arguments the world knows; test_access.py names the others."""
    return [
        route
        for route in routes()
        if (route.loads is None or route.loads in BUILDERS)
        and all(argument(route.name, name) for name in route.extra)
    ]


@cache
def road_of(route: Route) -> tuple[Workflow, OnRoad] | None:
    """The road that the object of a page stands on, or belongs to."""
    for name, known in ROADS.items():
        if route.loads is known.model or (route.loads in known.belonging and not route.extra):
            return registry().roads[name], known
    return None


def move_of(route: Route) -> Move | None:
    """The move whose second step stands at this address."""
    part, _, name = route.name.partition(":alur_")
    workflow = registry().roads.get(part)
    return workflow.moves.get(name) if workflow else None


@dataclass(frozen=True)
class Doors:
    """A world, and the rows built for its places."""

    world: World
    _rows: dict[tuple[str, str], Model] = field(default_factory=dict, repr=False)
    _urls: dict[tuple[str, str, str], str] = field(default_factory=dict, repr=False)
    _urls_in: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False)
    _standing: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    """What stands in each status of a road: looked for once, asked for at hundreds of doors."""

    def row(self, model: type[ScopedModel], place: Place) -> Model:
        """The one row of `model` that stands for `place`."""
        key = (model._meta.label, place.name)
        if key not in self._rows:
            self._rows[key] = BUILDERS[model](place)
        return self._rows[key]

    def url(self, route: Route, place: Place, part_of: Place | None = None) -> str:
        """The address of a place's object; `part_of` gives the further arguments of another."""
        part_of = part_of or place
        key = (route.name, place.name, part_of.name)
        if key not in self._urls:
            arguments = _arguments(route, part_of)
            if route.loads is not None:
                own = OBJECTS.get(route.name)
                arguments["pk"] = (own(place) if own else self.row(route.loads, place)).pk
            self._urls[key] = _address(route, arguments)
        return self._urls[key]

    def url_in(self, route: Route, status: str) -> str | None:
        """The address of what stands at home in `status`; None when it has nothing to show."""
        if (key := (route.name, status)) not in self._urls_in:
            self._urls_in[key] = self._url_in(route, status)
        return self._urls_in[key]

    def _url_in(self, route: Route, status: str) -> str | None:
        found = road_of(route)
        assert found is not None
        workflow, known = found
        if workflow.name not in self._standing:
            self._standing[workflow.name] = known.objects(self.world)
        home, subject = self.world.home, self._standing[workflow.name][status]
        try:
            arguments = _arguments(route, known.standing(home, subject))
        except ObjectDoesNotExist:  # no part of that kind in this status
            return None
        row = subject
        if route.loads is not known.model:
            row = known.belonging[route.loads](subject, home)
        return _address(route, arguments | {"pk": row.pk}) if row else None

    def verdict(self, role: Role, route: Route, place: Place) -> int:
        """What scope and table say of a role before a place's object: 404 first, then 403, or 0."""
        declared = route.declaration
        assert declared is not None
        if declared.permission is None:
            return 0
        if route.loads is not None and not self.exists(role, route.loads, place):
            return 404
        return 0 if declared.permission in registry().matrix[role] else 403

    def exists(self, role: Role, model: type[ScopedModel], place: Place) -> bool:
        """Whether the row that stands for a place exists for a role."""
        if self.row(model, place) == self.row(model, self.world.home):
            place = self.world.home  # a month is of all its officers
        return expected_to_find(role, place, self.world, model.scope_path)

    def beyond(self, role: Role) -> tuple[Place, ...]:
        """The places around the edge of a role's reach."""
        world = self.world
        if role.reach is Reach.PERSON:
            return (world.colleague, world.neighbour, world.abroad)
        if role.reach in NEAR:
            return (world.neighbour, world.abroad)
        return (world.abroad,)


def _arguments(route: Route, place: Place) -> dict[str, object]:
    found = {name: argument(route.name, name) for name in route.extra}
    assert None not in found.values(), f"{route}: {found}"
    return {name: known.value(place) for name, known in found.items() if known}


def _address(route: Route, arguments: dict[str, object]) -> str:
    query = QUERIES.get(route.name)
    return route.url(**arguments) + (f"?{query}" if query else "")
