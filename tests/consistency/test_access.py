"""Every door of the project, tried by every role: scope first (404), then permission (403).

A new view is walked because it is in the address book. What it loads and which further arguments
it takes must be known to tests/consistency/world.py.
"""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch

from tests.consistency.conftest import none_of
from tests.consistency.routes import THIRD_PARTY, routes
from tests.consistency.walk import EXPORT, HOME, MIXED, Answer, Walk
from tests.consistency.world import BUILDERS, World, argument, expected_to_find
from tests.world.handle import Place
from upaya.core.navigation import ENTRIES
from upaya.core.permissions import MATRIX, WORKFLOWS, Permission
from upaya.rules.roles import Reach, Role

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

OPEN_TO_ALL = {
    "core:healthz": 200,
    "core:readyz": 200,
    "core:periksa": 200,
    "akun:masuk_demo": 405,  # POST only, and 404 outside the demo
    "account_login": 200,
    "account_inactive": 200,
    "account_logout": 302,  # to the start page: there is nothing to leave
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
}
"""What somebody who is not signed in may open, and how it answers; all else leads to the door."""


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


def test_every_model_and_argument_of_a_view_is_known_to_the_walk() -> None:
    faults = []
    for route in routes():
        if route.loads is not None and route.loads not in BUILDERS:
            faults.append(f"{route}: tambahkan {route.loads.__name__} ke BUILDERS dalam world.py")
        if route.loads is not None and "pk" not in route.arguments:
            faults.append(f"{route}: @protected_object perlu <int:pk> pada alamatnya")
        faults += [
            f"{route}: tambahkan {name!r} ke ARGUMENTS dalam world.py"
            for name in route.extra
            if argument(route.name, name) is None
        ]
    none_of(faults)


def test_every_move_has_its_address() -> None:
    names = {route.name for route in routes()}
    none_of(
        [
            f"{workflow.name}.{move}"
            for workflow in WORKFLOWS.values()
            for move in workflow.moves
            if f"{workflow.name}:alur_{move}" not in names
        ]
    )


def test_every_permission_is_granted_and_asked_for() -> None:
    asked = {route.declaration.permission for route in routes() if route.declaration}
    granted = set().union(*MATRIX.values())
    assert [p.value for p in Permission if p not in asked] == [], "tidak diminta halaman mana pun"
    assert [p.value for p in Permission if p not in granted] == [], "tidak diberi ke siapa pun"


def test_the_menu_asks_for_what_its_pages_ask_for() -> None:
    by_name = {route.name: route for route in routes()}
    faults = []
    for entry in ENTRIES:
        route = by_name.get(entry.url_name)
        if route is None or route.declaration is None:
            faults.append(f"{entry.url_name}: alamatnya tidak ada")
        elif route.declaration.permission is not entry.permission:
            faults.append(f"{entry.url_name}: menu meminta {entry.permission.value}")
        elif not route.url().startswith(entry.prefix):
            faults.append(f"{entry.url_name}: alamat tidak berawal {entry.prefix}")
    none_of(faults)


# ------------------------------------------------------------------ the walk
def test_whoever_is_not_signed_in_is_led_to_the_door(walk: Walk) -> None:
    faults = []
    for got in walk.strangers:
        if got.route.name in OPEN_TO_ALL:
            wanted = OPEN_TO_ALL[got.route.name]
            if got.method == "GET" and got.status != wanted:
                faults.append(f"{got}, mestinya {wanted}")
        elif not (got.status == 302 and got.headers["Location"].startswith("/masuk/")):
            faults.append(f"{got}, mestinya ke halaman masuk")
    none_of(faults)


def test_scope_is_asked_first_then_permission(walk: Walk) -> None:
    none_of([f"{a}, mestinya {wrong}" for a in walk.answers if (wrong := _wrong(walk.world, a))])


def _wrong(world: World, answer: Answer) -> str:
    """What the answer should have been, "" when it is right."""
    declared, role = answer.route.declaration, answer.role
    assert declared is not None
    assert role is not None
    if declared.permission is None:
        return ""
    if not _exists(world, role, answer):
        return "" if answer.status == 404 else "404"
    if declared.permission not in MATRIX[role]:
        return "" if answer.status == 403 else "403"
    if answer.where == MIXED:
        return "" if answer.status == 404 else "404: bagian itu milik objek lain"
    refused = answer.method == "GET" and answer.status in {403, 404}
    return "terbuka: objeknya sendiri, izinnya ada" if refused else ""


def _exists(world: World, role: Role, answer: Answer) -> bool:
    loads = answer.route.loads
    if loads is None:
        return True
    asked = {place.name: place for place in world.others}.get(answer.where, world.home)
    if world.row(loads, asked) == world.row(loads, world.home):  # a month is of all its officers
        asked = world.home
    return expected_to_find(role, asked, world, loads.scope_path)


def test_no_door_breaks(walk: Walk) -> None:
    none_of([str(answer) for answer in (*walk.answers, *walk.strangers) if answer.status >= 500])


def test_no_page_and_no_export_names_what_is_beyond_reach(walk: Walk) -> None:
    world = walk.world
    none_of(
        [
            f"{answer} menyebut {place.mark}"
            for answer in (*walk.answers, *walk.strangers)
            for place in (world.home, *world.others)
            if place.mark in answer.names and not _may_be_named(answer.role, place, world)
        ]
    )


def _may_be_named(role: Role | None, place: Place, world: World) -> bool:
    if role is None:
        return False
    if role.reach is Reach.PERSON:
        return place is world.home
    if role.reach is Reach.UNIT:
        return place.unit == world.home.unit
    return role.reach is Reach.DISTRICT and place is not world.abroad


def test_the_walk_went_through_every_kind_of_door(walk: Walk) -> None:
    """The walk itself is not blind: own rows were shown, to each role that may see them."""
    named = {
        (answer.role, place.name, answer.where)
        for answer in walk.answers
        for place in (walk.world.home, *walk.world.others)
        if place.mark in answer.names
    }
    assert (Role.PETUGAS, "home", HOME) in named
    assert (Role.OPERATOR_PUSKESMAS, "colleague", HOME) in named
    assert (Role.AUDITOR, "neighbour", HOME) in named
    assert (Role.ADMIN_DINAS, "neighbour", EXPORT) in named
    assert {answer.status for answer in walk.answers} >= {200, 302, 403, 404, 405}
    assert any(answer.where == MIXED and answer.status == 404 for answer in walk.answers)


def test_a_view_without_its_arguments_is_noticed() -> None:
    route = next(route for route in routes() if route.loads is not None)
    with pytest.raises(NoReverseMatch):
        route.url()
