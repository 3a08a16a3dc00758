"""The month as a workbook: what is written reads as the same month; what people do to it."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl import Workbook

from tests.rules.months import OPTIONS, month, months, officer
from upaya.exchange.insentif.json_input import MonthReading
from upaya.exchange.insentif.month_layout import COLUMNS, HEAD
from upaya.exchange.insentif.month_workbook import Extras, Line, Work, read, read_month, write_month
from upaya.rules.insentif.month import Bulan, Opsi
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.loader import national_book

BOOK = national_book()
UPAYA = str(Path(sys.executable).parent / "upaya")
BULAN = month([officer("p1"), officer("p2", golongan="III", jabatan_utama=("kepala_tu", "pj_ukm"))])

HEADS = {head.label: row for row, head in enumerate(
    (head for head in HEAD if not head.path.startswith("opsi.")), start=4)}  # fmt: skip
LETTERS = {column.key: "BCDEFGHIJ"[place] for place, column in enumerate(
    column for column in COLUMNS if column.key != "ber_sk")}  # fmt: skip


def edited(
    *cells: tuple[str, str, object],
    bulan: Bulan = BULAN,
    edit: Callable[[Workbook], Any] | None = None,
) -> bytes:
    """The workbook of a month after somebody typed in it; formulas are gone, as after Paste."""
    book = openpyxl.load_workbook(BytesIO(write_month(bulan_to_dict(bulan))))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = None
    for name, place, value in cells:
        book[name][place].value = value
    if edit:
        edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def head(label: str) -> str:
    return f"B{HEADS[label]}"


def faults(reading: MonthReading) -> dict[str, str]:
    assert reading.bulan is None
    return {fault.letak: fault.pesan for fault in reading.galat}


# ---------------------------------------------------------------- out and back
@settings(max_examples=40)
@given(bulan=months(), opsi=OPTIONS)
def test_what_is_written_reads_as_the_same_month(bulan: Bulan, opsi: Opsi) -> None:
    data = bulan_to_dict(bulan, opsi)
    reading = read(write_month(data), BOOK)
    assert reading.galat == ()
    assert reading.bulan == bulan
    assert reading.opsi == opsi


def test_work_per_menu_line_gives_oh_and_frekuensi() -> None:
    work = Work(
        (Line("a.1", "Kunjungan", "lapangan"), Line("a.2", "Kelas", "lapangan"),
         Line("h.1", "Rapat", "manajemen")),
        {"p1": {"a.1": 12, "a.2": 8, "h.1": 10}, "p2": {"a.2": 20, "h.1": 10}},
    )  # fmt: skip
    raw = write_month(bulan_to_dict(BULAN), Extras(work=work, tanpa_sk=frozenset()))
    reading = read(raw, BOOK)
    assert reading.galat == ()
    assert reading.bulan == BULAN


def test_work_without_a_decree_counts_for_nothing() -> None:
    work = Work((Line("h.1", "Rapat", "manajemen"),), {"p1": {"h.1": 10}, "p2": {"h.1": 10}})
    data = bulan_to_dict(BULAN)
    for person in data["petugas"]:
        person["frekuensi"] = 0
    data["petugas"][1]["orang_hari"] = 0
    raw = write_month(data, Extras(work=work, tanpa_sk=frozenset({"p2"})))
    reading = read(raw, BOOK)
    assert reading.bulan is not None, reading.galat
    assert [p.orang_hari for p in reading.bulan.petugas] == [10, 0]


def test_the_empty_form_asks_for_everything_at_once() -> None:
    found = read(write_month({}), BOOK)
    places = faults(found)
    assert places[f"Puskesmas!{head('Nama Puskesmas')}"] == "Nama Puskesmas: belum diisi"
    assert places["Petugas"] == "daftar petugas kosong"
    assert len([place for place in places if place.startswith("Pelayanan!")]) == 24
    assert not [fault for fault in found.galat if "wajib diisi" in fault.pesan]


def test_read_month_gives_the_plain_input_and_no_fault() -> None:
    data, found = read_month(write_month(bulan_to_dict(BULAN)))
    assert found == []
    assert data == bulan_to_dict(BULAN)


# ---------------------------------------------------------------- what people type
@pytest.mark.parametrize(
    "written",
    [
        "2022-08", "Agustus 2022", "agustus  2022", "Agt 2022", "08/2022", "8-2022",
        "31/08/2022", date(2022, 8, 17), datetime(2022, 8, 1), 44774,  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_month_may_be_written_in_many_ways(written: object) -> None:
    reading = read(edited(("Puskesmas", head("Bulan"), written)), BOOK)
    assert reading.bulan == BULAN


@pytest.mark.parametrize(
    ("written", "value"),
    [("Rp50.000.000", 50_000_000), ("50.000.000", 50_000_000), (" 50 000 000 ", 50_000_000),
     ("50000000", 50_000_000), (50_000_000.0, 50_000_000), ("0", 0)],
)  # fmt: skip
def test_an_amount_may_be_text(written: object, value: int) -> None:
    place = head("Penyerapan bulan ybs (Rp)")
    reading = read(edited(("Puskesmas", place, written)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert reading.bulan.bok_diserap == value


@pytest.mark.parametrize("written", ["0,20", "0.20", 0.2, "0,2"])
def test_an_index_may_have_comma_or_point(written: object) -> None:
    place = head("INDEKS BEBAN KERJA, jumlah penduduk (d)")
    reading = read(edited(("Puskesmas", place, written)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert reading.bulan.indeks == {"beban_kerja": Decimal("0.2")}


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("status", "non asn", "non_ASN"),
        ("status", " Pns ", "PNS"),
        ("golongan", "-", None),
        ("golongan", "iv", "IV"),
        ("pendidikan", "PROFESI", "profesi"),
        ("jabatan_utama", "PJ UKM; Kepala  TU", ("pj_ukm", "kepala_tu")),
        ("jabatan_utama", "kepala_puskesmas", ("kepala_puskesmas",)),
        ("jabatan_tambahan", None, 0),
        ("orang_hari", "7", 7),
        ("frekuensi", None, 0),
        ("nama", None, ""),
    ],
)
def test_words_and_numbers_of_an_officer(key: str, written: object, value: object) -> None:
    reading = read(edited(("Petugas", f"{LETTERS[key]}5", written)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert getattr(reading.bulan.petugas[0], key) == value


def test_a_code_of_digits_may_have_become_a_number() -> None:
    reading = read(edited(("Petugas", "B5", 12_345)), BOOK)
    assert reading.bulan is not None
    assert reading.bulan.petugas[0].id == "12345"


def test_a_district_code_may_have_become_a_number() -> None:
    reading = read(edited(("Puskesmas", head("Kode kabupaten"), 35.1)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert reading.bulan.kabupaten == "35.10"


def test_gaps_notes_and_totals_are_no_officers() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet.insert_rows(6, 3)
        sheet["C20"].value = "Jumlah"
        sheet["I20"].value = 20
        sheet["M5"].value = "catatan di luar tabel"

    assert read(edited(edit=edit), BOOK).bulan == BULAN


def test_columns_may_change_places_and_sheets_their_case() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].move_range("I4:J6", cols=4)
        book["Petugas"].title = "P"  # openpyxl takes a name of other case for a second one
        book["P"].title = "PETUGAS"
        book.move_sheet("Puskesmas", 2)

    assert read(edited(edit=edit), BOOK).bulan == BULAN


# ---------------------------------------------------------------- what is wrong
def test_all_faults_are_said_at_once_by_sheet_and_cell() -> None:
    raw = edited(
        ("Puskesmas", head("Jumlah penduduk"), "tiga puluh ribu"),
        ("Puskesmas", head("Penyerapan bulan ybs (Rp)"), -5),
        ("Puskesmas", head("Karakteristik wilayah"), "kota besar"),
        ("Puskesmas", head("INDEKS KESULITAN (c)"), "1,2"),
        ("Pelayanan", "C5", None),
        ("Pelayanan", "D6", "banyak"),
        ("Petugas", f"{LETTERS['status']}5", "ASN"),
        ("Petugas", f"{LETTERS['orang_hari']}6", 32),
        ("Petugas", f"{LETTERS['frekuensi']}5", 2.5),
        ("Petugas", f"{LETTERS['id']}6", "p1"),
    )
    found = faults(read(raw, BOOK))
    wanted = {
        f"Puskesmas!{head('Jumlah penduduk')}": "bukan bilangan bulat",
        f"Puskesmas!{head('Penyerapan bulan ybs (Rp)')}": "tidak boleh negatif",
        f"Puskesmas!{head('Karakteristik wilayah')}": "perkotaan, perdesaan, terpencil",
        f"Puskesmas!{head('INDEKS KESULITAN (c)')}": "dari 0 sampai 1",
        "Pelayanan!C5": "belum diisi; tulis 0",
        "Pelayanan!D6": "bukan bilangan bulat",
        f"Petugas!{LETTERS['status']}5": "PNS, PPPK, non-ASN",
        f"Petugas!{LETTERS['orang_hari']}6": "melebihi 31 hari",
        f"Petugas!{LETTERS['frekuensi']}5": "bukan bilangan bulat",
        f"Petugas!{LETTERS['id']}6": "sudah dipakai Petugas!B5",
    }
    assert found.keys() == wanted.keys()
    assert not [place for place, words in wanted.items() if words not in found[place]], found


def test_merged_cells_and_broken_formulas_are_refused_where_they_are() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].merge_cells("I5:I6")
        book["Pelayanan"]["C5"].value = "#REF!"
        book["Pelayanan"]["C5"].data_type = "e"
        book["Pelayanan"]["D5"].value = "=1+1"

    found = faults(read(edited(edit=edit), BOOK))
    assert "digabung dengan I5" in found["Petugas!I6"]
    assert "galat rumus" in found["Pelayanan!C5"]
    assert "belum pernah dihitung" in found["Pelayanan!D5"]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [("Petugas", "Lembar 'Petugas' tidak ada"), ("Pelayanan", "Lembar 'Pelayanan' tidak ada")],
)
def test_a_missing_sheet_is_one_fault(sheet: str, words: str) -> None:
    found = read(edited(edit=lambda book: book.remove(book[sheet])), BOOK).galat
    assert [fault.letak for fault in found] == [sheet]
    assert words in found[0].pesan


def test_a_missing_column_and_a_missing_line_are_named() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"]["F4"].value = "Sekolah"
        book["Puskesmas"][f"A{HEADS['Jumlah penduduk']}"].value = "Warga"
        book["Pelayanan"]["B16"].value = "Pelayanan lain"

    found = read(edited(edit=edit), BOOK).galat
    said = " ".join(fault.pesan for fault in found)
    assert "kolom “Pendidikan” tidak ada" in said
    assert "baris “Jumlah penduduk” tidak ada" in said
    assert "label “Warga” tidak dikenal" in said
    assert "pelayanan ini tidak dikenal" in said
    assert not [fault for fault in found if "wajib diisi" in fault.pesan]


def test_a_line_given_twice_is_refused() -> None:
    def edit(book: Workbook) -> None:
        book["Puskesmas"]["A40"].value = "Jumlah penduduk"
        book["Puskesmas"]["B40"].value = 5
        book["Pelayanan"]["B6"].value = "Ibu hamil"

    found = faults(read(edited(edit=edit), BOOK))
    assert "sudah diisi di" in found["Puskesmas!B40"]
    assert "ada dua" in found["Pelayanan!B6"]


def test_absorption_above_the_pagu_names_its_cell() -> None:
    raw = edited(("Puskesmas", head("Sisa pagu BOK sebelum bulan ini (Rp)"), 1_000))
    found = faults(read(raw, BOOK))
    assert "melebihi sisa pagu" in found[f"Puskesmas!{head('Penyerapan bulan ybs (Rp)')}"]


def test_a_month_before_any_rule_names_its_cell() -> None:
    found = faults(read(edited(("Puskesmas", head("Bulan"), "Juli 2022")), BOOK))
    assert list(found) == [f"Puskesmas!{head('Bulan')}"]


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04 rusak", b"{}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_workbook_is_one_fault_of_the_whole_file(raw: bytes) -> None:
    found = read(raw, BOOK).galat
    assert [fault.letak for fault in found] == [""]
    assert read_month(raw)[1][0].letak == ""


def test_sums_that_disagree_with_the_sheet_kegiatan_are_refused() -> None:
    work = Work((Line("h.1", "Rapat", "manajemen"),), {"p1": {"h.1": 10}})
    raw = write_month(bulan_to_dict(BULAN), Extras(work=work, tanpa_sk=frozenset()))
    found = faults(read(raw, BOOK))
    assert "padahal jumlah di lembar Kegiatan 0" in found["Petugas!K5"]
    assert "padahal jumlah di lembar Kegiatan 0" in found["Petugas!J6"]


# ---------------------------------------------------------------- the form itself
def test_choices_are_lists_and_headers_say_their_article() -> None:
    book = openpyxl.load_workbook(BytesIO(write_month(bulan_to_dict(BULAN))))
    sheet = book["Petugas"]
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in
             sheet.data_validations.dataValidation}  # fmt: skip
    assert lists[f"{LETTERS['status']}5"] == '"PNS,PPPK,non-ASN"'
    comment = sheet[f"{LETTERS['orang_hari']}4"].comment
    assert comment is not None
    assert "Pasal 11A ayat (7)" in comment.text
    assert sheet.page_setup.orientation == "landscape"


def test_nothing_that_was_typed_becomes_a_formula() -> None:
    bulan = month([officer("=1+1", nama="=cmd|'/c calc'!A0")], puskesmas="=HYPERLINK(0)")
    raw = write_month(bulan_to_dict(bulan))
    assert read(raw, BOOK).bulan == bulan
    book = openpyxl.load_workbook(BytesIO(raw))
    assert book["Petugas"]["C5"].data_type == "s"
    assert book["Petugas"]["B5"].data_type == "s"


@pytest.mark.budget(6, "ten thousand rows of a workbook")
def test_ten_thousand_officers_are_read() -> None:
    bulan = month([officer(f"p{n:05d}") for n in range(10_000)])
    assert read(write_month(bulan_to_dict(bulan)), BOOK).bulan == bulan


# ---------------------------------------------------------------- the command
def _run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([UPAYA, *arguments], input=given, capture_output=True, check=False)


def test_the_command_takes_a_workbook_and_writes_one(tmp_path: Path) -> None:
    source, target = tmp_path / "bulan.xlsx", tmp_path / "hasil.xlsx"
    source.write_bytes(write_month(bulan_to_dict(BULAN)))
    done = _run("hitung", "insentif", str(source), "--keluaran", str(target))
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    same = _run("hitung", "insentif", "-", given=json.dumps(bulan_to_dict(BULAN)).encode())
    assert json.loads(same.stdout) == answer
    sheet = openpyxl.load_workbook(target, data_only=True)["Petugas"]
    at = next(n for n, cell in enumerate(sheet[4], start=1) if cell.value == "Bruto (Rp)")
    shown = [sheet.cell(row, at).value for row in (5, 6)]
    assert shown == [person["bruto"] for person in answer["petugas"]]


def test_the_command_answers_a_bad_workbook_with_cells(tmp_path: Path) -> None:
    source = tmp_path / "bulan.xlsx"
    source.write_bytes(edited(("Petugas", "B5", None), ("Pelayanan", "C5", "x")))
    done = _run("hitung", "insentif", str(source))
    assert (done.returncode, done.stderr) == (2, b"")
    places = [fault["letak"] for fault in json.loads(done.stdout)["galat"]]
    assert places == ["Pelayanan!C5", "Petugas!B5"]
    piped = _run("hitung", "insentif", "-", given=source.read_bytes())
    assert piped.stdout == done.stdout


def test_a_place_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    source = tmp_path / "bulan.xlsx"
    source.write_bytes(write_month(bulan_to_dict(BULAN)))
    done = _run("hitung", "insentif", str(source), "--keluaran", str(tmp_path / "x" / "y.xlsx"))
    assert done.returncode == 2
    assert json.loads(done.stdout)["galat"][0]["letak"] == "--keluaran"
