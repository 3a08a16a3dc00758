"""Every form with everything that its models know added: nothing changes beyond what it offers.

Each form of each kind of page is sent twice, as it was rendered and with every field of every model
that it does not have (states, amounts, owners, keys of other people's rows). Both times the same
must have been written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.consistency.browsing import Page
from tests.consistency.checks import none_of
from tests.consistency.doors import Doors
from tests.consistency.filled import Form, forms
from tests.consistency.fixtures import OpenWorld
from tests.consistency.harvest import Harvest, enter
from tests.consistency.visits import HOME
from tests.consistency.world import BUILDERS
from tests.factories.peran import ROLES
from upaya.core.registry import registry
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

_WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "([a-z_0-9]+)"')
_TRACES = re.compile(r"core_audit|workflowlog|historical|session|django_|mfa_|account_")
"""Tables that hold when and by whom, which no two requests share."""
_DRAWN = re.compile(r"^(id|at|kode|rujukan)$|_(pada|at|since)$")
"""Columns that are drawn anew or tell the time."""
_OUT = "account_logout"

Written = dict[str, frozenset[tuple[tuple[str, str], ...]]]


@dataclass(frozen=True)
class Outcome:
    """What a request answered and wrote: by table the rows that are new or other than before."""

    status: int
    written: Written


def extras(doors: Doors) -> dict[str, str]:
    """Every field of every model of ours with what an attacker would put there."""
    abroad, neighbour = doors.world.abroad, doors.world.neighbour
    rows: dict[type[models.Model], models.Model] = {
        model: doors.row(model, neighbour) for model in BUILDERS
    }
    rows[type(abroad.unit)] = abroad.unit
    found: dict[str, str] = {"is_superuser": "on", "is_staff": "on", "pk": "1", "_method": "PUT"}
    labels = {part.name for part in registry().parts} | {"akun", "core"}
    for model in apps.get_models():
        if model._meta.app_label not in labels or "historical" in model.__name__.lower():
            continue
        for field in model._meta.concrete_fields:
            for name in {field.name, field.attname}:
                found.setdefault(name, _value(field, rows))
    return found


def _value(field: models.Field[Any, Any], rows: dict[type[models.Model], models.Model]) -> str:
    if isinstance(field, models.ForeignKey):
        other = rows.get(field.related_model)  # type: ignore[arg-type] # a model, not a name
        return str(other.pk if other else 1)
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2022-01-02T03:04:05+07:00"
    if isinstance(field, models.DateField):
        return "2022-01-02"
    if field.choices:
        return str(list(field.flatchoices)[-1][0])
    return "disetujui" if field.name == "status" else "777"


def send(client: Client, form: Form, added: dict[str, str]) -> Outcome:
    """Send a form with what was added to it; see what it wrote; undo it."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> object:  # noqa: ANN401 - Django's hook
        if (found := _WRITES.match(sql)) and not _TRACES.search(found[1]):
            tables.add(found[1])
        return execute(sql, *rest)

    data: dict[str, list[str]] = {}
    for name, value in form.values:
        data.setdefault(name, []).append(value)
    with transaction.atomic():
        with connection.execute_wrapper(note):
            response = client.post(form.action, {name: [v] for name, v in added.items()} | data)
            for close in getattr(response, "_resource_closers", ()):
                close()
        after = {table: _rows(table) for table in sorted(tables)}
        transaction.set_rollback(True)
    made = {table: rows - _rows(table) for table, rows in after.items()}
    return Outcome(response.status_code, {table: rows for table, rows in made.items() if rows})


def _rows(table: str) -> frozenset[tuple[tuple[str, str], ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - ours
        names = [column[0] for column in cursor.description]
        return frozenset(
            tuple((n, str(v)) for n, v in zip(names, row, strict=True) if not _DRAWN.search(n))
            for row in cursor.fetchall()
        )


def beyond(client: Client, form: Form, added: dict[str, str], plain: Outcome) -> Iterator[str]:
    """What was written otherwise than by the plain form, and by which added field.

    Where an addition leads to another answer (a button's name, say) its halves are tried apart, so
    that one field that is refused does not hide the others.
    """
    names = sorted(added)
    outcome = send(client, form, added)
    if outcome.written == plain.written and (outcome.status == plain.status or len(names) == 1):
        return
    if len(names) > 1:
        middle = len(names) // 2
        for half in (names[:middle], names[middle:]):
            yield from beyond(client, form, {name: added[name] for name in half}, plain)
        return
    tables = sorted({*outcome.written, *plain.written})
    yield f"{form}: {names[0]}={added[names[0]]} menulis lain di {', '.join(tables)}"


def met(harvest: Harvest) -> Iterator[tuple[Role, Form]]:
    """Each form once for each route it is sent to and each button, by who was shown it first."""
    seen: set[tuple[str, str, frozenset[str]]] = set()
    order = {role: place for place, role in enumerate(ROLES)}
    pages = [a for a in harvest.pages if a.visit.where == HOME and a.role in order]
    for answer in sorted(pages, key=lambda a: (order[a.role], a.visit.route, a.visit.status)):  # type: ignore[index] # such roles only
        page = Page(answer.visit.url, "", 200, "text/html", answer.html.encode())
        for form in forms(page):
            route = _route(form.action)
            key = (route, form.label, frozenset(name for name, _ in form.values))
            if route in ("", _OUT) or key in seen:
                continue
            seen.add(key)
            assert answer.role is not None
            yield answer.role, form


def _route(action: str) -> str:
    try:
        return resolve(action.partition("?")[0]).view_name
    except Resolver404:
        return ""


def _kinds(found: Sequence[tuple[Role, Form]]) -> list[tuple[Role, Form]]:
    """One of each route and button: rows of a list have the same form."""
    first: dict[tuple[str, str], tuple[Role, Form]] = {}
    for role, form in found:
        first.setdefault((_route(form.action), form.label), (role, form))
    return list(first.values())


@pytest.mark.budget(60, "every form twice, as rendered and with every field there is")
def test_no_form_takes_more_than_it_offers(harvest: Harvest, open_world: OpenWorld) -> None:
    chosen = _kinds(list(met(harvest)))
    assert len(chosen) > 60, "the harvest met the forms"
    faults: list[str] = []
    wrote = 0
    with open_world("dunia") as doors:
        added, clients = extras(doors), {role: enter(doors.world, role) for role in ROLES}
        assert len(added) > 200
        for role, form in chosen:
            own = {name for name, _ in form.values} | form.seen | form.files
            plain = send(clients[role], form, {})
            wrote += bool(plain.written)
            rest = {name: value for name, value in added.items() if name not in own}
            faults += beyond(clients[role], form, rest, plain)
    assert wrote > 10, "some of them write as they are: their rows are compared"
    none_of(faults)


def test_it_would_see_a_field_that_slips_in(open_world: OpenWorld) -> None:
    """A request that writes what nobody offered is told apart from one that does not."""
    one = Outcome(302, {"t": frozenset({(("status", "draf"),)})})
    other = replace(one, written={"t": frozenset({(("status", "disetujui"),)})})
    assert one != other
    with open_world("dunia") as doors:
        found = extras(doors)
        assert found["puskesmas"] == str(doors.world.abroad.unit.pk)
        assert {"diputus_oleh", "status", "dana", "role", "kabupaten_id"} <= set(found)
