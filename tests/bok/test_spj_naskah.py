"""Papers of an SPJ: each opens, says what was entered, adds up, and signs beside its matter."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.factories.spj import Meja
from upaya.bok.spj.cetak import days
from upaya.bok.spj.models import KOLOM, PenerimaSpj, SpjKegiatan
from upaya.bok.spj.naskah import NASKAH, naskah_untuk
from upaya.bok.spj.reading import BacaanSpj
from upaya.core.documents import pdf, xlsx
from upaya.core.documents.content import Isi
from upaya.core.documents.pdf import KERTAS, Kertas
from upaya.rules.bok.spj import ketentuan_spj
from upaya.rules.loader import national_book
from upaya.rules.money import angka

pytestmark = pytest.mark.django_db
WORDS = {
    "maksud": "Melaksanakan penyuluhan gizi balita",
    "tempat": "Balai Desa Kilensari",
    "waktu": "08.00 WIB",
    "acara": "Pembukaan\nPenyuluhan gizi seimbang",
    "undangan": "Kepala Desa Kilensari\nKetua PKK Kilensari",
    "narasumber": "Ratna Contoh, S.Gz.",
    "didatangi": "Sekretaris Desa Kilensari",
    "hasil": "Dua puluh ibu balita memahami isi piringku.",
    "pembahasan": "Peserta membahas kendala menimbang balita.",
    "perkembangan": "Berat badan naik rata-rata 300 gram.",
    "tindak_lanjut": "Kunjungan rumah pada bulan berikutnya.",
}
MANY = 24
"""Rows of a list that ends near the end of a page."""


def filled(desk: Meja, jenis: str, many: int = 3) -> BacaanSpj:
    """An SPJ whose words were entered once, with so many people paid or given something."""
    case = desk.open(jenis)
    SpjKegiatan.objects.filter(pk=case.pk).update(**WORDS)
    case.penerima.all().delete()
    PenerimaSpj.objects.bulk_create(
        PenerimaSpj(
            spj=case,
            urutan=number,
            nama=f"Penerima Rekaan {number + 1}",
            sebagai="Kader",
            hari=["2022-08-03"],
            **dict.fromkeys(KOLOM[jenis], 1_000 + number),
        )
        for number in range(many)
    )
    return BacaanSpj(SpjKegiatan.objects.select_related("pelaksanaan").get(pk=case.pk))


def pages(isi: Isi, kertas: Kertas) -> list[str]:
    """The text of each page, a line for each run of blanks."""
    body = pdf.render(isi, None, kertas)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(body)).pages]


def test_every_paper_belongs_to_documents_of_the_checklist() -> None:
    known = {
        one.kode
        for jenis in KOLOM
        for one in ketentuan_spj(national_book(), jenis, date(2022, 8, 31), "35.12").dokumen
    }
    assert {kode for paper in NASKAH for kode in paper.untuk} <= known
    assert len({paper.key for paper in NASKAH}) == len(NASKAH) == 16


@pytest.mark.budget(20, "each paper is drawn on both sizes, short and at the end of a page")
def test_each_paper_says_what_was_entered_and_signs_beside_itsmatter() -> None:
    desk, seen = Meja(), set[str]()
    for jenis in "abcdf":
        reading = filled(desk, jenis, MANY)
        for paper, lacking, isi in reading.naskah:
            if paper.key in seen:
                continue
            seen.add(paper.key)
            assert lacking == "", paper.key
            for kertas in KERTAS:
                found = pages(isi, kertas)
                text = " ".join(found)
                _says(paper.key, isi, text, reading)
                (last,) = [one for one in found if isi.tanda_tangan[-1].peran in one][-1:]
                assert len(matter(last, isi)) > 20, (paper.key, kertas, last)
    assert seen == {paper.key for paper in NASKAH}


def _says(key: str, isi: Isi, text: str, reading: BacaanSpj) -> None:
    """Names, days and totals as they were entered; nothing is left in braces."""
    assert isi.judul.upper() in text, key
    assert "{" not in text, key
    lists = [part for part in isi.bagian if hasattr(part, "kolom")]
    for one in lists:
        for row in one.baris:  # type: ignore[union-attr] # tables alone
            assert str(row[1]) in text, (key, row)
        for total in one.jumlah.values():  # type: ignore[union-attr] # the same
            assert angka(total) in text, (key, total)
    if isi.total is not None:
        assert angka(isi.total) in text, key
    assert reading.subject.pelaksanaan.nama in text, key


def matter(page: str, isi: Isi) -> str:
    """What stands on a page above its signatures, the head and foot of pages taken off."""
    above = page.partition(isi.tanda_tangan[0].pembuka or isi.tanda_tangan[0].peran)[0]
    return above.replace("PRATINJAU", "").replace("DRAF, pratinjau.", "").strip()


def test_ten_and_more_papers_come_from_one_activity() -> None:
    desk = Meja()
    first = desk.open("a")
    SpjKegiatan.objects.filter(pk=first.pk).update(**WORDS)
    made = set()
    for jenis in "ac":  # the second takes over all words and names of the first
        reading = BacaanSpj(desk.open(jenis))
        PenerimaSpj.objects.filter(spj=reading.subject).update(transport=50_000, banyak=1)
        reading = BacaanSpj(SpjKegiatan.objects.get(pk=reading.subject.pk))
        made |= {paper.key for paper, lacking, _ in reading.naskah if not lacking}
    assert len(made) >= 10
    assert made == {one.key for jenis in "ac" for one in naskah_untuk(jenis)}


def test_a_workbook_has_its_list_with_live_sums() -> None:
    reading = filled(Meja(), "b")
    isi = next(made for paper, _, made in reading.naskah if paper.key == "rincian-biaya")
    book = load_workbook(io.BytesIO(xlsx.render(isi, None)))
    flat = book["Rincian biaya (data)"]
    assert [cell.value for cell in flat[1]][:4] == ["No", "Nama", "Tanggal", "Uang harian (Rp)"]
    assert flat.cell(2, 4).value == 1_000
    assert flat.cell(5, 8).value == "=SUM(H2:H4)"
    # As offices have it today: the four columns of costs under one merged head.
    head = book["Rincian biaya"]
    assert head["D1"].value == "Biaya"
    assert {str(one) for one in head.merged_cells.ranges} >= {"D1:G1", "A1:A2", "H1:H2"}
    assert head.cell(6, 8).value == "=SUM(H3:H5)"


def test_days_of_a_month_are_written_together() -> None:
    found = (date(2022, 8, 3), date(2022, 8, 10), date(2022, 9, 1))
    assert days(found) == "3, 10 Agustus 2022; 1 September 2022"
    assert days(()) == ""
