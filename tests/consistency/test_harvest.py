"""Who came to which door, and that nobody and nothing was left out."""

from __future__ import annotations

import pytest

from tests.consistency import checks
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest
from tests.consistency.plan import FAULTS
from tests.consistency.routes import routes
from tests.consistency.visits import EXPORT, MIXED
from tests.consistency.world import ROADS
from tests.factories.peran import ROLES
from upaya.core.registry import registry
from upaya.rules.roles import Reach

pytestmark = pytest.mark.django_db


def test_whoever_is_not_signed_in_is_led_to_the_door(harvest: Harvest) -> None:
    none_of(checks.strangers_let_in(a for a in harvest.answers if a.visit not in FAULTS))


def test_no_door_breaks_in_the_grown_world(crowd: Harvest) -> None:
    none_of(checks.broken(crowd.answers))


def test_it_went_through_every_kind_of_door(harvest: Harvest) -> None:
    """The harvest is not blind: own rows were shown, to each reach that may see them."""
    world = harvest.world
    named = {
        (answer.role, place.name, answer.visit.where)
        for answer in harvest.answers
        for place in (world.home, *world.others)
        if place.mark in answer.names
    }
    by_reach: dict[Reach, set[str]] = {}
    for role, name, _ in named:
        assert role is not None
        by_reach.setdefault(role.reach, set()).add(name)
    assert by_reach == {
        Reach.PERSON: {"home"},
        Reach.UNIT: {"home", "colleague"},
        Reach.BRANCH: {"home"},
        Reach.DISTRICT: {"home", "colleague", "neighbour"},
    }
    assert "neighbour" in {name for _, name, where in named if where == EXPORT}
    assert {answer.role for answer in harvest.answers} == {None, *ROLES}
    assert {answer.status for answer in harvest.answers} >= {200, 302, 403, 404, 405, 422}
    assert any(a.visit.where == MIXED and a.status == 404 for a in harvest.answers)


def test_every_move_was_seen_in_each_of_its_states_by_each_of_its_roles(harvest: Harvest) -> None:
    shown = {(a.role, a.visit.route, a.visit.status) for a in harvest.pages if a.visit.status}
    assert [
        (name, move.name, role.name, status)
        for name in ROADS
        for move in registry().roads[name].moves.values()
        for role in move.roles
        for status in move.sources
        if (role, f"{name}:alur_{move.name}", status) not in shown
    ] == []


def test_every_status_has_its_pages(harvest: Harvest) -> None:
    for name, known in ROADS.items():
        own = {r.name for r in routes() if r.loads is known.model}
        shown = {a.visit.status for a in harvest.pages if a.visit.route in own}
        assert shown - {""} == set(registry().roads[name].states)


def test_every_address_was_shown_or_gave_a_file_to_somebody(harvest: Harvest) -> None:
    got: dict[str, set[int]] = {route.name: set() for route in routes()}
    for answer in harvest.answers:
        got.setdefault(answer.visit.route, set()).add(answer.status)
    faults = {visit.route for visit in FAULTS}
    assert {name for name, statuses in got.items() if statuses <= {403, 404, 500}} == faults
