"""Who is turned away: asked of the guard of every door itself, for every role and place.

A view is called as the address book has it, but without the way through the middleware: what is
refused is refused before anything of the page is made, so thousands of doors cost a few seconds.
What a refusal looks like to a person is asked over HTTP (plan.FAULTS, test_pages.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet, PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.test import RequestFactory
from django.urls import resolve

from tests.consistency.checks import none_of
from tests.consistency.doors import Doors, walkable
from tests.factories.peran import ROLES
from tests.world.handle import World
from upaya.akun.izin import IzinAkun
from upaya.akun.models import Membership
from upaya.core import guard
from upaya.core.access import Request
from upaya.core.guard import View, protected, protected_object
from upaya.core.registry import registry
from upaya.core.scope import Scope, ScopedModel
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import JenisJabatan, Petugas
from upaya.rules.kesehatan import AUDITOR, OPERATOR_PUSKESMAS
from upaya.rules.roles import Reach

pytestmark = pytest.mark.django_db


def _request(member: Membership | None, method: str = "GET") -> Any:  # noqa: ANN401 - a request with what the middleware adds
    request: Any = RequestFactory().generic(method, "/")
    request.user = member.user if member else AnonymousUser()
    request.access = member.access() if member else None
    request.htmx = False
    return request


def _answer(view: View, request: Any, **arguments: object) -> int:  # noqa: ANN401 - see _request
    """The status that would be sent; 500 for whatever else happens."""
    try:
        return int(view(request, **arguments).status_code)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    except Exception:  # noqa: BLE001 - a view behind a broken guard may stumble over anything
        return 500


# ------------------------------------------------------------------ every door
class _Once:
    """What the guard looks up, asked once for each place that people look from.

    Where roles of one reach at one unit look for the same rows, whoever they are; which is compared
    for every model and reach.
    """

    def __init__(self) -> None:
        self.rows = guard._rows
        self.found: dict[tuple[object, ...], _Found] = {}
        self.anybody: dict[tuple[type[ScopedModel], Reach], bool] = {}

    def __call__(
        self,
        model: type[ScopedModel],
        scope: Scope,
        pk: object,
        only: Mapping[str, str],
        related: tuple[str, ...],
    ) -> _Found:
        place, kind = replace(scope, user=0), (model, scope.reach)
        if kind not in self.anybody:
            self.anybody[kind] = _sql(model, scope) == _sql(model, place)
        key = (model, place if self.anybody[kind] else scope, pk, *only.items())
        if key not in self.found:
            self.found[key] = _Found(self.rows(model, scope, pk, only, related).first())
        return self.found[key]


@dataclass(frozen=True)
class _Found:
    row: ScopedModel | None

    def first(self) -> ScopedModel | None:
        return self.row


def _sql(model: type[ScopedModel], scope: Scope) -> str:
    """What is asked for the rows of a scope; nothing when none is ever seen."""
    with suppress(EmptyResultSet):
        return str(model.objects.for_scope(scope).query)
    return ""


@pytest.mark.budget(12, "thirty thousand questions at some thousand doors")
def test_every_door_asks_scope_first_then_permission(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At home every role; abroad, where its reach alone decides, one role of each reach."""
    doors = Doors(world)
    monkeypatch.setattr(guard, "_rows", _Once())
    faults = []
    closed: set[str] = set()
    far = list({role.reach: role for role in ROLES}.values())
    for role in ROLES:
        requests = [_request(world.members[role], method) for method in ("GET", "POST")]
        for route in walkable():
            abroad = doors.beyond(role) if route.loads and role in far else ()
            for place in (world.home, *abroad):
                wanted = doors.verdict(role, route, place)
                if not wanted:
                    continue  # open: the harvest went in
                arguments = _arguments(doors.url(route, place))
                got = [_answer(route.view, request, **arguments) for request in requests]
                closed.add(route.name)
                if got != [wanted, wanted]:
                    faults.append(f"{role.name}: {route} ({place.name}) -> {got} bukan {wanted}")
    none_of(faults)
    for_all = frozenset.intersection(*registry().matrix.values())
    guarded = {r.name: r.declaration for r in walkable() if not r.public}
    unasked = [d for name, d in guarded.items() if name not in closed and d is not None]
    assert [d for d in unasked if d.loads or d.permission not in for_all] == []


@cache
def _arguments(url: str) -> dict[str, Any]:
    """What the view at an address is called with."""
    return resolve(url.partition("?")[0]).kwargs


def test_every_guarded_door_leads_a_stranger_to_the_sign_in(world: World) -> None:
    doors = Doors(world)
    faults = []
    for route in walkable():
        if route.public:
            continue
        arguments = _arguments(doors.url(route, world.home))
        for method in ("GET", "POST"):
            response = route.view(_request(None, method), **arguments)
            if response.status_code != 302 or not response["Location"].startswith("/masuk/"):
                faults.append(f"{method} {route}: {response.status_code}")
    none_of(faults)


# ------------------------------------------------------------------ the guard itself
def _page(_request: Request, /, *_: object, **__: object) -> HttpResponse:
    return HttpResponse("terbuka")


def test_a_page_without_an_object_asks_for_the_permission(world: World) -> None:
    for role, permission in product(ROLES, registry().permissions.values()):
        got = _answer(protected(permission)(_page), _request(world.members[role]))
        assert got == (200 if permission in registry().matrix[role] else 403), (role, permission)


@pytest.mark.parametrize("model", [Petugas, Pengajuan, JenisJabatan])
def test_an_object_beyond_reach_does_not_exist_whatever_the_role_may(
    model: type[ScopedModel], world: World
) -> None:
    """Rows of a person, a unit, a district: own ones ask for the permission, others are 404."""
    doors = Doors(world)
    for role in ROLES:
        member, allowed = world.members[role], next(iter(registry().matrix[role]))
        lacking = next(
            permission
            for permission in registry().permissions.values()
            if permission not in registry().matrix[role]
        )
        for place in (world.home, *world.others):
            pk, exists = doors.row(model, place).pk, doors.exists(role, model, place)
            for permission, inside in ((allowed, 200), (lacking, 403)):
                got = _answer(protected_object(permission, model)(_page), _request(member), pk=pk)
                assert got == (inside if exists else 404), (role, place.name, permission)
        missing = protected_object(allowed, model)(_page)
        assert _answer(missing, _request(member), pk=0) == 404


def test_a_row_that_the_page_is_not_of_does_not_exist(world: World) -> None:
    member, month = world.members[OPERATOR_PUSKESMAS], world.home.month
    allowed = next(iter(registry().matrix[OPERATOR_PUSKESMAS]))
    for status, wanted in ((month.status, 200), ("lain", 404)):
        view = protected_object(allowed, Pengajuan, only={"status": status})(_page)
        assert _answer(view, _request(member), pk=month.pk) == wanted


def test_somebody_without_a_role_is_told_so(world: World) -> None:
    request = _request(world.members[AUDITOR])
    request.access = None
    response = protected(IzinAkun.TUGAS_LIHAT)(_page)(request)
    assert response.status_code == 302
    assert response.headers["Location"] == "/tanpa-peran/"


def test_a_session_that_ended_behind_an_open_page_leads_the_whole_page_away() -> None:
    request = _request(None)
    request.htmx = True
    response = protected(IzinAkun.TUGAS_LIHAT)(_page)(request)
    assert response.headers["HX-Redirect"] == "/masuk/?next=/&sesi=berakhir"


def test_what_a_page_asked_by_itself_leads_nobody_away() -> None:
    request = _request(None)
    request.htmx = True
    request.META["HTTP_X_SENDIRI"] = "1"
    response = protected(IzinAkun.TUGAS_LIHAT)(_page)(request)
    assert isinstance(response, JsonResponse)
    assert response.status_code == 401
    assert "HX-Redirect" not in response.headers
    assert json.loads(response.content)["masuk"] == "/masuk/?next=/&sesi=berakhir"
