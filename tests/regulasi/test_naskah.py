"""The page of all rules: law by law, for everybody; a district's decrees for its own people."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from tests.factories.akun import sign_in_as
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi import naskah
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.loader import national_book

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

PAGE = "/aturan/naskah/"


def test_every_value_of_every_file_stands_there_once(client: Client) -> None:
    book = national_book()
    found = naskah.laws("", None, "", "")
    assert sum(len(law.rows) for law in found) == len(book.values())
    page = client.get(PAGE)
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("/aturan/riwayat/?parameter=") == len(book.values())
    for law in found:
        assert law.package is not None
        assert law.package.instrument in text.replace("&#x27;", "'")
        assert all(row.shown.value.package == law.package.id for row in law.rows)
    assumed = sum(value.origin == "asumsi" for value in book.values())
    assert text.count('<span class="origin asumsi">asumsi</span>') == assumed


def test_it_is_narrowed_by_words_by_origin_and_by_day(client: Client) -> None:
    def rows(query: str) -> int:
        return client.get(f"{PAGE}?{query}").content.decode().count("?parameter=")

    everything = rows("")
    assert 0 < rows("cari=11A") < everything
    assert rows("asal=teks") + rows("asal=praktik") + rows("asal=asumsi") == everything
    assert 0 < rows("kini=on") < everything
    assert rows("cari=tidakadakata") == 0
    assert "Tidak ada yang cocok" in client.get(f"{PAGE}?cari=tidakadakata").content.decode()
    assert rows("asal=entah") == everything


def test_a_decree_stands_for_its_own_district_only(client: Client) -> None:
    row = make_baris(make_kabupaten(), Kunci.METODE_SPM, "kontinu", status="disetujui")
    assert row.nomor_keputusan not in client.get(PAGE).content.decode()
    sign_in_as(client, ADMIN_DINAS, make_dinas())
    text = client.get(PAGE).content.decode()
    assert row.nomor_keputusan in text
    assert "Keputusan kabupaten sendiri" in text
    sign_in_as(client, ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    assert row.nomor_keputusan not in client.get(PAGE).content.decode()


def test_one_parameter_has_its_history_for_everybody(client: Client) -> None:
    text = client.get("/aturan/riwayat/?parameter=insentif_ukm.dasar").content.decode()
    assert "7,5%" in text
    assert "10%" in text
    assert 'href="/aturan/naskah/"' in text
    assert client.get("/aturan/riwayat/?parameter=tidak.ada").status_code == 404
    assert client.get("/aturan/riwayat/").headers["Location"] == PAGE


def test_days_stand_beside_a_value_only_where_they_are_not_those_of_its_law(client: Client) -> None:
    found = naskah.laws("", None, "", "")
    assert {law.own_spans for law in found} == {True, False}
    text = client.get(PAGE).content.decode()
    assert text.count('scope="col">Berlaku, bila lain') == sum(law.own_spans for law in found)
    for law in found:
        assert law.package is not None
        assert law.span.partition(";")[0] in text
        days = (law.package.in_force, law.package.until)
        for row in law.rows:
            own = (row.shown.value.in_force, row.shown.value.until) != days
            assert row.span == (row.shown.span if own else "")
    beside = sum(bool(row.span) for law in found for row in law.rows)
    assert text.count('<td data-label="Berlaku">sejak ') == beside > 20
    make_baris(make_kabupaten(), Kunci.METODE_SPM, "kontinu", status="disetujui")
    assert naskah.laws("35.12", None, "", "")[-1].own_spans  # a decree has no law above it


def test_a_unit_stands_beside_numbers_that_do_not_say_it(client: Client) -> None:
    rows = {row.shown.value.key: row for law in naskah.laws("", None, "", "") for row in law.rows}
    assert (rows["insentif_ukm.dasar"].text[-1], rows["insentif_ukm.dasar"].unit) == ("%", "")
    beside = [row for row in rows.values() if row.unit]
    assert {"hari kerja", "jam"} <= {row.unit for row in beside}
    for row in rows.values():
        if row.shown.satuan == "persen" and row.text:
            assert ("%" in row.text) == (row.unit == "")
    assert "<small>hari kerja</small>" in client.get(PAGE).content.decode()


def test_the_page_itself_stays_light(client: Client) -> None:
    """With the styles and scripts of every page (36 kB packed) it is within the bound of 60 kB."""
    assert len(gzip.compress(client.get(PAGE).content, 6)) <= 24_000
