"""Papers and reports of a cash book: every one of them says the sums of the book."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.akun import sign_in
from tests.factories.bok import make_silpa
from tests.factories.insentif import make_team
from tests.factories.kas import AGUSTUS, funded, move, paid
from tests.factories.kas import pay as spend_on
from upaya.bok.kas import tutup
from upaya.bok.kas.kertas import KERTAS, Bacaan
from upaya.bok.kas.models import BukuKas
from upaya.core.documents.content import Rincian, Tabel
from upaya.rules.bok import kas
from upaya.rules.money import rupiah
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db


def _moved() -> BukuKas:
    """August with everything that moves money, closed; September begun."""
    book = funded()
    move(book, kas.AMBIL, 120_000, "2022-08-02")
    spend_on(book, paid(3, 4), dari=kas.TUNAI)
    spend_on(book, jumlah=90_000, belanja="c", pungutan={"ppn": 8_000, "pph22": 1_000})
    move(book, kas.SETOR_PAJAK, 8_000, "2022-08-20", pajak_disetor="ppn")
    access = make_team(book.unit).pembantu.access()
    tutup.close(book.pk, AGUSTUS, {20_000: 1}, "dr. Rina", access)
    spend_on(book, jumlah=50_000, belanja="f", hari="2022-09-05", pungutan={"pph23": 1_000})
    return book


def test_every_paper_says_the_sums_of_the_book() -> None:
    book = _moved()
    reading = Bacaan(book, Period(2022, 9))
    ruled = reading.angka
    for table in KERTAS["realisasi"].isi(reading):
        if isinstance(table, Tabel):
            assert table.jumlah[len(table.kolom) - 1] == ruled.terserap == 240_000
    assert KERTAS["realisasi"].buat(reading).total == 240_000
    for period in (AGUSTUS, Period(2022, 9)):
        reading = Bacaan(book, period)
        for key, sub in (("bku", ""), *((name, name) for name in kas.BUKU)):
            table = next(p for p in KERTAS[key].isi(reading) if isinstance(p, Tabel))
            month = (ruled.pembantu(sub) if sub else ruled.bulan())[period.month - 1]
            sums = table.jumlah
            assert (sums[5], sums[6]) == (month.masuk, month.keluar)
            assert (table.baris[0][3], table.baris[0][7]) == ("Saldo awal", month.awal)
            assert table.baris[-1][7] == month.akhir


def test_the_cash_count_is_a_paper_of_a_closed_month() -> None:
    book = _moved()
    paper, shut = KERTAS["pemeriksaan"], Bacaan(book, AGUSTUS)
    assert "belum ditutup" in paper.kurang(Bacaan(book, Period(2022, 9)))
    isi = paper.buat(shut)
    (table,) = [part for part in isi.bagian if isinstance(part, Tabel)]
    assert table.baris == ((20_000, 1, 20_000),)
    assert isi.tanda_tangan[0].nama == "dr. Rina"


@pytest.mark.budget(8, "twelve PDFs, and workbooks of one book")
def test_papers_are_files_with_a_number_and_a_flat_sheet(client: Client) -> None:
    book = _moved()
    sign_in(client, make_team(book.unit).pembantu)
    page = client.get(reverse("kas:laporan", args=[book.pk]), {"bulan": "8"}).content.decode()
    assert "190.000" in page
    for key in KERTAS:
        address = reverse("kas:dokumen_pdf", args=[book.pk, key])
        assert address in page
        for size in ("f4", "a4"):
            found = client.get(address, {"bulan": "8", "kertas": size})
            assert found.content.startswith(b"%PDF"), key
    assert client.get(reverse("kas:dokumen_pdf", args=[book.pk, "pemeriksaan"])).status_code == 404
    assert client.get(reverse("kas:laporan", args=[book.pk]), {"bulan": "1"}).status_code == 404
    for _ in range(2):
        issue = reverse("kas:terbitkan", args=[book.pk, "bku"])
        assert client.post(issue, {"bulan": "8"}).status_code == 302
    page = client.get(reverse("kas:laporan", args=[book.pk]), {"bulan": "8"}).content.decode()
    assert "BOK-BKU" in page
    sheet = client.get(reverse("kas:dokumen_xlsx", args=[book.pk, "bku"]), {"bulan": "8"})
    workbook = load_workbook(io.BytesIO(sheet.content))
    assert any(name.endswith("(data)") for name in workbook.sheetnames)
    sign_in(client, make_team(book.unit).verifikator)
    assert client.get(reverse("kas:laporan", args=[book.pk])).status_code == 200
    assert client.post(issue, {"bulan": "8"}).status_code == 403


def test_what_is_left_at_the_years_end_names_its_decree() -> None:
    book = _moved()
    reading = Bacaan(book, Period(2022, 12))
    assert reading.silpa[1] == "Belum ditetapkan sebagai SiLPA tahun 2023."
    make_silpa(book.unit, 1_000, 2023)
    left, decree = Bacaan(book, Period(2022, 12)).silpa
    assert left == rupiah(reading.angka.sisa)
    assert "Rp1.000" in decree
    assert decree.endswith("lain dari sisa buku ini")
    told = [part for part in KERTAS["realisasi"].isi(reading) if isinstance(part, Rincian)]
    assert ("Sisa dana akhir tahun", left) in told[0].baris
