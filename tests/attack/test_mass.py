"""Every form with everything that its models know added: nothing changes beyond what it offers.

Each form of each kind of page is sent twice, as it was rendered and with every field of every model
that it does not have (states, amounts, owners, keys of other people's rows). Both times the same
must have been written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.consistency.browsing import Page, page_of
from tests.consistency.checks import none_of
from tests.consistency.doors import Doors
from tests.consistency.filled import Form, forms
from tests.consistency.fixtures import OpenWorld
from tests.consistency.harvest import Harvest, enter
from tests.consistency.visits import HOME
from tests.consistency.world import BUILDERS
from tests.factories.peran import ROLES
from upaya.core.registry import registry
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

_WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "([a-z_0-9]+)"')
_TRACES = re.compile(r"core_audit|workflowlog|historical|session|django_|mfa_|account_")
"""Tables that hold when and by whom, which no two requests share."""
_DRAWN = re.compile(r"^(id|at|kode|rujukan)$|_(pada|at|since)$")
"""Columns that are drawn anew or tell the time."""
_OUT = "account_logout"
PARTS = 4

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


@dataclass(frozen=True)
class Judge:
    """Compares with the plain form, but for columns that differ from one plain request to the next.

    A sealed number, a drawn code: nobody sends them, and no two requests share them.
    """

    client: Client
    form: Form
    plain: Outcome

    @cached_property
    def drawn(self) -> frozenset[tuple[str, str]]:
        """Those columns, by table."""
        again = send(self.client, self.form, {}).written
        return frozenset(
            (table, column)
            for table in self.plain.written.keys() | again.keys()
            for column, values in _columns(self.plain.written.get(table, frozenset())).items()
            if values != _columns(again.get(table, frozenset())).get(column)
        )

    def other(self, outcome: Outcome) -> bool:
        """Whether something else was written than by the plain form."""
        if outcome.written == self.plain.written:
            return False
        return self._kept(outcome) != self._kept(self.plain)

    def _kept(self, outcome: Outcome) -> dict[str, list[list[tuple[str, str]]]]:
        return {
            table: sorted(
                [pair for pair in row if (table, pair[0]) not in self.drawn] for row in rows
            )
            for table, rows in outcome.written.items()
        }

    def beyond(self, added: dict[str, str]) -> Iterator[str]:
        """What was written otherwise, and by which added fields.

        Where an addition leads to another answer (a button's name, say) parts of it are sent apart,
        so that one field that is refused does not hide the others.
        """
        outcome = send(self.client, self.form, added)
        if self.other(outcome):
            yield self.blame(added)
        elif outcome.status != self.plain.status:
            names = sorted(added)
            for start in range(PARTS):
                part = {name: added[name] for name in names[start::PARTS]}
                if self.other(send(self.client, self.form, part)):
                    yield self.blame(part)

    def blame(self, added: dict[str, str]) -> str:
        """The fewest of these fields that still write otherwise, halved while one half does."""
        while len(added) > 1:
            names = sorted(added)
            for half in (names[: len(names) // 2], names[len(names) // 2 :]):
                part = {name: added[name] for name in half}
                if self.other(send(self.client, self.form, part)):
                    added = part
                    break
            else:
                break
        tables = sorted({*send(self.client, self.form, added).written, *self.plain.written})
        return f"{self.form}: {', '.join(added)[:200]} menulis lain di {', '.join(tables)}"


def _columns(rows: frozenset[tuple[tuple[str, str], ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        for name, value in row:
            found.setdefault(name, []).append(value)
    return {name: sorted(values) for name, values in found.items()}


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
            faults += Judge(clients[role], form, plain).beyond(rest)
    assert wrote > 10, "some of them write as they are: their rows are compared"
    none_of(faults)


class Leaky(Client):
    """A page that takes one field more than its form has."""

    def post(self, path: str, data: Any = None, **more: Any) -> Any:  # type: ignore[override] # noqa: ANN401
        answer = super().post(path, data, **more)
        if "dicatat_oleh" in (data or {}):
            Unit.objects.filter(jenis="dinas").update(alamat="Jalan Penyerang")
        return answer


def test_it_would_see_a_field_that_slips_in(open_world: OpenWorld) -> None:
    """What a page writes beyond its form is found, and the field is named."""
    with open_world("dunia") as doors:
        added = extras(doors)
        assert added["puskesmas"] == str(doors.world.abroad.unit.pk)
        assert {"diputus_oleh", "status", "dana", "role", "kabupaten_id"} <= set(added)
        honest, leaky = enter(doors.world, ADMIN_DINAS), Leaky()
        leaky.cookies = honest.cookies
        address = "/puskesmas/kop/"
        page = page_of(honest.get(address), address, address)
        (form,) = (one for one in forms(page) if one.action == address)
        rest = {name: value for name, value in added.items() if name not in form.seen}
        assert list(Judge(honest, form, send(honest, form, {})).beyond(rest)) == []
        (said,) = Judge(leaky, form, send(leaky, form, {})).beyond(rest)
        assert "dicatat_oleh menulis lain di wilayah_unit" in said
