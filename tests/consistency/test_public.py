"""Somebody who is not signed in gets what models declare public, and the database gives no more.

Every page that is open to all is asked for; each column that leaves one of our tables on the way
must be a public one. What a query only compares with leaves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test import Client

from tests.consistency.routes import Route, routes
from tests.factories.akun import make_access, make_user
from tests.factories.dokumen import make_dokumen
from tests.factories.komunitas import make_anggota, make_bacaan, make_pertemuan, make_topik, sent
from tests.factories.wilayah import make_puskesmas, make_unit
from tests.jamkesda.world_umum import public_paper
from upaya.akun import signin_urls
from upaya.core.models import Dokumen
from upaya.core.scope import ScopedModel
from upaya.core.sniff import Content
from upaya.komunitas.anggota import links
from upaya.komunitas.diskusi import services as discussing
from upaya.komunitas.diskusi.models import Topik
from upaya.komunitas.diskusi.models_jaga import AlamatLama
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_PUSKESMAS
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

SIGN_IN = {pattern.name for pattern in signin_urls.urlpatterns} | {"akun:masuk_demo"}
"""Pages that must look an account up to let it in; tests/akun is about them."""

PUBLIC = {
    model._meta.db_table: set(model.public.fields)
    for model in apps.get_models()
    if issubclass(model, ScopedModel) and model.public is not None
}
OURS = {
    model._meta.db_table
    for config in apps.get_app_configs()
    if config.name.startswith("upaya.")
    for model in config.get_models()
}

HELD = {
    "komunitas:kabar": {"komunitas_anggota.frekuensi", "komunitas_pilihantopik.frekuensi"},
}
"""What a page open to all reads besides, for whoever holds a signed address and of its own row.

The link at the foot of each mail says how often news comes now and offers what is rarer.
"""


def open_to_all() -> list[Route]:
    return [
        route
        for route in routes()
        if route.declaration is not None
        and route.public
        and not route.declaration.account
        and route.name not in SIGN_IN
    ]


@pytest.fixture
def arguments() -> dict[str, object]:
    """By name, of something that is there; a page with another argument needs one more here."""
    unit = make_puskesmas("Panji")
    topic = make_topik(unit)
    make_unit("upt", unit.kabupaten, nama="UPT Jamkesda")
    return {
        "kabupaten": unit.kabupaten_id,
        "tiket": "AD-2222-2222",
        "kode": make_dokumen(unit, make_access(KEPALA_PUSKESMAS, unit)).kode,
        "alamat": topic.periode.kode,
        "nomor": topic.nomor,
        "dokumen": public_paper(unit, make_user()).pk,
        "bab": "operator",
        "gambar": "masuk",
        **_of_community(unit, topic),
    }


def _of_community(unit: Unit, topic: Topik) -> dict[str, object]:
    """A published comment, a reading, a meeting, an old address, the links of two mails."""
    moderator = make_access(ADMIN_DINAS, unit)
    paper = Content("pdf", "kertas.pdf", b"%PDF-1.4 rekaan")
    said = discussing.comment(topic.pk, replace(sent("Terbit"), lampiran=paper))
    discussing.decide(said.pk, moderator, publish=True)
    AlamatLama.objects.create(alamat="lama", periode=topic.periode)
    member = make_anggota(topic)
    return {
        "tanggapan": said.pk,
        "lampiran": said.lampiran.pk,
        "bacaan": make_bacaan(moderator).pk,
        "pertemuan": make_pertemuan(moderator).pk,
        "lama": "lama",
        "tautan": links.entering(member.pk),
        "surat": links.of_news(member.pk),
    }


def leaving(sql: str) -> Iterator[tuple[str, str]]:
    """(table, column) of what a SELECT gives out; what stands in EXISTS(...) is only compared."""
    if not sql.startswith("SELECT"):
        return
    flat = sql
    while (at := flat.find("EXISTS(")) >= 0:
        end, depth = at + len("EXISTS("), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(flat[end], 0)
            end += 1
        flat = f"{flat[:at]}TRUE{flat[end:]}"
    given, _, _ = flat.partition(" FROM ")
    yield from re.findall(r'"(\w+)"\."(\w+)"', given)


def secret(statements: list[str]) -> list[str]:
    return [
        f"{table}.{column}"
        for sql in statements
        for table, column in leaving(sql)
        if table in OURS and column not in PUBLIC.get(table, set())
    ]


def asked(client: Client, url: str) -> tuple[int, list[str]]:
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> object:  # noqa: ANN401 - Django's hook
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        status = client.get(url).status_code
    return status, statements


def test_no_other_column_leaves_the_database(arguments: dict[str, object]) -> None:
    faults, columns, held = [], 0, set()
    for route in open_to_all():
        mine = HELD.get(route.name, set())
        missing = set(route.arguments) - set(arguments)
        assert not missing, f"{route}: beri {sorted(missing)} nilai dalam arguments"
        url = route.url(**{name: arguments[name] for name in route.arguments})
        for query in ("", "?s=0123456789abcdef"):
            status, statements = asked(Client(), url + query)
            assert status in {200, 301, 302} or route.name == "core:metrik", f"{route}: {status}"
            found = set(secret(statements))
            held |= {(route.name, one) for one in found & mine}
            faults += [f"{route}: {one}" for one in sorted(found - mine)]
            columns += sum(1 for sql in statements for _ in leaving(sql))
    assert faults == []
    assert held == {(name, one) for name, some in HELD.items() for one in some}
    assert columns >= len(PUBLIC["core_dokumen"])  # the walk saw something


def test_the_walk_would_see_what_leaks(arguments: dict[str, object]) -> None:
    kode = arguments["kode"]
    rows = Dokumen.objects.filter(kode=kode)
    assert "core_dokumen.sidik" in secret([str(rows.query)])
    assert secret([str(rows.values("nomor", "total").query)]) == []
    assert secret(['SELECT UPPER("core_dokumen"."sidik") AS "x" FROM "core_dokumen"']) == [
        "core_dokumen.sidik"
    ]


def test_what_is_declared_public_is_there() -> None:
    for model in apps.get_models():
        if not issubclass(model, ScopedModel) or model.public is None:
            continue
        assert not set(model.public.fields) & set(model.public.compared)
        for name in (*model.public.fields, *model.public.compared):
            try:
                model._meta.get_field(name)
            except FieldDoesNotExist:
                pytest.fail(f"{model._meta.label}: {name} tidak ada")
        model._default_manager.filter(model.public.rows)
