"""The workbook of a document: the same content, amounts as numbers, sums alive, text harmless."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from tests.factories.dokumen import TERBIT, make_isi, make_table
from upaya.core.documents import xlsx
from upaya.core.documents.content import Isi, Kolom, Paragraf, Rincian, Tabel


def read(isi: Isi, *, computed: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(isi, TERBIT)), data_only=computed)


def lines(book: openpyxl.Workbook) -> dict[str, object]:
    return {str(row[0]): row[1] for row in book["Dokumen"].values if row[0] and len(row) > 1}


def test_the_first_sheet_says_what_the_paper_says() -> None:
    said = lines(read(make_isi()))
    assert said["Nomor"] == TERBIT.nomor
    assert said["Tanggal"] == "3 November 2022"
    assert said["Sidik isi"] == "1a2b 3c4d 5e6f 7a8b"
    assert said["Periksa keaslian"] == TERBIT.alamat
    assert said["Bulan"] == "Agustus 2022"
    assert said["Diterima (Rp)"] == 2_850_006
    assert said["Terbilang"] == "Dua juta delapan ratus lima puluh ribu enam rupiah"
    assert said["Mengetahui, Kepala Puskesmas"] == "dr. Rekaan"


def test_every_table_has_its_sheet_with_numbers_and_living_sums() -> None:
    sheet = read(make_isi())["Penerima"]
    assert [cell.value for cell in sheet[1]] == [
        "No", "Nama", "Jabatan", "Bruto (Rp)", "Pajak (Rp)", "Diterima (Rp)", "Rekening",
        "Tanda tangan",
    ]  # fmt: skip
    assert sheet["D2"].value == 1_000_001
    assert sheet["D5"].value == "=SUM(D2:D4)"
    assert sheet["A5"].value == "Jumlah"
    assert read(make_isi(), computed=True)["Penerima"]["D5"].value == 3_000_006


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+62", "-5", "@x", "\t=1", "0012"]
)
def test_text_stays_text(text: str) -> None:
    table = Tabel("T", (Kolom("A"), Kolom("B", "rupiah", jumlah=True)), ((text, 1),))
    book = read(make_isi(table, Paragraf(text), Rincian(((text, text),))))
    cell = book["T"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    formulas = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == ["B3"]


def test_tables_of_one_title_have_two_sheets() -> None:
    name = "Judul yang sangat panjang untuk sebuah lembar"
    table = Tabel(name, (Kolom("A"),), (("x",),))
    names = read(make_isi(table, table, Tabel("DOKUMEN", (Kolom("A"),), ()))).sheetnames
    assert len({name.lower() for name in names}) == len(names) == 4
    assert max(len(name) for name in names) <= 31


def test_an_empty_table_says_so() -> None:
    table = Tabel("T", (Kolom("A", "rupiah", jumlah=True),), (), kosong="Belum ada petugas.")
    assert read(make_isi(table))["T"]["A2"].value == "Belum ada petugas."


def test_equal_content_gives_equal_bytes() -> None:
    assert xlsx.render(make_isi(), TERBIT) == xlsx.render(make_isi(), TERBIT)


def test_it_prints_on_paper_with_its_head_on_every_page() -> None:
    body = xlsx.render(make_isi(make_table(60)), TERBIT)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
        book = archive.read("xl/workbook.xml")
    assert b'orientation="landscape"' in sheet
    assert b"_xlnm.Print_Titles" in book
