"""Walking the address book: every door, as nobody and as every role; each request is undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.consistency.routes import Route, routes
from tests.consistency.world import (
    BUILDERS,
    OBJECTS,
    QUERIES,
    World,
    argument,
    make_world,
)
from tests.factories.akun import sign_in
from tests.world.handle import MARK, Place
from upaya.core.permissions import MATRIX
from upaya.rules.roles import Reach, Role

HOME, EXPORT, MIXED = "home", "ekspor", "campur"
"""What was asked for beside the places: one's own, its export, own object with foreign part."""

_NAMES = re.compile(rf"{MARK}[A-Z][a-z]+")
_NO_QUERY = re.compile(r"(ROLLBACK TO |RELEASE )?SAVEPOINT ")
_OWN_PAGES = Role.ADMIN_DINAS  # who visits the pages about oneself


@dataclass(frozen=True)
class Answer:
    """What one role (None: nobody) got at one door; `html` only of pages, `names` of any body."""

    role: Role | None
    route: Route
    where: str
    method: str
    status: int
    headers: dict[str, str] = field(repr=False)
    queries: tuple[str, ...] = field(repr=False)
    html: str = field(repr=False, default="")
    fault: str = ""
    names: frozenset[str] = frozenset()

    def __str__(self) -> str:
        who = self.role.value if self.role else "tanpa masuk"
        said = f"{who}: {self.method} {self.route} ({self.where}) -> {self.status}"
        return f"{said} {self.headers.get('Location', '')} {self.fault}".strip()

    @property
    def is_page(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True)
class Walk:
    """Everything that was seen in one world."""

    world: World
    answers: list[Answer] = field(repr=False)
    strangers: list[Answer] = field(repr=False)

    @property
    def pages(self) -> list[Answer]:
        return [answer for answer in (*self.answers, *self.strangers) if answer.is_page]


def walkable() -> list[Route]:
    """Routes whose object and arguments the world knows; test_access.py names the others."""
    return [
        route
        for route in routes()
        if (route.loads is None or route.loads in BUILDERS)
        and all(argument(route.name, name) for name in route.extra)
    ]


def url_of(world: World, route: Route, place: Place, part_of: Place | None = None) -> str:
    """The address of a place's object; `part_of` gives the further arguments of another place."""
    arguments: dict[str, object] = {}
    for name in route.extra:
        found = argument(route.name, name)
        assert found is not None, f"{route}: argumen {name} tidak dikenal"
        arguments[name] = found.value(part_of or place)
    if route.loads is not None:
        own = OBJECTS.get(route.name)
        arguments["pk"] = (own(place) if own else world.row(route.loads, place)).pk
    query = QUERIES.get(route.name)
    return route.url(**arguments) + (f"?{query}" if query else "")


def ask(
    client: Client, role: Role | None, route: Route, where: str, url: str, method: str = "GET"
) -> Answer:
    """One request whose writes are undone."""
    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> object:  # noqa: ANN401 - Django's hook
        if not _NO_QUERY.match(sql):
            seen.append(sql)
        return execute(sql, *rest)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            response: Any = client.get(url) if method == "GET" else client.post(url)
            body = b"".join(response)
        transaction.set_rollback(True)
    error = getattr(response, "exc_info", None)
    ok = response.status_code == 200
    text = body.decode("utf-8", "replace") if ok else ""
    return Answer(
        role,
        route,
        where,
        method,
        response.status_code,
        dict(response.headers),
        tuple(seen),
        text if response.headers.get("Content-Type", "").startswith("text/html") else "",
        f"{error[0].__name__}: {error[1]}" if error else "",
        frozenset(_NAMES.findall(text)),
    )


def walk_everywhere() -> Walk:
    """A fresh world, knocked on by nobody and walked by every role. Needs a stage."""
    world = make_world()
    strangers = list(_knock(world))
    answers = [answer for role in Role for answer in _as(world, role)]
    return Walk(world, answers, strangers)


def _knock(world: World) -> Iterator[Answer]:
    client = Client(raise_request_exception=False)
    for route in walkable():
        url = url_of(world, route, world.home)
        for method in ("GET", "POST"):
            yield ask(client, None, route, HOME, url, method)


def _as(world: World, role: Role) -> Iterator[Answer]:
    client = Client(raise_request_exception=False)
    sign_in(client, world.members[role])
    for route in walkable():
        own = url_of(world, route, world.home)
        if route.public:
            if role is _OWN_PAGES:
                yield ask(client, role, route, HOME, own)
            continue
        first = ask(client, role, route, HOME, own)
        yield first
        if _tries_to_write(role, route):
            yield ask(client, role, route, HOME, own, "POST")
        if route.loads is None and first.status == 200:
            yield ask(client, role, route, EXPORT, f"{own}{'&' if '?' in own else '?'}ekspor=csv")
        for place in _foreign(world, role) if route.loads else ():
            yield ask(client, role, route, place.name, url_of(world, route, place))
        if any((part := argument(route.name, name)) and part.owned for name in route.extra):
            mixed = url_of(world, route, world.home, world.neighbour)
            method = "POST" if first.status == 405 else "GET"
            yield ask(client, role, route, MIXED, mixed, method)


def _tries_to_write(role: Role, route: Route) -> bool:
    """Whoever may open it, and the first role that may not (the guard is one for all roles)."""
    assert route.declaration is not None
    wanted = route.declaration.permission
    lacking = [other for other in Role if wanted not in MATRIX[other]]
    return wanted in MATRIX[role] or role in lacking[:1]


def _foreign(world: World, role: Role) -> tuple[Place, ...]:
    """The places whose objects this role tries: those around the edge of its reach."""
    if role.reach is Reach.PERSON:
        return (world.colleague, world.neighbour, world.abroad)
    if role.reach is Reach.UNIT:
        return (world.neighbour, world.abroad)
    return (world.abroad,)
