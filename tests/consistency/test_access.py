"""What every door says of itself, and what those who came got: the declarations and the harvest.

A new view is walked because it is in the address book. What it loads and which further arguments
it takes must be known to tests/consistency/world.py. Who is turned away: test_guard.py; which rows
exist for whom: test_scope.py.
"""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch

from tests.consistency import checks
from tests.consistency.checks import OPEN_TO_ALL, none_of
from tests.consistency.harvest import Harvest
from tests.consistency.plan import FAULTS, GROUPS
from tests.consistency.routes import THIRD_PARTY, routes
from tests.consistency.visits import EXPORT, MIXED
from tests.consistency.world import BUILDERS
from tests.factories.peran import ROLES
from tests.world.parts import argument
from upaya.core.registry import registry
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import Reach

pytestmark = pytest.mark.django_db


def test_every_view_declares_who_may_open_it() -> None:
    faults = []
    for route in routes():
        if route.name in THIRD_PARTY:
            continue
        if route.declaration is None:
            faults.append(f"{route}: beri @protected, @protected_object, atau @public(alasan)")
        elif route.public and not route.declaration.reason.strip():
            faults.append(f"{route}: @public perlu alasannya")
    none_of(faults)


def test_addresses_have_names_of_their_own() -> None:
    names = [route.name for route in routes()]
    assert sorted(set(names)) == sorted(names)
    assert [name for name in (*OPEN_TO_ALL, *THIRD_PARTY) if name not in names] == []
    assert set(OPEN_TO_ALL) == registry().public


def test_every_model_and_argument_of_a_view_is_known_to_the_walk() -> None:
    faults = []
    for route in routes():
        if route.loads is not None and route.loads not in BUILDERS:
            faults.append(f"{route}: tambahkan {route.loads.__name__} ke BUILDERS bagiannya")
        if route.loads is not None and "pk" not in route.arguments:
            faults.append(f"{route}: @protected_object perlu <int:pk> pada alamatnya")
        faults += [
            f"{route}: tambahkan {name!r} ke ARGUMENTS bagiannya"
            for name in route.extra
            if argument(route.name, name) is None
        ]
    none_of(faults)


def test_every_status_is_in_one_group() -> None:
    assert sorted(status for group in GROUPS for status in group) == sorted(INSENTIF.states)


def test_every_move_has_its_address() -> None:
    names = {route.name for route in routes()}
    none_of(
        [
            f"{workflow.name}.{move}"
            for workflow in registry().roads.values()
            for move in workflow.moves
            if f"{workflow.name}:alur_{move}" not in names
        ]
    )


def test_every_permission_is_granted_and_asked_for() -> None:
    asked = {route.declaration.permission for route in routes() if route.declaration}
    granted = set().union(*registry().matrix.values())
    everything = registry().permissions.values()
    assert [p for p in everything if p not in asked] == [], "tidak diminta halaman mana pun"
    assert [p for p in everything if p not in granted] == [], "tidak diberi ke siapa pun"


def test_the_menu_asks_for_what_its_pages_ask_for() -> None:
    by_name = {route.name: route for route in routes()}
    faults = []
    for entry in registry().menu:
        route = by_name.get(entry.url_name)
        if route is None or route.declaration is None:
            faults.append(f"{entry.url_name}: alamatnya tidak ada")
        elif route.declaration.permission != entry.permission:
            faults.append(f"{entry.url_name}: menu meminta {entry.permission}")
        elif not route.url().startswith(entry.prefix):
            faults.append(f"{entry.url_name}: alamat tidak berawal {entry.prefix}")
    none_of(faults)


def test_a_view_without_its_arguments_is_noticed() -> None:
    route = next(route for route in routes() if route.loads is not None)
    with pytest.raises(NoReverseMatch):
        route.url()


# ------------------------------------------------------------------ the harvest
def test_whoever_is_not_signed_in_is_led_to_the_door(harvest: Harvest) -> None:
    none_of(checks.strangers_let_in(a for a in harvest.answers if a.visit not in FAULTS))


def test_whoever_may_finds_the_door_open(harvest: Harvest) -> None:
    none_of(checks.answered_wrongly(harvest.answers))


def test_no_door_breaks(harvest: Harvest, crowd: Harvest) -> None:
    none_of(checks.broken((*harvest.answers, *crowd.answers)))


def test_no_page_and_no_export_names_what_is_beyond_reach(harvest: Harvest) -> None:
    none_of(checks.named_beyond_reach(harvest.world, harvest.answers))


def test_the_harvest_went_through_every_kind_of_door(harvest: Harvest) -> None:
    """The walk itself is not blind: own rows were shown, to each role that may see them."""
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
        Reach.DISTRICT: {"home", "colleague", "neighbour"},
    }
    assert "neighbour" in {name for _, name, where in named if where == EXPORT}
    assert {answer.role for answer in harvest.answers} == {None, *ROLES}
    assert {answer.status for answer in harvest.answers} >= {200, 302, 403, 404, 405, 422}
    assert any(a.visit.where == MIXED and a.status == 404 for a in harvest.answers)


def test_every_address_was_visited(harvest: Harvest) -> None:
    visited = {answer.visit.route for answer in harvest.answers if answer.role}
    assert [route.name for route in routes() if route.name not in visited] == []


def test_every_move_was_seen_in_each_of_its_states_by_its_own_role(harvest: Harvest) -> None:
    shown = {(a.role, a.visit.route, a.visit.status) for a in harvest.pages if a.visit.status}
    assert [
        (name, status)
        for name, move in INSENTIF.moves.items()
        for status in move.sources
        if (move.roles[0], f"insentif:alur_{name}", status) not in shown
    ] == []
