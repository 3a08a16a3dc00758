"""A district at work: the world of the walks, and at home a month in every status."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.test import Client

from tests.consistency.routes import Route
from tests.consistency.walk import url_of, walkable
from tests.consistency.world import World, make_world
from tests.factories.akun import sign_in
from tests.world.handle import Place
from upaya.core.permissions import MATRIX, Permission
from upaya.insentif.models import Pengajuan, PerhitunganPetugas
from upaya.insentif.services.bayar import payment_of
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Pembayaran
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import Role

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
    world = make_world(officers, statuses or tuple(INSENTIF.states))
    return District(world, world.months)


def walkers() -> tuple[Role, ...]:
    """As few roles as together hold every permission, so that every page is opened by somebody."""
    chosen: list[Role] = []
    missing = set(Permission)
    while missing:
        best = max(Role, key=lambda role: len(MATRIX[role] & missing))
        chosen.append(best)
        missing -= MATRIX[best]
    return tuple(chosen)


def _share(month: Pengajuan, district: District) -> Model | None:
    found = PerhitunganPetugas.objects.filter(
        perhitungan__pengajuan=month, petugas=district.world.home.petugas
    )
    return found.order_by("-perhitungan__nomor").first()


def _payment(month: Pengajuan, _: District) -> Model | None:
    return payment_of(month)


def _line(month: Pengajuan, _: District) -> Model | None:
    lines = BarisPembayaran.objects.filter(
        pembayaran__sumber_id=month.pk, pembayaran__sumber="insentif"
    )
    return lines.order_by("-dicoba", "pk").first()


def _shipment(month: Pengajuan, _: District) -> Model | None:
    sent = Kiriman.objects.filter(pembayaran__sumber_id=month.pk, pembayaran__sumber="insentif")
    return sent.order_by("-nomor").first()


OF_A_MONTH: Mapping[type[Model], Callable[[Pengajuan, District], Model | None]] = {
    BarisPembayaran: _line,
    Kiriman: _shipment,
    Pembayaran: _payment,
    PerhitunganPetugas: _share,
}
"""What a month has of a row that has pages of its own: these differ with the month's status too."""


def pages_of(district: District, role: Role) -> Iterator[Page]:
    """Everything this role may open; what belongs to a month once for each month given."""
    world = district.world
    for route in walkable():
        declared = route.declaration
        if route.public or declared is None or declared.permission not in MATRIX[role]:
            continue
        if route.loads is not Pengajuan:
            yield Page(role, route, "", url_of(world, route, world.home))
            if route.loads in OF_A_MONTH and not route.extra:
                for status, month in district.months.items():
                    if (row := OF_A_MONTH[route.loads](month, district)) is not None:
                        yield Page(role, route, status, route.url(pk=row.pk))
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
