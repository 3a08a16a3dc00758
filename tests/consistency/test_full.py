"""Every role at every door over HTTP, at home and around the edge of its reach: `make test-all`.

`make test` proves the same of the parts: scope on querysets, permission at the guard, each page
once per reach.
"""

from __future__ import annotations

import pytest

from tests.consistency import checks
from tests.consistency.bounds import bound_of
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest
from tests.consistency.visits import EXPORT, HOME, MIXED
from tests.factories.peran import ROLES
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR, OPERATOR_PUSKESMAS, PETUGAS

pytestmark = [pytest.mark.django_db, pytest.mark.full]


def test_strangers_are_led_to_the_door(full_walk: Harvest) -> None:
    none_of(checks.strangers_let_in(full_walk.answers))


def test_scope_is_asked_first_then_permission(full_walk: Harvest) -> None:
    none_of(checks.answered_wrongly(full_walk.answers))


def test_no_door_breaks(full_walk: Harvest) -> None:
    none_of(checks.broken(full_walk.answers))


def test_nothing_names_what_is_beyond_reach(full_walk: Harvest) -> None:
    none_of(checks.named_beyond_reach(full_walk.world, full_walk.answers))


def test_no_page_asks_the_database_too_often(full_walk: Harvest) -> None:
    none_of(
        f"{answer}: {len(answer.queries)} kueri"
        for answer in full_walk.answers
        if answer.visit.method == "GET" and len(answer.queries) > bound_of(answer.visit.route)
    )


@pytest.mark.parametrize("check", [checks.without_security_headers, checks.without_strict_policy])
def test_every_answer_carries_what_protects_it(full_walk: Harvest, check: checks.Check) -> None:
    none_of(check(full_walk.answers))


@pytest.mark.parametrize(
    "check",
    [
        checks.kept_by_a_shared_cache,
        checks.out_of_frame,
        checks.with_one_title,
        checks.in_english,
        checks.in_code,
        checks.unwritten,
        checks.from_elsewhere,
        checks.without_token,
        checks.leading_nowhere,
    ],
)
def test_every_page_is_as_it_should_be(full_walk: Harvest, check: checks.Check) -> None:
    none_of(check(full_walk.pages))


def test_the_walk_went_through_every_kind_of_door(full_walk: Harvest) -> None:
    """The walk itself is not blind: own rows were shown, to each role that may see them."""
    world = full_walk.world
    named = {
        (answer.role, place.name, answer.visit.where)
        for answer in full_walk.answers
        for place in (world.home, *world.others)
        if place.mark in answer.names
    }
    assert (PETUGAS, "home", HOME) in named
    assert (OPERATOR_PUSKESMAS, "colleague", HOME) in named
    assert (AUDITOR, "neighbour", HOME) in named
    assert (ADMIN_DINAS, "neighbour", EXPORT) in named
    assert {answer.role for answer in full_walk.answers} == {None, *ROLES}
    assert {answer.status for answer in full_walk.answers} >= {200, 302, 403, 404, 405}
    assert any(a.visit.where == MIXED and a.status == 404 for a in full_walk.answers)
