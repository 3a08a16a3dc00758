"""Addresses for programs: every list for every role, from every place; the schema tells the truth.

A new list is walked because its system declares it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db.models import Field as Column
from django.db.models import ForeignKey, Model
from django.test import Client
from jsonschema import Draft202012Validator

from tests.consistency.checks import none_of
from tests.consistency.doors import Doors
from tests.consistency.routes import keyed_routes
from tests.factories.akun import give_totp
from tests.factories.kunci import bearing, make_kunci
from tests.factories.peran import ROLES
from tests.world.handle import World
from upaya.api.openapi import BASE, describe, offers
from upaya.api.services import may_name
from upaya.core.crypto import EncryptedTextField
from upaya.core.offers import Offer
from upaya.core.registry import registry
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

PERSONAL = {"nama", "nama_baku", "nik", "kk", "alamat", "telepon", "ibu", "tanggal_lahir", "nip"}
"""Columns of people; a unit has a name too, which is nobody's."""


@pytest.fixture
def texts(world: World) -> dict[Role, str]:
    """A key of each role at home that includes all that it may."""
    able = [role for role in ROLES if may_name(world.members[role].access())]
    for role in able:
        give_totp(world.members[role].user)
    return {role: make_kunci(world.members[role]).text for role in able}


def _path(offer: Offer) -> str:
    return f"{BASE}/{offer.code}/"


def _body(client: Client, url: str, text: str) -> tuple[int, Any]:
    answer = client.get(url, headers=bearing(text))
    return answer.status_code, json.loads(answer.content)


def test_the_description_is_valid_and_names_every_list(client: Client) -> None:
    said = json.loads(client.get(f"{BASE}/openapi.json").content)
    assert said == json.loads(json.dumps(describe()))
    assert {path for path in said["paths"] if "{" not in path} == {
        _path(one) for one in offers().values()
    }
    for schema in said["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_no_list_holds_what_is_sealed_or_somebodys() -> None:
    faults = []
    for offer in offers().values():
        for field in offer.fields:
            column = _column(offer.model, field.source)
            owner = column.model._meta.label
            sealed = isinstance(column, EncryptedTextField) or column.name.endswith("_indeks")
            if sealed or (column.name in PERSONAL and owner != "wilayah.Unit"):
                faults.append(f"{offer.code}: {field.name} adalah {owner}.{column.name}")
    none_of(faults)


def _column(model: type[Model], lookup: str) -> Column[Any, Any]:
    *steps, last = lookup.split("__")
    for step in steps:
        link = model._meta.get_field(step)
        assert isinstance(link, ForeignKey)
        assert not isinstance(link.related_model, str)
        model = link.related_model
    found = model._meta.get_field(last.removesuffix("_id") if last.endswith("_id") else last)
    assert isinstance(found, Column)
    return found


@pytest.mark.budget(8, "every list for every role")
def test_every_role_reads_its_own_rows_and_no_other(
    world: World, texts: dict[Role, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors, faults = Doors(world), []
    schemas = describe()["components"]["schemas"]
    for offer in offers().values():
        check = Draft202012Validator(schemas[f"{offer.system}_{offer.name}"])
        mine, theirs = (doors.row(offer.model, one) for one in (world.home, world.abroad))
        for role, text in texts.items():
            status, said = _body(client, f"{_path(offer)}?batas=500", text)
            if offer.permission not in registry().matrix[role]:
                if status != 403:
                    faults.append(f"{role.name}: {offer.code} -> {status} bukan 403")
                continue
            scope = world.members[role].access().scope
            rows = offer.model.objects.for_scope(scope).filter(offer.only)
            wanted = set(rows.values_list("pk", flat=True)[:500])
            got = {row["id"] for row in said["data"]}
            if got != wanted or not all(check.is_valid(row) for row in said["data"]):
                faults.append(f"{role.name}: {offer.code} memberi {len(got)} dari {len(wanted)}")
            for row in (mine, theirs):
                one, _ = _body(client, f"{_path(offer)}{row.pk}/", text)
                if one != (200 if row.pk in wanted else 404):
                    faults.append(f"{role.name}: {offer.code} {row.pk} -> {one}")
    none_of(faults)


def test_nobody_without_a_key_comes_in(client: Client) -> None:
    faults = []
    for route in keyed_routes():
        assert route.declaration is not None
        assert route.declaration.key
        url = route.url(**{name: _ARGUMENTS[name] for name in route.arguments})
        for method in (client.get, client.post):
            answer = method(url)
            if answer.status_code not in (401, 429):
                faults.append(f"{route}: {answer.status_code}")
    none_of(faults)


_ARGUMENTS: dict[str, object] = {
    "kartu": "JKAAAA",
    "periode": "2022-08",
    "sistem": "insentif",
    "nama": "bulan",
    "nomor": 1,
}


@pytest.mark.parametrize(
    "said",
    ["batas=0", "batas=501", "batas=x", "setelah=-1", "setelah=1&setelah=2", "lain=1",
     "periode=2022-13-01", "periode=", "setelah=99999999999999999999"],
)  # fmt: skip
def test_what_cannot_be_read_is_said(
    said: str, world: World, texts: dict[Role, str], client: Client
) -> None:
    role = next(r for r in ROLES if offers()["insentif/bulan"].permission in registry().matrix[r])
    status, body = _body(client, f"{BASE}/insentif/bulan/?{said}", texts[role])
    assert status == 422
    assert body["pesan"]


def test_a_list_is_read_to_its_end_each_row_once(
    world: World, texts: dict[Role, str], client: Client
) -> None:
    offer = offers()["insentif/bulan"]
    role = next(r for r in ROLES if offer.permission in registry().matrix[r])
    whole = _body(client, f"{_path(offer)}?batas=500", texts[role])[1]["data"]
    found, after = [], 0
    while True:
        page = _body(client, f"{_path(offer)}?batas=1&setelah={after}", texts[role])[1]
        found += page["data"]
        if page["berikutnya"] is None:
            break
        after = page["berikutnya"]
    assert found == whole
