"""What is asked over HTTP: once per route, reach and group of statuses, and what must be more.

Every move is opened in each of its source states by its own role; a page of a month is shown in
every status, to the role it waits for when that role may see it; every role comes to every route
that it may open at least once, with a month or without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import PurePosixPath

from tests.consistency.doors import OF_A_MONTH, Doors, walkable
from tests.consistency.routes import Route, named
from tests.consistency.visits import Visit
from tests.consistency.world import expected_to_find
from upaya.core.permissions import MATRIX
from upaya.insentif.models import Pengajuan
from upaya.rules import insentif_workflow as road
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move

GROUPS = (
    (road.DRAF, road.DIKEMBALIKAN),
    (road.MENUNGGU_VERIFIKASI, road.DIVERIFIKASI_PUSKESMAS),
    (road.DIAJUKAN,),
    (road.DITOLAK,),
    (road.DISETUJUI,),
    (road.DIREKAP, road.NOTA_DISIAPKAN, road.DANA_DIAJUKAN),
    (road.DANA_DITRANSFER,),
    (road.DIBAYAR,),
)
"""Statuses in which a page of a month shows the same kinds of things."""

OWN_PAGES = Role.ADMIN_DINAS
"""Who visits the pages about oneself."""

BARE = Role.PENGAMAT_NASIONAL
"""The role that has no second factor here, so that setting one up is walked too."""

FAULTS = (
    Visit(Role.PETUGAS, "403", "/insentif/"),
    Visit(Role.ADMIN_DINAS, "404", "/tidak-ada/"),
    Visit(None, "404", "/tidak-ada/"),
)
"""Pages for what goes wrong; the route is the status."""


PERSONAL = frozenset({"akun:profil", "insentif:tugas"})
"""Pages that are another one for each role."""


def everything(doors: Doors) -> list[Visit]:
    """All first visits; what follows from their answers is not among them."""
    turns = Turns()
    return [*FAULTS, *(visit for route in walkable() for visit in _of_route(doors, route, turns))]


def one_each(doors: Doors) -> list[Visit]:
    """Every route once, by one role that may open it: every query is asked, nothing is compared."""
    found: dict[str, Visit] = {}
    for visit in everything(doors):
        if visit not in FAULTS and (visit.role or named(visit.route).public):
            found.setdefault(visit.route, visit)
    return list(found.values())


class Turns:
    """Who was sent least so far goes next, so that every role gets about."""

    def __init__(self) -> None:
        self.sent: Counter[Role] = Counter()

    def next(self, among: Sequence[Role]) -> Role:
        """The role whose turn it is."""
        role = min(among, key=lambda role: self.sent[role])
        self.sent[role] += 1
        return role


def holders(doors: Doors, route: Route) -> list[Role]:
    """The roles that may open a page of `home`."""
    declared, world = route.declaration, doors.world
    assert declared is not None
    return [
        role
        for role in Role
        if declared.permission in MATRIX[role]
        and (
            route.loads is None
            or expected_to_find(role, world.home, world, route.loads.scope_path)
        )
    ]


def _of_route(doors: Doors, route: Route, turns: Turns) -> Iterator[Visit]:
    home = doors.url(route, doors.world.home)
    yield Visit(None, route.name, home)
    if route.public:
        yield from (Visit(role, route.name, home) for role in (OWN_PAGES, BARE))
        return
    roles = holders(doors, route)
    reaches = [among for reach in Reach if (among := [r for r in roles if r.reach is reach])]
    chosen = roles if route.name in PERSONAL else [turns.next(among) for among in reaches]
    yield from (Visit(role, route.name, home) for role in chosen)
    for role, status in _with_a_month(route, roles, reaches):
        if (url := doors.url_in(route, status)) is not None:
            yield Visit(role, route.name, url, status)


def _with_a_month(
    route: Route, roles: Sequence[Role], reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    move = move_of(route)
    if move is not None:
        yield from _of_move(move)
    elif route.loads is Pengajuan or (route.loads in OF_A_MONTH and not route.extra):
        if PurePosixPath(route.pattern).suffix:  # a file: rows of a month, no words for a role
            yield from _of_groups([roles])
        else:
            yield from _of_month(roles, reaches)


def move_of(route: Route) -> Move | None:
    """The move whose second step stands at this address."""
    return INSENTIF.moves.get(route.name.removeprefix("insentif:alur_"))


def _of_move(move: Move) -> Iterator[tuple[Role, str]]:
    """In each of its source states, and once too late."""
    yield from ((move.role, status) for status in INSENTIF.states if status in move.sources)
    yield move.role, next(status for status in INSENTIF.states if status not in move.sources)


def _of_groups(reaches: Sequence[Sequence[Role]]) -> Iterator[tuple[Role, str]]:
    """Every group of statuses once for each reach, by the role it waits for if it may."""
    turns = Turns()
    for among in reaches:
        for group in GROUPS:
            awaited = (status for status in group if INSENTIF.states[status].waits_for in among)
            status = next(awaited, group[0])
            waits_for = INSENTIF.states[status].waits_for
            yield turns.next([waits_for] if waits_for in among else among), status


def _of_month(
    roles: Sequence[Role], reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    """Every group of statuses for every reach, then every other status, then every other role."""
    chosen = list(_of_groups(reaches))
    turns = Turns()
    turns.sent.update(role for role, _ in chosen)
    for status in INSENTIF.states.keys() - {status for _, status in chosen}:
        waits_for = INSENTIF.states[status].waits_for
        chosen.append((turns.next([waits_for] if waits_for in roles else roles), status))
    others = [role for role in roles if not turns.sent[role]]
    yield from chosen
    yield from zip(others, cycle(INSENTIF.states), strict=False)
