"""Workbooks of a month in more of the shapes that offices give them; each read as the tidy one."""

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.test_month_as_sent import notes, sent
from tests.exchange.test_month_workbook import BOOK, BULAN, LETTERS, edited, faults, head
from upaya.exchange.insentif.month_read import read_sheets
from upaya.exchange.insentif.month_workbook import read
from upaya.rules import words
from upaya.rules.insentif.month import Bulan
from upaya.rules.words import Own

Edit = Callable[[Workbook], Any]
HEADS = 4
LAST = 6
"""Rows of the sheet Petugas: its heads, and the last of the two officers."""


def same(edit: Edit) -> dict[str, str]:
    """The notes of a file that reads as the tidy one."""
    reading = sent(edit)
    assert reading.bulan == BULAN, reading.galat
    return notes(reading)


# ---------------------------------------------------------------- heads
@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("nama", "Nama Lengkap"),
        ("nama", "NAMA PEGAWAI"),
        ("nama", "Nama dan Gelar"),
        ("status", "Status ASN"),
        ("golongan", "Pangkat / Gol. Ruang"),
        ("golongan", "Pangkat/Gol"),
        ("pendidikan", "Pend. Terakhir"),
        ("jabatan_utama", "Jabatan"),
        ("jabatan_tambahan", "Jml Jabatan Tambahan"),
        ("jabatan_tambahan", "Tugas Tambahan (jumlah)"),
        ("orang_hari", "Kegiatan Manajemen (OH)"),
        ("orang_hari", "Jumlah\nOH"),
        ("frekuensi", "Frek."),
        ("frekuensi", "Kunjungan Lapangan"),
        ("frekuensi", "OF"),
    ],
)
def test_heads_are_known_by_the_words_of_all_entrances(key: str, written: str) -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"][f"{LETTERS[key]}{HEADS}"].value = written

    assert same(edit) == {}


def test_our_own_head_wins_over_one_like_it() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet["L4"].value, sheet["L5"].value = "Jabatan", "Bidan Mahir"

    assert same(edit) == {"Petugas!L4": "kolom tidak dibaca: “Jabatan”"}


def test_heads_under_a_band_of_groups_are_read() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet.insert_rows(HEADS)
        for number, cell in enumerate(sheet[HEADS + 1], start=1):
            sheet.cell(HEADS, number).value = cell.value
            letter = get_column_letter(number)
            if letter not in (LETTERS["orang_hari"], LETTERS["frekuensi"]):
                sheet.merge_cells(f"{letter}{HEADS}:{letter}{HEADS + 1}")
        sheet[f"{LETTERS['orang_hari']}{HEADS}"].value = "Kegiatan"
        sheet.merge_cells(f"{LETTERS['orang_hari']}{HEADS}:{LETTERS['frekuensi']}{HEADS}")

    assert same(edit) == {}


@pytest.mark.parametrize("form", ["{}", "({})"])
def test_a_row_that_counts_the_columns_is_nobody(form: str) -> None:
    def edit(book: Workbook) -> None:
        for name in ("Petugas", "Pelayanan"):
            sheet = book[name]
            sheet.insert_rows(HEADS + 1)
            for number, cell in enumerate(sheet[HEADS], start=1):
                if cell.value:
                    sheet.cell(HEADS + 1, number).value = form.format(number)

    assert same(edit) == {}


@pytest.mark.parametrize("above", [1, 3, 12])
def test_heads_may_stand_further_down(above: int) -> None:
    def edit(book: Workbook) -> None:
        for sheet in book:
            sheet.insert_rows(1, above)

    assert same(edit) == {}


# ---------------------------------------------------------------- sheets
@pytest.mark.parametrize("name", ["Data Petugas", "DAFTAR PETUGAS", "Petugas Agustus 2022"])
def test_a_sheet_that_speaks_of_it_is_read_and_named(name: str) -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].title = name

    assert same(edit) == {"Petugas": f"dibaca dari lembar “{name}”"}


def test_two_sheets_that_speak_of_it_are_a_fault() -> None:
    def edit(book: Workbook) -> None:
        book.copy_worksheet(book["Petugas"]).title = "Daftar Petugas"
        book["Petugas"].title = "Data Petugas"

    (fault,) = sent(edit).galat
    assert "tidak dapat dibedakan" in fault.pesan


def test_hidden_columns_and_sheets_are_read_and_that_is_said() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].column_dimensions[LETTERS["frekuensi"]].hidden = True
        book["Pelayanan"].sheet_state = "hidden"

    assert same(edit) == {
        "Petugas": "kolom tersembunyi ikut dibaca: “Kegiatan UKM lapangan (frekuensi)”",
        "Pelayanan": "lembar ini tersembunyi, tetapi dibaca",
    }


# ---------------------------------------------------------------- labels
def _colons(sheet: Worksheet) -> None:
    sheet.insert_cols(2)
    for row in range(4, 25):
        sheet.cell(row, 2).value = ":"


def _numbers(sheet: Worksheet) -> None:
    sheet.insert_cols(1)
    for row in range(4, 25):
        sheet.cell(row, 1).value = row - 3


def _joined(sheet: Worksheet) -> None:
    sheet.insert_cols(2)
    for row in range(4, 25):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)


@pytest.mark.parametrize("shape", [_colons, _numbers, _joined])
def test_labels_with_colons_numbers_or_merged_cells(shape: Callable[[Worksheet], None]) -> None:
    assert same(lambda book: shape(book["Puskesmas"])) == {}


# ---------------------------------------------------------------- rows
@pytest.mark.parametrize("label", ["TOTAL :", "Jumlah Total", "Jml", "Grand Total", "Rata-rata"])
@pytest.mark.parametrize("letter", ["A", "B", "C"])
def test_lines_of_totals_are_no_officers(label: str, letter: str) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet[f"{letter}{LAST + 1}"].value = label
        sheet[f"{LETTERS['orang_hari']}{LAST + 1}"].value = 20
        sheet[f"{LETTERS['frekuensi']}{LAST + 1}"].value = 40

    assert same(edit) == {}


def test_a_signature_right_below_the_last_officer_closes_the_table() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet["C7"].value, sheet["H7"].value = "Mengetahui,", "Kendit, 31 Agustus 2022"
        sheet["C8"].value, sheet["F8"].value = "Kepala Puskesmas", "Bendahara"
        sheet["C12"].value, sheet["F12"].value = "dr. Contoh Satu", "Contoh Dua, M.Kes"
        sheet["C13"].value, sheet["F13"].value = "NIP. 198001012005011001", "Pembina (IV/a)"

    assert same(edit) == {"Petugas!C7": "4 baris di bawah tabel tidak dibaca, mulai “Mengetahui,”"}


def test_one_name_under_two_codes_is_said_by_its_cell() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet[f"{LETTERS['nama']}5"].value = "Contoh Orang, S.Kep., Ns."
        sheet[f"{LETTERS['nama']}6"].value = "CONTOH ORANG"

    reading = sent(edit)
    assert [(note.letak, note.pesan) for note in reading.catatan] == [
        ("Petugas!B6", "nama CONTOH ORANG ada juga di B5; periksa apakah satu orang")
    ]


def test_a_list_without_grades_needs_no_column_for_them() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].delete_cols(ord(LETTERS["golongan"]) - ord("A") + 1)

    found = sent(edit).bulan
    assert found is not None
    assert {one.golongan for one in found.petugas} == {None}


# ---------------------------------------------------------------- cells
def _read(label: str, written: object) -> Bulan | None:
    return read(edited(("Puskesmas", head(label), written)), BOOK).bulan


@pytest.mark.parametrize(
    ("label", "written", "tidy"),
    [
        ("Kode kabupaten", "3512", "35.12"),
        ("Kode kabupaten", 3512, "35.12"),
        ("Jumlah penduduk", "25.000 jiwa", 25_000),
        ("Jumlah penduduk", "'25000", 25_000),
        ("Penyerapan bulan ybs (Rp)", "Rp50.000.000,- rupiah", 50_000_000),
        ("Bulan", "Agst 2022", "Agustus 2022"),
        ("Bulan", 44774, "Agustus 2022"),
        ("Bulan", "44774", "Agustus 2022"),
        ("Bulan", 44774.5, "Agustus 2022"),
        ("Karakteristik wilayah", "Wilayah perdesaan", "perdesaan"),
    ],
)
def test_what_people_write_is_what_they_mean(label: str, written: object, tidy: object) -> None:
    found = _read(label, written)
    assert found is not None
    assert found == _read(label, tidy)


@pytest.mark.parametrize(
    ("written", "posts"),
    [
        ("PJ UKP, Kefarmasian dan Laboratorium", ("pj_ukp",)),
        ("PJ UKM Esensial dan Perkesmas", ("pj_ukm",)),
        ("PJ UKM dan Bendahara", ("pj_ukm", "bendahara")),
        ("Kepala Puskesmas Kendit", ("kepala_puskesmas",)),
        ("Kasubag TU; Bendahara BOK", ("kepala_tu", "bendahara")),
    ],
)
def test_posts_as_decrees_name_them(written: str, posts: tuple[str, ...]) -> None:
    reading = read(edited(("Petugas", f"{LETTERS['jabatan_utama']}5", written)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert reading.bulan.petugas[0].jabatan_utama == posts


def test_what_is_no_number_names_its_cell() -> None:
    place = head("Penyerapan bulan ybs (Rp)")
    for written in ("58 juta", "(50.000.000)", "50.000.000,5", "O"):
        found = faults(read(edited(("Puskesmas", place, written)), BOOK))
        assert "bukan bilangan bulat" in found[f"Puskesmas!{place}"]


def test_a_head_of_the_units_own_is_read() -> None:
    own: Own = {"kolom": {words.key("Pelaksana kegiatan"): "nama", words.key("Kode unik"): "kode"}}

    def edit(book: Workbook) -> None:
        book["Petugas"][f"{LETTERS['nama']}{HEADS}"].value = "Pelaksana Kegiatan"
        book["Petugas"][f"{LETTERS['id']}{HEADS}"].value = "Kode unik (dari Dinas)"

    raw = edited(edit=edit)
    assert read(raw, BOOK).galat != ()
    officers = read_sheets(raw, own).data["petugas"]
    assert [one["nama"] for one in officers] == [one.nama for one in BULAN.petugas]
