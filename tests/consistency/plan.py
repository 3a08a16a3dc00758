"""What is asked over HTTP: once per route, reach and group of statuses, and what must be more.

Every move is opened in each of its source states by its own roles; a page of what is on a road is
shown in every status, to the role it waits for when that role may see it; every role comes to every
such page. Who is turned away is asked at the guard itself (test_guard.py), not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, product
from pathlib import PurePosixPath

from tests.consistency.doors import Doors, move_of, road_of, walkable
from tests.consistency.routes import Route
from tests.consistency.visits import HOME, OTHER, Key, Visit, exported
from tests.consistency.world import OTHERWISE
from tests.factories.peran import ROLES
from tests.world.parts import OnRoad
from upaya.core.registry import registry
from upaya.rules.kesehatan import ADMIN_DINAS, PENGAMAT_NASIONAL, PETUGAS
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, Workflow

PERSONAL = frozenset({"akun:profil", "akun:tugas"})
"""Pages that are another one for each role."""

OWN_PAGES = ADMIN_DINAS
"""Who visits the pages about oneself."""

BARE = PENGAMAT_NASIONAL
"""The role that has no second factor here, so that setting one up is walked too."""

FAULTS = (
    Visit(PETUGAS, "403", "/insentif/", wanted=403),
    Visit(ADMIN_DINAS, "404", "/tidak-ada/", wanted=404),
    Visit(None, "404", "/tidak-ada/", wanted=404),
)
"""Pages for what goes wrong; in place of a route the status."""


class Turns:
    """Who was sent least so far goes next, so that every role gets about."""

    def __init__(self) -> None:
        self.sent: Counter[Role] = Counter()

    def next(self, among: Sequence[Role]) -> Role:
        """The role whose turn it is."""
        role = min(among, key=lambda role: self.sent[role])
        self.sent[role] += 1
        return role


# ------------------------------------------------------------------ plans
def everything(doors: Doors) -> list[Visit]:
    """The visits of an ordinary run; exports and foreign parts follow from their answers."""
    turns = Turns()
    return [*FAULTS, *(visit for route in walkable() for visit in _of_route(doors, route, turns))]


def one_each(doors: Doors) -> list[Visit]:
    """Every route once for each method, by a role that may open it: every query is asked."""
    found: dict[tuple[str, str], Visit] = {}
    for visit in everything(doors):
        if visit not in FAULTS and visit.role:
            found.setdefault((visit.route, visit.method), visit)
    return list(found.values())


def again(doors: Doors, shown: set[Key]) -> list[Visit]:
    """The same questions in another world, of those whose keys were `shown`.

    A route with a month comes in each status once, and once for each role; not in all pairs.
    """
    visits = [seen for visit in everything(doors) for seen in (visit, exported(visit))]
    met: set[tuple[str, object]] = set()
    chosen = []
    for visit in visits:
        faces = {(visit.route, visit.status), (visit.route, visit.role)}
        if visit.key in shown and not (visit.status and visit.where == HOME and faces <= met):
            met |= faces
            chosen.append(visit)
    return chosen


def full(doors: Doors) -> list[Visit]:
    """Every role at every door, at home and around the edge of its reach."""
    return [visit for route in walkable() for visit in _at_every_place(doors, route)]


def _at_every_place(doors: Doors, route: Route) -> Iterator[Visit]:
    home = doors.world.home
    among: tuple[Role | None, ...] = (OWN_PAGES,) if route.public else ROLES
    for role in (None, *among):
        wanted = doors.verdict(role, route, home) if role else 0
        visit = Visit(role, route.name, doors.url(route, home), wanted=wanted)
        yield visit
        if _tries_to_write(role, route):
            yield replace(visit, method="POST")
        if role is None or not route.loads:
            continue
        for place in doors.beyond(role):
            url, wanted = doors.url(route, place), doors.verdict(role, route, place)
            yield replace(visit, where=place.name, url=url, wanted=wanted)


def _tries_to_write(role: Role | None, route: Route) -> bool:
    """Whoever may open it, and the first role that may not (the guard is one for all roles)."""
    if role is None:
        return True
    if route.public:
        return False
    assert route.declaration is not None
    wanted = route.declaration.permission
    lacking = [other for other in ROLES if wanted not in registry().matrix[other]]
    return wanted in registry().matrix[role] or role in lacking[:1]


# ------------------------------------------------------------------ one route
def holders(doors: Doors, route: Route) -> list[Role]:
    """The roles that may open a page of `home`."""
    return [role for role in ROLES if not doors.verdict(role, route, doors.world.home)]


def _of_route(doors: Doors, route: Route, turns: Turns) -> Iterator[Visit]:
    nobody = Visit(None, route.name, doors.url(route, doors.world.home))
    yield from (nobody, replace(nobody, method="POST"))
    if route.public:
        yield from (replace(nobody, role=role) for role in (OWN_PAGES, BARE))
        return
    roles = holders(doors, route)
    reaches = [among for reach in Reach if (among := [r for r in roles if r.reach is reach])]
    chosen = roles if route.name in PERSONAL else [turns.next(among) for among in reaches]
    yield from (replace(nobody, role=role) for role in chosen)
    yield from (replace(nobody, role=role, method="POST") for role in chosen[:1])
    move = move_of(route)
    for role, status in _on_the_road(route, roles, reaches):
        if (url := doors.url_in(route, status)) is not None:
            visit = Visit(role, route.name, url, status)
            yield visit
            if move and status in move.sources:
                yield replace(visit, method="POST")
                if route.name in OTHERWISE:
                    yield replace(visit, where=OTHER)


def _on_the_road(
    route: Route, roles: Sequence[Role], reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    """In which statuses a page is shown to whom; nothing when its object has none."""
    found, move = road_of(route), move_of(route)
    if found is None:
        return
    workflow, known = found
    if move is not None:
        yield from _of_move(workflow, move)
    elif PurePosixPath(route.pattern).suffix:  # a file: rows of an object, no words for a role
        few = known.few.get(route.name, tuple(workflow.states))
        groups = _of_groups(workflow, known, [roles])
        yield from ((role, status) for role, status in groups if status in few)
    else:
        yield from _of_page(workflow, known, roles, reaches)


def _of_move(workflow: Workflow, move: Move) -> Iterator[tuple[Role, str]]:
    """In each of its source states by each of its roles, and once too late."""
    sources = [status for status in workflow.states if status in move.sources]
    yield from product(move.roles, sources)
    yield move.roles[0], next(status for status in workflow.states if status not in sources)


def _of_groups(
    workflow: Workflow, known: OnRoad, reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    """Every group of statuses once for each reach, by the role it waits for if it may."""
    turns = Turns()
    for among, group in product(reaches, known.groups):
        awaited = (s for s in group if set(workflow.states[s].waits_for).intersection(among))
        status = next(awaited, group[0])
        yield turns.next(_concerned(workflow, status, among)), status


def _concerned(workflow: Workflow, status: str, among: Sequence[Role]) -> Sequence[Role]:
    """Whom an object in that status waits for, else all of them."""
    return [role for role in among if role in workflow.states[status].waits_for] or among


def _of_page(
    workflow: Workflow, known: OnRoad, roles: Sequence[Role], reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    """Every group of statuses for every reach, then every other status, then every other role."""
    chosen = list(_of_groups(workflow, known, reaches))
    turns = Turns()
    turns.sent.update(role for role, _ in chosen)
    seen = {status for _, status in chosen}
    others = [status for status in workflow.states if status not in seen]
    chosen += [(turns.next(_concerned(workflow, status, roles)), status) for status in others]
    yield from chosen
    unsent = [role for role in roles if not turns.sent[role]]
    yield from zip(unsent, cycle(workflow.states), strict=False)
