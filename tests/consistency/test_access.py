"""What every door says of itself: the declarations, held against the table and the menu.

A new view is walked because it is in the address book. What it loads and which further arguments
it takes its part must say in tests/<part>/world.py. What those get who come: test_walk.py; who is
turned away: test_guard.py; which rows exist for whom: test_scope.py.
"""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch

from tests.consistency.checks import OPEN_TO_ALL, none_of
from tests.consistency.routes import THIRD_PARTY, routes
from tests.consistency.world import BUILDERS, ROADS
from tests.world.parts import argument
from upaya.core.registry import registry


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


def test_every_status_of_a_road_is_in_one_group() -> None:
    for name, known in ROADS.items():
        grouped = [status for group in known.groups for status in group]
        assert sorted(grouped) == sorted(registry().roads[name].states), name


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
    doors = [route.declaration for route in routes() if route.declaration]
    asked = {one for door in doors for one in (door.permission, *door.inside)}
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
