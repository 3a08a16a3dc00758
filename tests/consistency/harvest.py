"""What the program answers, asked once per run: stored, and read by every test that has a question.

The visits are cut into parts. Each worker of a run takes a part that nobody has taken, as long as
there is one, and then waits for those that others are still at; a lock whose holder is gone is free
again, so nobody waits for work that nobody does.
"""

from __future__ import annotations

import fcntl
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from tests.consistency.doors import Doors, road_of
from tests.consistency.plan import BARE, FAULTS
from tests.consistency.routes import named, routes
from tests.consistency.visits import HOME, MIXED, OTHER, Answer, Key, Visit, ask, exported
from tests.consistency.world import OTHERWISE, owned
from tests.factories.akun import sign_in
from tests.turns import alone
from tests.world.handle import World
from upaya.rules.roles import Role

PARTS = 12
"""Into how many a harvest is cut: none so long that the others wait for it."""


def enter(world: World, role: Role | None) -> Client:
    """A client signed in as that member of the world."""
    client = Client(raise_request_exception=False)
    if role is None:
        return client
    sign_in(client, world.members[role])
    if role is BARE:
        Authenticator.objects.filter(user=world.members[role].user).delete()
    session = client.session
    # As after typing the password a moment ago: pages about one's own safety ask for that.
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    client.get("/healthz")  # the first request of a session notes that it was seen: not a page's
    return client


class Visitor:
    """Goes through a world, in as many persons as it takes."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self._clients: dict[Role | None, Client] = {}
        self._written_only: set[str] = set()

    def ask(self, visit: Visit) -> Iterator[Answer]:
        """One request."""
        if visit.role not in self._clients:
            self._clients[visit.role] = enter(self.doors.world, visit.role)
        before = None
        if visit.where == OTHER:
            found = road_of(named(visit.route))
            assert found is not None
            subject = found[1].objects(self.doors.world)[visit.status]
            before = partial(OTHERWISE[visit.route], subject)
        if visit.role is None:
            self._clients[None].cookies.clear()  # a stranger each time
        cache.clear()  # limits and what is counted once an hour: each visit is the first
        yield ask(self._clients[visit.role], visit, before)

    def ask_on(self, visit: Visit) -> Iterator[Answer]:
        """One request, and what follows from its answer; where there is no page none is asked."""
        if visit.method == "GET" and visit.status and visit.route in self._written_only:
            return
        (answer,) = self.ask(visit)
        yield answer
        if visit.role is None or visit.method != "GET" or visit.where != HOME or visit in FAULTS:
            return  # nothing follows
        route = named(visit.route)
        if answer.status == 405:
            self._written_only.add(visit.route)
        if answer.status == 200 and not route.loads and not route.public:
            yield from self.ask(exported(visit))
        if not visit.status and any(owned(route)):
            yield from self.ask(self._mixed(visit, "POST" if answer.status == 405 else "GET"))

    def _mixed(self, visit: Visit, method: str) -> Visit:
        """The own object with somebody else's part."""
        world = self.doors.world
        url = self.doors.url(named(visit.route), world.home, world.neighbour)
        wanted = visit.wanted or 404
        return replace(visit, url=url, where=MIXED, method=method, wanted=wanted)


@dataclass(frozen=True)
class Harvest:
    """Everything that was answered in one world."""

    world: World
    answers: tuple[Answer, ...] = field(repr=False)

    @cached_property
    def pages(self) -> list[Answer]:
        """What was shown."""
        return [answer for answer in self.answers if answer.is_page]

    @cached_property
    def by_key(self) -> dict[Key, Answer]:
        """The answer to the same question in another harvest."""
        return {answer.visit.key: answer for answer in self.answers}


@dataclass(frozen=True)
class Crop:
    """What is to be harvested: in which world, which visits, how each is asked."""

    name: str
    open_world: Callable[[], AbstractContextManager[Doors]]
    plan: Callable[[Doors], list[Visit]]
    asked: Callable[[Visitor, Visit], Iterator[Answer]] = Visitor.ask_on


class Barn:
    """The folder of a run where harvests are kept, common to its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def harvest(self, crop: Crop) -> Harvest:
        """Brought in together with whoever else needs it now."""
        with ExitStack() as stage:
            opened: list[tuple[Visitor, list[Visit]]] = []

            def work(number: int) -> tuple[World, list[Answer]]:
                if not opened:
                    doors = stage.enter_context(crop.open_world())
                    opened.append((Visitor(doors), crop.plan(doors)))
                visitor, visits = opened[0]
                mine = _names()[number::PARTS]
                return visitor.doors.world, [
                    answer
                    for visit in visits
                    if visit.route in mine
                    for answer in crop.asked(visitor, visit)
                ]

            self.share(crop.name, PARTS, work)
        kept = [self._part(crop.name, number).read_bytes() for number in range(PARTS)]
        parts = [pickle.loads(part) for part in kept]  # noqa: S301 - written in this run, by us
        return Harvest(parts[0][0], tuple(answer for _, part in parts for answer in part))

    def once(self, name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever work gives
        """The result of a work that one worker does for all."""
        with alone(self._lock(name, 0)):
            self._do(name, 0, lambda _: work())
        return pickle.loads(self._part(name, 0).read_bytes())  # noqa: S301 - written in this run, by us

    def share(self, name: str, parts: int, work: Callable[[int], object]) -> None:
        """Every part of a work is done once, by whichever worker comes to it first."""
        taken = []
        for number in range(parts):
            with self._lock(name, number).open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    taken.append(number)
                    continue
                self._do(name, number, work)
        for number in taken:
            with alone(self._lock(name, number)):
                self._do(name, number, work)  # nothing is left to do, unless its worker has died

    def _part(self, name: str, number: int) -> Path:
        return self.folder / f"{name}-{number}.pickle"

    def _lock(self, name: str, number: int) -> Path:
        return self.folder / f"{name}-{number}.kunci"

    def _do(self, name: str, number: int, work: Callable[[int], object]) -> None:
        """Unless it is done; under the part's lock."""
        kept = self._part(name, number)
        if not kept.exists():
            half = kept.with_suffix(".baru")
            half.write_bytes(pickle.dumps(work(number), pickle.HIGHEST_PROTOCOL))
            half.rename(kept)


def _names() -> list[str]:
    """What visits may name as their route, in an order that mixes long and short work."""
    return [*(route.name for route in routes()), *dict.fromkeys(v.route for v in FAULTS)]
