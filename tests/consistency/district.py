"""A district at work: the world of the walks, and at home a month in every status."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from allauth.mfa.models import Authenticator
from django.test import Client

from tests.consistency.routes import Route
from tests.consistency.walk import url_of, walkable
from tests.consistency.world import Place, World, make_pagu, make_world
from tests.factories.akun import sign_in
from tests.factories.insentif import make_month
from upaya.core.permissions import MATRIX, Permission
from upaya.insentif.models import Pengajuan
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.period import Period
from upaya.rules.roles import Role

FIRST = Period(2022, 11)
"""Where the first status of INSENTIF stands; the others follow, in the order of its table."""


BARE = Role.PENGAMAT_NASIONAL
"""The role that has no second factor here, so that setting one up is walked too."""


@dataclass(frozen=True)
class District:
    world: World
    months: dict[str, Pengajuan]


@dataclass(frozen=True)
class Page:
    """One page to be opened; `status` is that of the month it shows, "" when it shows none."""

    role: Role | None
    route: Route
    status: str
    url: str

    def __str__(self) -> str:
        who = self.role.value if self.role else "tanpa masuk"
        return f"{who}: {self.route} {self.status}".strip()


def make_district(officers: int = 12, *, statuses: tuple[str, ...] = ()) -> District:
    """Three puskesmas in two districts; at home `officers` and a month in each of `statuses`."""
    world = make_world()
    make_pagu(world.home.unit, 2023)
    periods = _periods()
    return District(
        world,
        {
            status: make_month(
                world.home.unit, str(periods[status]), status=status, filled=True, officers=officers
            )
            for status in statuses or INSENTIF.states
        },
    )


def _periods() -> dict[str, Period]:
    found, period = {}, FIRST
    for status in INSENTIF.states:
        found[status], period = period, period.next()
    return found


def walkers() -> tuple[Role, ...]:
    """As few roles as together hold every permission, so that every page is opened by somebody."""
    chosen: list[Role] = []
    missing = set(Permission)
    while missing:
        best = max(Role, key=lambda role: len(MATRIX[role] & missing))
        chosen.append(best)
        missing -= MATRIX[best]
    return tuple(chosen)


def pages_of(district: District, role: Role) -> Iterator[Page]:
    """Everything this role may open; the pages of a month once for each month given."""
    world = district.world
    for route in walkable():
        declared = route.declaration
        if route.public or declared is None or declared.permission not in MATRIX[role]:
            continue
        if route.loads is not Pengajuan:
            yield Page(role, route, "", url_of(world, route, world.home))
            continue
        for status, month in district.months.items():
            place = replace(world.home, month=month, paid=month)
            yield Page(role, route, status, url_of(_at(world, place), route, place, world.home))


def open_pages(world: World) -> Iterator[Page]:
    """What nobody has to be signed in for, and the pages about oneself."""
    for route in walkable():
        if route.public:
            yield Page(None, route, "", url_of(world, route, world.home))
            for role in (Role.ADMIN_DINAS, BARE):
                yield Page(role, route, "", url_of(world, route, world.home))


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


def _at(world: World, place: Place) -> World:
    """The same world with another month at home; its rows are looked up anew."""
    return replace(world, home=place, _rows={})
