"""What is asked over HTTP: once per route, reach and group of statuses, and what must be more.

Every move is opened in each of its source states by its own role; a page of a month is shown in
every status, to the role it waits for when that role may see it; every role comes to every page of
a month. Who is turned away is asked at the guard itself (test_guard.py), not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import PurePosixPath

from tests.consistency.doors import OF_A_MONTH, Doors, walkable
from tests.consistency.routes import Route, named
from tests.consistency.visits import HOME, OTHER, Key, Visit, exported
from tests.consistency.world import OTHERWISE
from tests.factories.peran import ROLES
from upaya.core.registry import registry
from upaya.insentif.models import Pengajuan
from upaya.rules import insentif_workflow as road
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.kesehatan import ADMIN_DINAS, PENGAMAT_NASIONAL, PETUGAS
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

IN_FEW = {"insentif:spj_zip": (road.DRAF, road.DISETUJUI, road.DIBAYAR)}
"""Files that take long and are the same in the statuses between."""

PERSONAL = frozenset({"akun:profil", "insentif:tugas"})
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
        if visit not in FAULTS and (visit.role or named(visit.route).public):
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
    for role, status in _with_a_month(route, roles, reaches):
        if (url := doors.url_in(route, status)) is not None:
            visit = Visit(role, route.name, url, status)
            yield visit
            if (move := move_of(route)) and status in move.sources:
                yield replace(visit, method="POST")
                if route.name in OTHERWISE:
                    yield replace(visit, where=OTHER)


def _with_a_month(
    route: Route, roles: Sequence[Role], reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    move = move_of(route)
    if move is not None:
        yield from _of_move(move)
    elif route.loads is Pengajuan or (route.loads in OF_A_MONTH and not route.extra):
        if PurePosixPath(route.pattern).suffix:  # a file: rows of a month, no words for a role
            few = IN_FEW.get(route.name, tuple(INSENTIF.states))
            yield from ((role, status) for role, status in _of_groups([roles]) if status in few)
        else:
            yield from _of_month(roles, reaches)


def move_of(route: Route) -> Move | None:
    """The move whose second step stands at this address."""
    return INSENTIF.moves.get(route.name.removeprefix("insentif:alur_"))


def _of_move(move: Move) -> Iterator[tuple[Role, str]]:
    """In each of its source states, and once too late."""
    role = move.roles[0]
    yield from ((role, status) for status in INSENTIF.states if status in move.sources)
    yield role, next(status for status in INSENTIF.states if status not in move.sources)


def _of_groups(reaches: Sequence[Sequence[Role]]) -> Iterator[tuple[Role, str]]:
    """Every group of statuses once for each reach, by the role it waits for if it may."""
    turns = Turns()
    for among in reaches:
        for group in GROUPS:
            awaited = (
                status for status in group if set(INSENTIF.states[status].waits_for) & set(among)
            )
            status = next(awaited, group[0])
            yield turns.next(_concerned(status, among)), status


def _concerned(status: str, among: Sequence[Role]) -> Sequence[Role]:
    """Whom a month in that status waits for, else all of them."""
    return [role for role in among if role in INSENTIF.states[status].waits_for] or among


def _of_month(
    roles: Sequence[Role], reaches: Sequence[Sequence[Role]]
) -> Iterator[tuple[Role, str]]:
    """Every group of statuses for every reach, then every other status, then every other role."""
    chosen = list(_of_groups(reaches))
    turns = Turns()
    turns.sent.update(role for role, _ in chosen)
    seen = {status for _, status in chosen}
    others = [status for status in INSENTIF.states if status not in seen]
    chosen += [(turns.next(_concerned(status, roles)), status) for status in others]
    yield from chosen
    unsent = [role for role in roles if not turns.sent[role]]
    yield from zip(unsent, cycle(INSENTIF.states), strict=False)
