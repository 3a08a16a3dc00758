"""The page of all rules: law by law, for everybody; a district's decrees for its own people."""

from __future__ import annotations

import csv
import gzip
import re
from itertools import count
from urllib.parse import quote, urlencode

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


NODES = 1_500
"""Elements on one page: above that a weak phone is slow to draw it."""


def _text(client: Client, query: str = "") -> str:
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 200, query
    return page.content.decode()


def _leafed(client: Client, query: str) -> str:
    """All pages of one list, one after the other; none is too much to draw."""
    found = ""
    for number in count(1):
        text = _text(client, f"{query}&hal={number}")
        assert len(re.findall(r"<[a-z]", text)) <= NODES, query
        assert len(gzip.compress(text.encode(), 6)) <= 24_000, query
        found += text
        if 'rel="next"' not in text:
            return found
    raise AssertionError


def _keys(text: str) -> list[str]:
    return re.findall(r"/aturan/riwayat/\?parameter=([^\"&]+)", text)


@pytest.mark.budget(4, "every page of every law")
def test_every_value_of_every_file_stands_there_once(client: Client) -> None:
    book = national_book()
    found = naskah.laws("", None, "", "")
    first = _leafed(client, "")
    named = re.findall(r'href="\?naskah=([^"&]+)"', first)
    assert named == [law.name for law in found]
    assert first.count('id="naskah-') == len(found)
    for place, law in enumerate(found, start=1):
        assert f'id="naskah-{place}"><th scope="row"><a href="?naskah={law.name}">' in first
    told = ""
    for law in found:
        text = _leafed(client, f"naskah={law.name}")
        assert law.package is not None
        assert law.package.instrument in text.replace("&#x27;", "'")
        assert all(row.shown.value.package == law.package.id for row in law.rows)
        assert _keys(text) == [quote(row.shown.value.key) for row in law.rows]
        told += text
    assert len(_keys(told)) == len(book.values())
    assumed = sum(value.origin == "asumsi" for value in book.values())
    assert told.count('<span class="origin asumsi">asumsi</span>') == assumed


def test_the_whole_is_one_file(client: Client) -> None:
    book = national_book()
    page = client.get(f"{PAGE}?ekspor=csv")
    assert page.headers["Content-Disposition"] == 'attachment; filename="semua-aturan.csv"'
    rows = list(csv.DictReader(page.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert sorted(row["Parameter"] for row in rows) == sorted(one.key for one in book.values())
    assert all(row["Nilai"] and row["Naskah"] and row["Asal"] for row in rows)
    one = client.get(f"{PAGE}?naskah=permenkes-19-2022&ekspor=csv").content.decode("utf-8-sig")
    assert {row["Naskah"] for row in csv.DictReader(one.splitlines(), delimiter=";")} == {
        "Permenkes 19/2022"
    }
    assert client.get(f"{PAGE}?ekspor=xlsx").content.startswith(b"PK")


def test_laws_are_read_one_after_the_other(client: Client) -> None:
    found = naskah.laws("", None, "", "")
    text = _text(client, f"naskah={found[1].name}")
    for other in (found[0], found[2]):
        assert f'href="?naskah={other.name}"' in text
    assert client.get(f"{PAGE}?naskah=tidak-ada").status_code == 404


@pytest.mark.budget(4, "every page of four searches")
def test_it_is_narrowed_by_words_by_origin_and_by_day(client: Client) -> None:
    def rows(query: str) -> int:
        return len(_keys(_leafed(client, query)))

    everything = len(national_book().values())
    assert 0 < rows("cari=11A") < everything
    assert rows("asal=teks") + rows("asal=praktik") + rows("asal=asumsi") == everything
    assert 0 < rows("kini=on") < everything
    assert "Tidak ada yang cocok" in _text(client, "cari=tidadakata")
    assert "Tidak ada yang cocok" in _text(client, "naskah=permenkes-19-2022&asal=asumsi")
    assert _text(client, "asal=entah").count('id="naskah-') == len(naskah.laws("", None, "", ""))


def test_a_decree_stands_for_its_own_district_only(client: Client) -> None:
    row = make_baris(make_kabupaten(), Kunci.METODE_SPM, "kontinu", status="disetujui")
    address = f"{PAGE}?{urlencode({'naskah': row.nomor_keputusan})}"
    assert row.nomor_keputusan not in _text(client)
    assert client.get(address).status_code == 404
    sign_in_as(client, ADMIN_DINAS, make_dinas())
    text = _text(client)
    assert row.nomor_keputusan in text
    assert "Keputusan kabupaten sendiri" in text
    assert "insentif_ukm.spm.metode" in client.get(address).content.decode()
    sign_in_as(client, ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    assert row.nomor_keputusan not in _text(client)
    assert client.get(address).status_code == 404


def test_one_parameter_has_its_history_for_everybody(client: Client) -> None:
    text = client.get("/aturan/riwayat/?parameter=insentif_ukm.dasar").content.decode()
    assert "7,5%" in text
    assert "10%" in text
    assert 'href="/aturan/naskah/"' in text
    assert client.get("/aturan/riwayat/?parameter=tidak.ada").status_code == 404
    assert client.get("/aturan/riwayat/").headers["Location"] == PAGE


@pytest.mark.budget(4, "every page of every law")
def test_days_stand_beside_a_value_only_where_they_are_not_those_of_its_law(client: Client) -> None:
    found = naskah.laws("", None, "", "")
    assert {law.own_spans for law in found} == {True, False}
    beside = 0
    for law in found:
        text = _leafed(client, f"naskah={law.name}")
        assert ('scope="col">Berlaku, bila lain' in text) == law.own_spans
        assert law.package is not None
        assert law.span.partition(";")[0] in text
        days = (law.package.in_force, law.package.until)
        for row in law.rows:
            own = (row.shown.value.in_force, row.shown.value.until) != days
            assert row.span == (row.shown.span if own else "")
        spans = sum(bool(row.span) for row in law.rows)
        assert text.count('<td data-label="Berlaku">sejak ') == spans
        beside += spans
    assert beside > 20
    make_baris(make_kabupaten(), Kunci.METODE_SPM, "kontinu", status="disetujui")
    assert naskah.laws("35.12", None, "", "")[-1].own_spans  # a decree has no law above it


def test_a_unit_stands_beside_numbers_that_do_not_say_it(client: Client) -> None:
    laws = naskah.laws("", None, "", "")
    rows = {row.shown.value.key: row for law in laws for row in law.rows}
    assert (rows["insentif_ukm.dasar"].text[-1], rows["insentif_ukm.dasar"].unit) == ("%", "")
    beside = [row for row in rows.values() if row.unit]
    assert {"hari kerja", "jam"} <= {row.unit for row in beside}
    for row in rows.values():
        if row.shown.satuan == "persen" and row.text:
            assert ("%" in row.text) == (row.unit == "")
    law = next(law for law in laws if any(row.unit == "hari kerja" for row in law.rows[:60]))
    assert "<small>hari kerja</small>" in _text(client, f"naskah={law.name}")
