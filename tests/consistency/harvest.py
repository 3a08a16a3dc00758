"""What the program answers, asked once per run: stored, and read by every test that has a question.

The visits are cut into parts. Each worker of a run takes a part that nobody has taken, as long as
there is one, and then waits for those that others are still at; a lock that its worker no longer
holds is free again, so nobody waits for work that nobody does.
"""

from __future__ import annotations

import fcntl
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from tests.consistency.doors import Doors
from tests.consistency.plan import BARE, FAULTS, move_of
from tests.consistency.routes import named
from tests.consistency.visits import MIXED, Answer, Visit, ask, exported
from tests.consistency.world import owned
from tests.world.handle import World
from tests.factories.akun import sign_in
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
    return client


@dataclass
class Visitor:
    """Goes through a world, in as many persons as it takes."""

    doors: Doors
    _clients: dict[Role | None, Client] = field(default_factory=dict)
    _knocked: set[tuple[bool, str]] = field(default_factory=set)

    def ask(self, visit: Visit) -> Answer:
        """One request."""
        if visit.role not in self._clients:
            self._clients[visit.role] = enter(self.doors.world, visit.role)
        return ask(self._clients[visit.role], visit)

    def ask_on(self, visit: Visit, *, writes: bool) -> Iterator[Answer]:
        """A request, the same list as a file, and what is refused at the same door."""
        answer = self.ask(visit)
        yield answer
        if visit in FAULTS:
            return
        route = named(visit.route)
        if visit.role and not route.loads and not route.public and answer.status == 200:
            yield self.ask(exported(visit))
        if not writes:
            return
        if self._first(visit) or (visit.status and move_of(route)):
            yield self.ask(replace(visit, method="POST"))
        if visit.role and not visit.status and any(owned(route)):
            world = self.doors.world
            url = self.doors.url(route, world.home, world.neighbour)
            method = "POST" if answer.status == 405 else "GET"
            yield self.ask(replace(visit, url=url, where=MIXED, method=method))

    def _first(self, visit: Visit) -> bool:
        """Whether nobody signed in, or out, was at this door before."""
        door = (visit.role is None, visit.route)
        first = door not in self._knocked
        self._knocked.add(door)
        return first


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
    def by_key(self) -> dict[Any, Answer]:
        """The answer to the same question in another harvest."""
        return {answer.visit.key: answer for answer in self.answers}


Open = Callable[[], AbstractContextManager[Doors]]


class Barn:
    """The folder of a run where harvests are kept, common to its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def harvest(
        self, name: str, open_world: Open, plan: Callable[[Doors], list[Visit]], *, writes: bool
    ) -> Harvest:
        """The harvest called `name`, together with whoever else needs it now."""
        with ExitStack() as stage:
            opened: list[tuple[Visitor, list[Visit]]] = []

            def work(number: int) -> tuple[World, list[Answer]]:
                if not opened:
                    doors = stage.enter_context(open_world())
                    opened.append((Visitor(doors), plan(doors)))
                visitor, visits = opened[0]
                found = [
                    answer
                    for visit in visits[number::PARTS]
                    for answer in visitor.ask_on(visit, writes=writes)
                ]
                return visitor.doors.world, found

            self.share(name, PARTS, work)
        parts = [pickle.loads(self._part(name, n).read_bytes()) for n in range(PARTS)]  # noqa: S301 - written in this run, by us
        return Harvest(parts[0][0], tuple(answer for _, part in parts for answer in part))

    def share(self, name: str, parts: int, work: Callable[[int], object]) -> None:
        """Every part of a work is done once, by whichever worker comes to it first."""
        taken = [number for number in range(parts) if not self._do(name, number, work)]
        for number in taken:
            self._do(name, number, work, wait=True)

    def _part(self, name: str, number: int) -> Path:
        return self.folder / f"{name}-{number}.pickle"

    def _do(
        self, name: str, number: int, work: Callable[[int], object], *, wait: bool = False
    ) -> bool:
        """False when somebody else is at it."""
        kept = self._part(name, number)
        with kept.with_suffix(".kunci").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                return False
            if not kept.exists():
                half = kept.with_suffix(".baru")
                half.write_bytes(pickle.dumps(work(number), pickle.HIGHEST_PROTOCOL))
                half.rename(kept)
        return True
