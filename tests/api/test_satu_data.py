"""The month for data offices: one form, small counts left out, for whoever may read it."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_django import Settings

from tests.factories.akun import give_totp, make_access, make_membership, sign_in
from tests.factories.jamkesda import make_desa, make_peserta, make_warga
from tests.factories.kas import funded, paid, pay
from tests.factories.kunci import bearing, make_kunci
from tests.factories.miskol import make_request, make_village
from tests.factories.tenaga import make_bulan
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.api import satu_data
from upaya.api.openapi import describe
from upaya.core import clock
from upaya.core.kamus import tables, uraian
from upaya.core.models import AuditEntry
from upaya.core.satu_data import SKEMA, Hitungan, tabel
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS
from upaya.rules.tenaga.road import BULAN as ROAD_BULAN
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

MONTH = "2022-07"
SMALL = 2
"""Below what is told of people."""


@pytest.fixture
def dinas(settings: Settings) -> Unit:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    office = make_dinas(make_kabupaten("64.09"))
    for number in range(SMALL):
        make_peserta(make_warga(make_desa(), f"Warga Rahasia {number}"))
    return office


def _said(dinas: Unit) -> dict[str, object]:
    month = satu_data.baca_bulan(MONTH)
    assert month is not None
    return satu_data.naskah(make_access(ADMIN_DINAS, dinas), month)


def test_every_month_has_the_form_that_is_published(dinas: Unit) -> None:
    Draft202012Validator.check_schema(SKEMA)
    said = json.loads(json.dumps(_said(dinas)))
    Draft202012Validator(SKEMA).validate(said)
    assert (said["kabupaten"]["kode"], said["bulan"]) == ("64.09", MONTH)
    assert {row["tabel"] for row in said["data"]} == {one.kode for one in tabel()}
    broken = said | {"data": [said["data"][0] | {"nilai": None, "disamarkan": False}]}
    assert not Draft202012Validator(SKEMA).is_valid(broken)


def test_a_small_count_and_its_sum_are_left_out_and_nobody_is_named(dinas: Unit) -> None:
    said = _said(dinas)
    rows = [row for row in said["data"] if row["tabel"] == "jamkesda.peserta_aktif"]  # type: ignore[attr-defined] # a list
    assert len(rows) == 2
    assert all(row["nilai"] is None and row["disamarkan"] for row in rows)
    assert "Rahasia" not in json.dumps(said)
    for number in range(20):
        make_peserta(make_warga(make_desa(), f"Warga {number}"))
    _forget()
    rows = [row for row in _said(dinas)["data"] if row["tabel"] == "jamkesda.peserta_aktif"]  # type: ignore[attr-defined] # the same
    assert [row["nilai"] for row in rows] == [20 + SMALL] * 2


def _forget() -> None:
    from django.core.cache import cache  # noqa: PLC0415 - counts are kept for an hour

    cache.clear()


def test_what_each_table_is_counted_from_stands_in_the_dictionary() -> None:
    known = {one.nama for _, found in tables() for one in found}
    for one in tabel():
        assert set(one.sumber) <= known, one.kode


def test_the_files_say_what_the_page_says(dinas: Unit) -> None:
    client = sign_in(Client(), make_membership(ADMIN_DINAS, dinas))
    page = client.get(f"/satu-data/?bulan={MONTH}").content.decode()
    assert "Peserta Jamkesda aktif pada akhir bulan" in page
    assert "disamarkan" in page
    said = json.loads(client.get(f"/satu-data/{MONTH}.json").content)
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"/satu-data/{MONTH}.xlsx").content), read_only=True
    )
    assert book.sheetnames == ["Data", "Metadata"]
    assert sum(1 for _ in book["Data"].rows) == len(said["data"]) + 1
    lines = client.get(f"/satu-data/{MONTH}.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(said["data"]) + 1
    for wrong in ("2022-08.json", "2019-01.json", f"{MONTH}.pdf", "juli.json"):
        assert client.get(f"/satu-data/{wrong}").status_code == 404
    other = sign_in(Client(), make_membership(OPERATOR_PUSKESMAS))
    assert other.get("/satu-data/").status_code == 403


def test_a_program_reads_it_with_a_key_and_leaves_its_trace(dinas: Unit) -> None:
    member = make_membership(ADMIN_DINAS, dinas)
    give_totp(member.user)  # without it a key of this role opens nothing
    head = bearing(make_kunci(member).text)
    answer = Client().get(f"/api/v1/satu-data/{MONTH}", headers=head)
    assert answer.status_code == 200
    said = json.loads(answer.content)
    schema = describe()["components"]["schemas"]["SatuData"]
    Draft202012Validator(schema).validate(said)
    entry = AuditEntry.objects.get(action="api.satu_data")
    assert entry.detail["bulan"] == MONTH
    assert Client().get("/api/v1/satu-data/juli", headers=head).status_code == 422
    assert Client().get(f"/api/v1/satu-data/{MONTH}").status_code == 401


def test_the_dictionary_is_open_and_led_to(monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.loads(Client().get("/antarmuka/kamus-data.json").content)
    assert said == uraian()
    with monkeypatch.context() as patch:  # nobody makes us write it down a second time
        patch.setattr("upaya.api.views.data.uraian", dict)
        assert json.loads(Client().get("/antarmuka/kamus-data.json").content) == said
    names = {one["nama"] for part in said["bagian"] for one in part["tabel"]}
    assert {"jamkesda_klaim", "insentif_pengajuan"} <= names
    assert describe()["externalDocs"]["url"] == "/antarmuka/kamus-data.json"
    assert "/antarmuka/kamus-data.json" in Client().get("/antarmuka/").content.decode()


def _of(kode: str, kabupaten: str, month: date, batas: int = 5) -> Hitungan:
    (found,) = [one for one in tabel() if one.kode == kode]
    return found.baca(kabupaten, month, batas)


def test_few_families_and_few_workers_are_left_out_with_what_would_tell_them() -> None:
    village = make_village()
    month = clock.today().replace(day=1)
    for _ in range(SMALL):
        make_request(village)
    few = _of("miskol.permohonan", "35.10", month)
    assert few.jumlah is None
    assert {count for _, count in few.sel} == {None}
    told = _of("miskol.permohonan", "35.10", month, batas=1)
    assert (told.jumlah, max(count or 0 for _, count in told.sel)) == (SMALL,) * 2
    assert _of("miskol.permohonan", "64.09", month, batas=1).jumlah == 0

    work = make_bulan(status=ROAD_BULAN.initial)
    at = (work.kabupaten_id, work.periode)
    assert _of("tenaga.bulan_kerja", *at).jumlah is None
    assert _of("tenaga.bulan_kerja", *at, batas=1).jumlah == 1


def test_the_spending_of_each_puskesmas_is_what_its_book_has() -> None:
    book = funded()
    pay(book, paid(9, 10))
    assert book.unit.kabupaten_id
    august = _of("bok.serapan", book.unit.kabupaten_id, date(2022, 8, 1))
    assert (dict(august.sel)[book.unit.sebutan], august.jumlah) == (100_000, 100_000)
    assert _of("bok.serapan", book.unit.kabupaten_id, date(2022, 7, 1)).jumlah == 0
