"""With twice the data a page asks the database no more often, in every status of a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from django.test import Client

from tests.consistency.conftest import Stage, none_of
from tests.consistency.test_pages import BOUND, BOUNDS
from tests.consistency.walk import Answer, ask, url_of, walkable
from tests.consistency.world import Place, World, make_pagu, make_world
from tests.factories.akun import sign_in
from tests.factories.insentif import make_month
from tests.factories.wilayah import make_fasilitas, make_puskesmas
from upaya.core.permissions import MATRIX, Permission
from upaya.insentif.models import Pengajuan
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

OFFICERS = 12
_MONTHS = ("2022-10", "2022-11", "2022-12", "2023-01", "2023-02", "2023-03", "2023-04")
_LATER = ("2023-05", "2023-06")
_GROWN = ("draf", "diajukan")
"""Statuses whose pages are compared: the sheet as it is computed, and the calculation as kept."""


def _walkers() -> tuple[Role, ...]:
    """As few roles as together hold every permission, so that every page is opened by somebody."""
    chosen: list[Role] = []
    missing = set(Permission)
    while missing:
        best = max(Role, key=lambda role: len(MATRIX[role] & missing))
        chosen.append(best)
        missing -= MATRIX[best]
    return tuple(chosen)


@dataclass(frozen=True)
class Seen:
    """One page in one status of the month it shows ("" when it shows none)."""

    answer: Answer
    status: str

    @property
    def key(self) -> tuple[Role | None, str, str]:
        return (self.answer.role, self.answer.route.name, self.status)

    @property
    def count(self) -> int:
        return len(self.answer.queries)

    def __str__(self) -> str:
        return f"{self.answer} {self.status}".strip()


def _visit(world: World, role: Role, months: dict[str, Pengajuan]) -> Iterator[Seen]:
    client = Client(raise_request_exception=False)
    sign_in(client, world.members[role])
    for route in walkable():
        declared = route.declaration
        if route.public or declared is None or declared.permission not in MATRIX[role]:
            continue
        if route.loads is not Pengajuan:
            url = url_of(world, route, world.home)
            yield Seen(ask(client, role, route, "home", url), "")
            continue
        for status, month in months.items():
            here = world.home
            place = Place(here.name, here.unit, here.petugas, here.user, month)
            url = url_of(_looking_at(world, place), route, place, world.home)
            yield Seen(ask(client, role, route, "home", url), status)


def _looking_at(world: World, place: Place) -> World:
    """The same world with another month at home; its rows are looked up anew."""
    return replace(world, home=place, _rows={})


def _district() -> tuple[World, dict[str, Pengajuan]]:
    world = make_world()
    make_pagu(world.home.unit, 2023)
    months = {
        status: make_month(world.home.unit, period, status=status, filled=True, officers=OFFICERS)
        for status, period in zip(INSENTIF.states, _MONTHS, strict=True)
    }
    return world, months


def _grow(world: World) -> dict[str, Pengajuan]:
    """Twice the puskesmas and officers, more of everything that a page lists."""
    for number in range(3):
        unit = make_puskesmas(f"Puskesmas Tambahan {number}", world.home.unit.kabupaten)
        make_pagu(unit, 2022)
        make_month(unit, "2022-08", status="diajukan", officers=3)
    _more_at(world.home.unit)
    return {
        status: make_month(
            world.home.unit, period, status=status, filled=True, officers=2 * OFFICERS
        )
        for status, period in zip(_GROWN, _LATER, strict=True)
    }


def _more_at(unit: Unit) -> None:
    for number in range(5):
        make_fasilitas(unit, f"Pustu Tambahan {number}")


@pytest.fixture(scope="module")
def before_and_after(stage: Stage) -> tuple[list[Seen], list[Seen]]:
    with stage():
        world, months = _district()
        every = _walkers()
        list(_visit(world, every[0], {}))  # what is read once per process has been read
        few = {status: months[status] for status in _GROWN}
        before = [
            seen
            for role in every
            for seen in _visit(world, role, months if role is _filler(every) else few)
        ]
        more = _grow(world)
        after = [seen for role in every for seen in _visit(world, role, more)]
    return before, after


def _filler(roles: tuple[Role, ...]) -> Role:
    """The role that walks the months of every status."""
    return next(role for role in roles if Permission.INSENTIF_ISI in MATRIX[role])


def test_twice_the_data_is_not_more_queries(
    before_and_after: tuple[list[Seen], list[Seen]],
) -> None:
    before, after = before_and_after
    first = {seen.key: seen for seen in before}
    none_of(
        [
            f"{seen}: {first[seen.key].count} menjadi {seen.count} kueri; {_newest(seen)}"
            for seen in after
            if seen.answer.status < 300 and seen.count > first[seen.key].count
        ]
    )
    assert len([seen for seen in after if seen.answer.is_page]) > len(INSENTIF.moves)


def _newest(seen: Seen) -> str:
    sql, times = Counter(seen.answer.queries).most_common(1)[0]
    return f"{times} kali: {sql[:160]}"


def test_no_page_of_a_full_district_passes_its_bound(
    before_and_after: tuple[list[Seen], list[Seen]],
) -> None:
    none_of(
        [
            f"{seen}: {seen.count} kueri"
            for half in before_and_after
            for seen in half
            if seen.count > BOUNDS.get(seen.answer.route.name, (BOUND, ""))[0]
        ]
    )


def test_every_status_of_a_month_has_its_pages(
    before_and_after: tuple[list[Seen], list[Seen]],
) -> None:
    before, after = before_and_after
    broken = {404, 500}
    none_of(
        [str(seen) for seen in (*before, *after) if seen.status and seen.answer.status in broken]
    )
    shown = {(seen.status, seen.answer.route.name) for seen in before if seen.answer.is_page}
    assert {status for status, name in shown if name == "insentif:hasil"} == set(INSENTIF.states)
