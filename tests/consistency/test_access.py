"""Every door of the project, tried by every role: scope first (404), then permission (403).

A new view is walked because it is in the address book. What it loads and which further arguments
it takes must be known to tests/consistency/world.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch

from tests.consistency.conftest import Stage
from tests.consistency.routes import THIRD_PARTY, Route, routes
from tests.consistency.world import (
    BUILDERS,
    MARK,
    Place,
    World,
    argument,
    expected_to_find,
    make_world,
)
from tests.factories.akun import sign_in
from upaya.core.navigation import ENTRIES
from upaya.core.permissions import MATRIX, WORKFLOWS, Permission
from upaya.rules.roles import Reach, Role

OPEN_TO_ALL = {
    "core:healthz": 200,
    "core:readyz": 200,
    "akun:masuk_demo": 405,  # POST only, and 404 outside the demo
    "account_login": 200,
    "account_inactive": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
}
"""What somebody who is not signed in may open, and how it answers; all else leads to the door."""

_CSV = {"ekspor": "csv"}
_NAMES = re.compile(rf"{MARK}[A-Z][a-z]+")


@dataclass(frozen=True)
class Answer:
    """What one role got at one door. `where` names the place whose object was asked for."""

    role: Role
    route: Route
    where: str
    method: str
    status: int
    fault: str = ""
    names: frozenset[str] = frozenset()

    def __str__(self) -> str:
        who = f"{self.role.value}: {self.method} {self.route} ({self.where}) -> {self.status}"
        return f"{who} {self.fault}".strip()


def test_every_view_declares_who_may_open_it() -> None:
    faults = []
    for route in routes():
        if route.name in THIRD_PARTY:
            continue
        if route.declaration is None:
            faults.append(f"{route}: beri @protected, @protected_object, atau @public(alasan)")
        elif route.public and not route.declaration.reason.strip():
            faults.append(f"{route}: @public perlu alasannya")
    assert faults == []


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
    assert faults == []


def test_every_move_has_its_address() -> None:
    names = {route.name for route in routes()}
    assert [
        f"{workflow.name}.{move}"
        for workflow in WORKFLOWS.values()
        for move in workflow.moves
        if f"{workflow.name}:alur_{move}" not in names
    ] == []


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
    assert faults == []


# ------------------------------------------------------------------ the walk
def _url(route: Route, place: Place, extra_of: Place | None = None) -> str:
    arguments: dict[str, object] = {}
    for name in route.extra:
        found = argument(route.name, name)
        assert found is not None, f"{route}: argumen {name} tidak dikenal"
        arguments[name] = found.value(extra_of or place)
    if route.loads is not None:
        arguments["pk"] = BUILDERS[route.loads](place).pk
    return route.url(**arguments)


def _ask(
    client: Client, role: Role, route: Route, where: str, url: str, method: str, **data: str
) -> Answer:
    """One request whose writes are undone."""
    with transaction.atomic():
        response: Any = client.get(url, data) if method == "GET" else client.post(url, data)
        transaction.set_rollback(True)
    error = getattr(response, "exc_info", None)
    names = frozenset()
    if response.status_code == 200:
        names = frozenset(_NAMES.findall(_text(response)))
    return Answer(
        role,
        route,
        where,
        method,
        response.status_code,
        f"{error[0].__name__}: {error[1]}" if error else "",
        names,
    )


def _text(response: Any) -> str:  # noqa: ANN401 - the test client's response
    return b"".join(response).decode("utf-8", "replace")


def _walk(world: World, role: Role, client: Client) -> Iterator[Answer]:
    sign_in(client, world.members[role])
    for route in (r for r in routes() if not r.public and r.declaration is not None):
        own = _url(route, world.home)
        first = _ask(client, role, route, "home", own, "GET")
        yield first
        yield _ask(client, role, route, "home", own, "POST")
        if route.loads is not None:
            for place in world.others:
                yield _ask(client, role, route, place.name, _url(route, place), "GET")
        elif first.status == 200:
            yield _ask(client, role, route, "ekspor", own, "GET", **_CSV)
        if any((found := argument(route.name, n)) and found.owned for n in route.extra):
            mixed = _url(route, world.home, world.neighbour)
            method = "POST" if first.status == 405 else "GET"
            yield _ask(client, role, route, "campur", mixed, method)


@pytest.fixture(scope="module")
def world_and_answers(stage: Stage) -> tuple[World, list[Answer]]:
    answers: list[Answer] = []
    with stage():
        world = make_world()
        for role in Role:
            client = Client(raise_request_exception=False)
            answers.extend(_walk(world, role, client))
    return world, answers


@pytest.fixture(scope="module")
def anonymous(stage: Stage) -> list[tuple[Route, str, int, str]]:
    seen = []
    with stage():
        world = make_world()
        client = Client(raise_request_exception=False)
        for route in routes():
            url = _url(route, world.home)
            for method in ("GET", "POST"):
                with transaction.atomic():
                    got = client.get(url) if method == "GET" else client.post(url)
                    transaction.set_rollback(True)
                seen.append((route, method, got.status_code, got.headers.get("Location", "")))
    return seen


def test_whoever_is_not_signed_in_is_led_to_the_door(
    anonymous: list[tuple[Route, str, int, str]],
) -> None:
    faults = []
    for route, method, status, location in anonymous:
        if route.name in OPEN_TO_ALL:
            if method == "GET" and status != OPEN_TO_ALL[route.name]:
                faults.append(f"{route}: {status}, mestinya {OPEN_TO_ALL[route.name]}")
        elif not (status == 302 and location.startswith("/masuk/")):
            faults.append(f"{method} {route}: {status} {location}, mestinya ke halaman masuk")
    assert faults == []


def _found(world: World, answer: Answer) -> bool:
    place = {p.name: p for p in (world.home, *world.others)}.get(answer.where, world.home)
    loads = answer.route.loads
    return loads is None or expected_to_find(answer.role, place, world, loads.scope_path)


def test_scope_is_asked_first_then_permission(
    world_and_answers: tuple[World, list[Answer]],
) -> None:
    world, answers = world_and_answers
    faults = []
    for answer in answers:
        declared = answer.route.declaration
        assert declared is not None
        allowed = declared.permission in MATRIX[answer.role]
        if not _found(world, answer):
            if answer.status != 404:
                faults.append(f"{answer}, mestinya 404")
        elif not allowed:
            if answer.status != 403:
                faults.append(f"{answer}, mestinya 403")
        elif answer.where == "campur":
            if answer.status != 404:
                faults.append(f"{answer}, mestinya 404: bagian itu milik objek lain")
        elif answer.status == 404 and answer.where in {"home", "ekspor"}:
            faults.append(f"{answer}: objek sendiri tidak ditemukan")
        elif answer.status == 403 and answer.method == "GET":
            faults.append(f"{answer}: ditolak walau berizin")
    assert faults == []


def test_no_door_breaks(world_and_answers: tuple[World, list[Answer]]) -> None:
    _, answers = world_and_answers
    assert [str(answer) for answer in answers if answer.status >= 500] == []


def test_no_page_and_no_export_names_what_is_beyond_reach(
    world_and_answers: tuple[World, list[Answer]],
) -> None:
    world, answers = world_and_answers
    assert [
        f"{answer} menyebut {place.mark}"
        for answer in answers
        for place in (world.home, *world.others)
        if place.mark in answer.names and not _may_be_named(answer.role, place, world)
    ] == []


def _may_be_named(role: Role, place: Place, world: World) -> bool:
    if role.reach is Reach.PERSON:
        return place is world.home
    if role.reach is Reach.UNIT:
        return place.unit == world.home.unit
    return role.reach is Reach.DISTRICT and place is not world.abroad


def test_the_walk_went_through_every_kind_of_door(
    world_and_answers: tuple[World, list[Answer]],
) -> None:
    """The walk itself is not blind: own rows were shown, in each role that may see them."""
    world, answers = world_and_answers
    named = {
        (answer.role, place.name)
        for answer in answers
        for place in (world.home, *world.others)
        if place.mark in answer.names
    }
    assert (Role.PETUGAS, "home") in named
    assert (Role.OPERATOR_PUSKESMAS, "colleague") in named
    assert (Role.AUDITOR, "neighbour") in named
    assert {answer.status for answer in answers} >= {200, 302, 403, 404, 405}
    assert {role for role, _ in named}.isdisjoint({Role.PENGAMAT_NASIONAL})


def test_a_view_without_its_arguments_is_noticed() -> None:
    route = next(route for route in routes() if route.loads is not None)
    with pytest.raises(NoReverseMatch):
        route.url()
