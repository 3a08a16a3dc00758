"""What pages and checks of claims ask of the database does not grow with the claims."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import person, sign_in
from tests.factories.jamkesda import bare_surat, make_peserta
from tests.jamkesda.test_road_klaim import AUGUST, DAY, WHY, Dunia, approved, ceiling
from upaya.core import lists
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book, read_claims
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.views import listing
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.jamkesda.surat.queries import cek
from upaya.rules.jamkesda import peran

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 60
"""bench/klaim_daftar.py asks the same of a hundred and of ten thousand."""


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


def counted(action: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        action()
    return len(seen)


@pytest.mark.budget(8, "enam puluh klaim dengan surat masing-masing")
def test_lists_details_and_checks_ask_as_often_for_many_as_for_few(
    dunia: Dunia, client: Client
) -> None:
    ceiling(dunia, 1_000_000_000)
    pages = [
        (peran.VERIFIKATOR, f"{reverse('klaim:daftar')}?{asked}")
        for asked in ("", "nomor=K", "status=diajukan", "status=disetujui", "putusan=lolos",
                      "putusan=ditolak", "urut=-diminta", "ekspor=csv")
    ]  # fmt: skip
    closing = f"?mulai={AUGUST.mulai}&sampai={date(2022, 8, 31)}"
    pages += [
        (peran.VERIFIKATOR, reverse("klaim:bersih_verifikasi")),
        (peran.BENDAHARA, reverse("kumpulan:tutup") + closing),
        (peran.BENDAHARA, reverse("kumpulan:utang")),
    ]

    def answers() -> dict[str, int]:
        found = {}
        for role, address in pages:
            sign_in(client, person(role, dunia.upt))
            client.get(address)  # what is kept for a while is kept before both
            found[address] = counted(lambda at=address: client.get(at))  # type: ignore[misc] # bound
            assert client.get(address).status_code == 200, address
        return found

    few = _grown(dunia, 0, FEW)
    before = answers() | few
    many = _grown(dunia, FEW, MANY)
    after = answers() | many
    assert before == after


def _own(dunia: Dunia, n: int, **changes: Any) -> KlaimTertulis:  # noqa: ANN401 - fields of a claim
    """A claim of somebody who has no other."""
    return dunia.claim(n % 20, make_peserta(), nomor=f"K{n}", **changes)


def _grown(dunia: Dunia, first: int, last: int) -> dict[str, int]:
    """More claims, half approved, every fifth refused by the checks; what a check of ten asks."""
    half = (first + last) // 2
    approved(dunia, *(_own(dunia, n) for n in range(first, half)))
    dunia.send(*(
        _own(dunia, n, **({"surat": None} if n % 5 == 0 else {})) for n in range(half, last)
    ))  # fmt: skip
    assert Klaim.objects.count() == last
    assert Klaim.objects.filter(status="disetujui").count() >= half - first
    again = [_own(dunia, n) for n in range(last + 100, last + 110)]
    return {"uji": counted(lambda: masuk.uji(dunia.petugas, dunia.unit, again))}


def test_a_claim_of_many_lines_asks_as_often_as_one_of_few(dunia: Dunia, client: Client) -> None:
    def claim(n: int, many: int) -> KlaimTertulis:
        made = dunia.claim(n)
        line = made.baris[1]._replace(harga=10_500)  # above the tariff: each line is marked
        return made._replace(baris=tuple(line._replace(no=no) for no in range(1, many + 1)))

    one, long = claim(0, 2), claim(1, 40)
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    found = []
    for stored in dunia.send(one, long):
        address = stored.get_absolute_url()
        client.get(address)
        found.append(counted(lambda at=address: client.get(at)))  # type: ignore[misc] # bound
    assert found[0] == found[1]


SEBERKAS = 40
"""Statements for a file of a thousand claims that is kept and stored, beside the marks of
transactions."""


@pytest.mark.budget(8, "empat puluh klaim dengan surat masing-masing")
def test_a_file_is_checked_and_stored_in_as_many_statements_however_long(dunia: Dunia) -> None:
    def stored(first: int, last: int) -> int:
        claims = [_own(dunia, n) for n in range(first, last)]
        data = claims_book(claims)
        read = read_claims(data).klaim

        def store() -> None:
            kept = masuk.unggah(dunia.petugas, dunia.unit, f"{first}.xlsx", data, read)
            masuk.simpan_unggahan(kept.pk, dunia.petugas)

        with CaptureQueriesContext(connection) as seen:
            store()
        marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        return sum(not one["sql"].startswith(marks) for one in seen.captured_queries)

    first = stored(900, 901)  # the month of the draw is opened once
    few, many = stored(0, 3), stored(100, 140)
    assert few == many < first <= SEBERKAS
    assert Klaim.objects.count() == 44


def test_the_list_counts_no_further_than_it_says(dunia: Dunia, client: Client) -> None:
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    with CaptureQueriesContext(connection) as seen:
        client.get(f"{reverse('klaim:daftar')}?nomor=K")
    sums = [one["sql"] for one in seen.captured_queries if "COUNT(*)" in one["sql"]]
    assert sums
    assert all("LIMIT" in one for one in sums), "no count reads all claims of a district"


def test_a_number_is_found_from_its_beginning_in_capitals_too(dunia: Dunia, client: Client) -> None:
    dunia.send(dunia.claim(0, nomor="RS-17"), dunia.claim(1, nomor="RX-17"))
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    for asked, found in (("RS-", 1), ("rs-1", 1), ("R", 2), ("17", 0)):
        table = client.get(f"{reverse('klaim:daftar')}?nomor={asked}").context["tabel"]
        assert table.page.paginator.count == found, asked


def test_the_number_is_looked_for_among_what_the_other_filters_let_through(
    dunia: Dunia, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (lists, listing):
        monkeypatch.setattr(module, "FOUND", 2)
    *_, last = dunia.send(*(dunia.claim(n, nomor=f"RS-{n}") for n in range(5)))
    dunia.move(last, "kembalikan", dunia.verifikator, WHY)
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    at = f"{reverse('klaim:daftar')}?nomor=RS"
    (shown,) = client.get(f"{at}&status=dikembalikan").context["tabel"].page.object_list
    assert shown.nomor == last.nomor
    assert client.get(f"{at}&status=dikembalikan&ekspor=csv").status_code == 200
    assert client.get(f"{at}&ekspor=csv").status_code == 422, "more than are found: said, not cut"


def test_the_counter_asks_by_one_index(dunia: Dunia) -> None:
    nik = dunia.peserta.warga.nik
    for said in (nik, f"{nik[:8]} {nik[8:]}", dunia.peserta.kartu, dunia.peserta.kartu.lower()):
        with CaptureQueriesContext(connection) as seen:
            found = cek(str(dunia.unit.kabupaten_id), dunia.unit.pk, said)
        assert found is not None
        assert found.peserta == dunia.peserta
        where = seen.captured_queries[0]["sql"].partition("WHERE")[2]
        assert " OR " not in where, "one of the two, for no index finds either"
    assert cek(str(dunia.unit.kabupaten_id), dunia.unit.pk, "9" * 16) is None


def test_a_letter_is_found_by_how_its_number_begins_or_by_a_whole_card(dunia: Dunia) -> None:
    other = make_peserta()
    for number, member in (("440/a/1", dunia.peserta), ("440/A/2", other), ("9/440", other)):
        letter = bare_surat(dunia.ppk, member, layanan="rjtl", diagnosis="A09", mulai=DAY,
                            sampai=DAY, status="selesai", perjanjian=dunia.perjanjian)  # fmt: skip
        SuratJaminan.objects.filter(pk=letter.pk).update(nomor=number)
    client = sign_in(Client(), person(peran.VERIFIKATOR, dunia.upt))
    at = reverse("jaminan:daftar")

    def found(**asked: str) -> set[str]:
        rows = client.get(at, asked).context["tabel"].page.object_list
        return {row.nomor for row in rows if row.peserta in (dunia.peserta, other)}

    assert found(cari="440/a") == {"440/a/1", "440/A/2"}, "as typed, or in capitals"
    assert found(cari="440/A/2") == {"440/A/2"}
    assert found(cari="/440") == set(), "how it begins, not what stands in it"
    assert found(cari=f" {other.kartu.lower()} ") == {"440/A/2", "9/440"}
    assert found(cari=other.kartu, status="terbit") == set()
    with CaptureQueriesContext(connection) as seen:
        assert found(cari="440/a", status="selesai") == {"440/a/1", "440/A/2"}
    texts = [one["sql"] for one in seen if "nomor" in one["sql"] and "LIKE" in one["sql"]]
    assert all("kartu" not in text.partition("WHERE")[2] for text in texts), "one or the other"
