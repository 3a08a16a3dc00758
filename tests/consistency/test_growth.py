"""With twice the data a page asks the database no more often, in every status of a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.consistency.conftest import Stage, none_of
from tests.consistency.district import (
    District,
    enter,
    make_district,
    pages_of,
    walkers,
)
from tests.consistency.test_pages import BOUND, BOUNDS
from tests.consistency.walk import Answer, ask
from tests.factories.insentif import make_month
from tests.factories.wilayah import make_fasilitas, make_puskesmas
from tests.world.build import make_pagu
from upaya.core.permissions import MATRIX, Permission
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

OFFICERS = 12
_LATER = ("2023-11", "2023-12")
_GROWN = ("draf", "diajukan")
"""Statuses whose pages are compared: the sheet as it is computed, and the calculation as kept."""


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


def _visit(district: District, role: Role) -> Iterator[Seen]:
    client = enter(district.world, role)
    for page in pages_of(district, role):
        yield Seen(ask(client, role, page.route, "home", page.url), page.status)


def _grow(district: District) -> District:
    """Twice the puskesmas and officers, more of everything that a page lists."""
    home = district.world.home.unit
    for number in range(3):
        unit = make_puskesmas(f"Puskesmas Tambahan {number}", home.kabupaten)
        make_pagu(unit, 2022)
        make_month(unit, "2022-08", status="diajukan", officers=3)
    _more_at(home)
    months = {
        status: make_month(home, period, status=status, filled=True, officers=2 * OFFICERS)
        for status, period in zip(_GROWN, _LATER, strict=True)
    }
    return District(district.world, months)


def _more_at(unit: Unit) -> None:
    for number in range(5):
        make_fasilitas(unit, f"Pustu Tambahan {number}")


@pytest.fixture(scope="module")
def before_and_after(stage: Stage) -> tuple[list[Seen], list[Seen]]:
    roles = walkers()
    # The role that fills walks the months of every status.
    filler = next(role for role in roles if Permission.INSENTIF_ISI in MATRIX[role])
    with stage():
        district = make_district(OFFICERS)
        few = District(district.world, {s: district.months[s] for s in _GROWN})
        list(_visit(District(district.world, {}), roles[0]))  # what a process reads once
        before = [
            seen for role in roles for seen in _visit(district if role is filler else few, role)
        ]
        grown = _grow(district)
        after = [seen for role in roles for seen in _visit(grown, role)]
    return before, after


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
