"""The month's workbook as offices really send it: what is read, what is left out and said."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from tests.exchange.test_month_workbook import BOOK, BULAN, LETTERS, edited, faults, head
from upaya.cli import main
from upaya.exchange.insentif.json_input import MonthReading
from upaya.exchange.insentif.month_workbook import Extras, Line, Work, read, write_month
from upaya.exchange.xlsx_guard import OLD_FORMAT
from upaya.rules.insentif.serial import bulan_to_dict

Edit = Callable[[Workbook], Any]


def sent(edit: Edit) -> MonthReading:
    return read(edited(edit=edit), BOOK)


def notes(reading: MonthReading) -> dict[str, str]:
    assert reading.bulan is not None, reading.galat
    return {note.letak: note.pesan for note in reading.catatan}


def copy_of_officers(name: str, visits: int) -> Edit:
    """Excel's copy of the sheet, in which somebody went on working."""

    def edit(book: Workbook) -> None:
        copied = book.copy_worksheet(book["Petugas"])
        copied.title = name
        copied[f"{LETTERS['frekuensi']}5"].value = visits

    return edit


# ---------------------------------------------------------------- which sheet
@pytest.mark.parametrize("name", ["Petugas(lama)", "Petugas (2)", "Petugas2", "PETUGAS-"])
def test_the_sheet_of_the_exact_name_wins_and_the_other_is_named(name: str) -> None:
    reading = sent(copy_of_officers(name, 99))
    assert reading.bulan == BULAN
    assert notes(reading) == {
        "Petugas": f"yang dibaca lembar “Petugas”; tidak dibaca: “{name}”",
    }


def test_one_sheet_of_like_name_will_do() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].title = "Petugas (Agustus)"

    reading = sent(edit)
    assert reading.bulan == BULAN
    assert notes(reading) == {"Petugas": "dibaca dari lembar “Petugas (Agustus)”"}


def test_two_sheets_that_cannot_be_told_apart_are_a_fault_that_names_both() -> None:
    def edit(book: Workbook) -> None:
        copy_of_officers("Petugas(2)", 99)(book)
        book["Petugas"].title = "Petugas(1)"

    (fault,) = sent(edit).galat
    assert fault.letak == "Petugas"
    assert "“Petugas(1)” dan “Petugas(2)” tidak dapat dibedakan" in fault.pesan


# ---------------------------------------------------------------- heads and labels
def test_heads_and_labels_are_read_without_their_brackets() -> None:
    def edit(book: Workbook) -> None:
        officers, form = book["Petugas"], book["Puskesmas"]
        officers[f"{LETTERS['orang_hari']}4"].value = "Kegiatan Mgt"
        officers[f"{LETTERS['frekuensi']}4"].value = "kegiatan  UKM lapangan"
        for row in form.iter_rows(max_col=1):
            row[0].value = str(row[0].value or "").partition(" (")[0]

    reading = sent(edit)
    assert reading.bulan == BULAN
    assert reading.catatan == ()


def test_a_column_nobody_asked_for_is_left_out_and_said_once() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet["K4"].value, sheet["L4"].value = "NIP", "Keterangan"
        sheet["K5"].value = "199001012015011001"

    reading = sent(edit)
    assert reading.bulan == BULAN
    assert notes(reading) == {"Petugas!K4": "kolom tidak dibaca: “NIP”, “Keterangan”"}


# ---------------------------------------------------------------- below the table
def test_place_date_and_signatures_below_the_table_are_left_out_and_said() -> None:
    def edit(book: Workbook) -> None:
        officers, services, form = book["Petugas"], book["Pelayanan"], book["Puskesmas"]
        officers["B9"].value = "Kendit, 31 Agustus 2022"
        officers["B10"].value, officers["G10"].value = "Kepala Puskesmas,", "Bendahara,"
        officers["B14"].value, officers["G14"].value = "dr. Contoh", "Contoh, A.Md."
        officers["C15"].value = "NIP 990101"
        services["B20"].value = "Mengetahui,"
        form["A30"].value, form["B30"].value = "Mengetahui,", "Kepala Puskesmas"

    reading = sent(edit)
    assert reading.bulan == BULAN
    assert notes(reading) == {
        "Puskesmas!A30": "1 baris di bawah tabel tidak dibaca, mulai “Mengetahui,”",
        "Pelayanan!B20": "1 baris di bawah tabel tidak dibaca, mulai “Mengetahui,”",
        "Petugas!B9": "4 baris di bawah tabel tidak dibaca, mulai “Kendit, 31 Agustus 2022”",
    }


def test_an_officer_after_a_gap_is_an_officer_and_not_a_signature() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Petugas"]
        sheet.insert_rows(6, 2)
        sheet[f"{LETTERS['pendidikan']}8"].value = None

    places = faults(sent(edit))
    assert places == {f"Petugas!{LETTERS['pendidikan']}8": "Pendidikan: belum diisi"}


def test_a_signature_below_the_grid_is_no_officer() -> None:
    work = Work(
        (Line("a.1", "Kunjungan", "lapangan"), Line("h.1", "Rapat", "manajemen")),
        {"p1": {"a.1": 20, "h.1": 10}, "p2": {"a.1": 20, "h.1": 10}},
    )
    book = openpyxl.load_workbook(
        BytesIO(write_month(bulan_to_dict(BULAN), Extras(work=work, tanpa_sk=frozenset())))
    )
    book["Kegiatan"]["B12"].value = "Kendit, 31 Agustus 2022"
    for sheet, cells in (("Petugas", "IJK"), ("Kegiatan", "DE")):
        for letter in cells:
            for row in book[sheet][letter]:
                if row.data_type == "f":  # as after a spreadsheet computed and somebody pasted
                    row.value = {"Petugas": None, "Kegiatan": 0}[sheet]
    for row, letters in ((5, "JK"), (6, "JK")):
        for letter, value in zip(letters, (10, 20), strict=True):
            book["Petugas"][f"{letter}{row}"].value = value
    target = BytesIO()
    book.save(target)
    reading = read(target.getvalue(), BOOK)
    assert reading.galat == ()
    assert reading.bulan == BULAN
    assert [note.letak for note in reading.catatan] == ["Kegiatan!B12"]


def test_hidden_rows_are_counted_and_that_is_said() -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].row_dimensions[6].hidden = True
        book["Petugas"].row_dimensions[30].hidden = True  # nothing stands there

    reading = sent(edit)
    assert reading.bulan == BULAN
    assert notes(reading) == {"Petugas": "baris tersembunyi ikut dibaca: baris 6"}


# ---------------------------------------------------------------- what stands in the cells
@pytest.mark.parametrize(
    "written",
    [
        "50.000.000,00",
        "50.000.000\u200b",
        "50\u00a0000\u00a0000",
        "Rp 50.000.000,-",
        "Rp50.000.000",
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str) -> None:
    reading = read(edited(("Puskesmas", head("Penyerapan bulan ybs (Rp)"), written)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert reading.bulan.bok_diserap == 50_000_000


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("50.000.000,50", "tanpa angka di belakang koma"),
        ("5E+07", "pangkat sepuluh"),
        ("50\u200b.000x", "“50[U+200B].000x”"),
        ("-", "belum diisi"),
    ],
)
def test_an_amount_that_is_none_is_refused_by_its_cell(written: str, words: str) -> None:
    place = head("Penyerapan bulan ybs (Rp)")
    found = faults(read(edited(("Puskesmas", place, written)), BOOK))
    assert words in found[f"Puskesmas!{place}"]


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("golongan", "III/d", "III"),
        ("golongan", "Penata Tk. I (III/d)", "III"),
        ("golongan", "IV a", "IV"),
        ("pendidikan", "D-III", "D3"),
        ("pendidikan", "DIII Keperawatan", "D3"),
        ("pendidikan", "S.1", "S1"),
        ("status", "P3K", "PPPK"),
        ("status", "Honorer", "non_ASN"),
        ("jabatan_tambahan", "-", 0),
        ("frekuensi", "\u2013", 0),
        ("frekuensi", "20 ", 20),
        ("jabatan_utama", "Kasubag TU / PJ UKM", ("kepala_tu", "pj_ukm")),
        ("jabatan_utama", "-", ("tanpa_jabatan",)),
    ],
)
def test_words_of_decrees_are_read(key: str, written: str, value: object) -> None:
    reading = read(edited(("Petugas", f"{LETTERS[key]}5", written)), BOOK)
    assert reading.bulan is not None, reading.galat
    assert getattr(reading.bulan.petugas[0], key) == value


def test_a_pppk_keeps_the_grade_that_a_pns_has_not() -> None:
    cells = [("Petugas", f"{LETTERS['golongan']}5", "IX")]
    refused = faults(read(edited(*cells), BOOK))
    assert "golongan PNS" in refused[f"Petugas!{LETTERS['golongan']}5"]
    reading = read(edited(*cells, ("Petugas", f"{LETTERS['status']}5", "PPPK")), BOOK)
    assert reading.bulan is not None
    assert reading.bulan.petugas[0].golongan == "IX"


def test_own_words_of_a_unit_are_read() -> None:
    from upaya.exchange.insentif.month_workbook import read_sheets  # noqa: PLC0415 - beside `read`

    raw = edited(("Petugas", f"{LETTERS['status']}5", "Non PNS"))
    assert [f.letak for f in read_sheets(raw).faults] == [f"Petugas!{LETTERS['status']}5"]
    found = read_sheets(raw, {"status": {"nonpns": "non_ASN"}})
    assert found.faults == []
    assert found.data["petugas"][0]["status"] == "non_ASN"


# ---------------------------------------------------------------- the command line
def test_the_command_says_what_the_file_hides_and_what_is_not_plausible(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def edit(book: Workbook) -> None:
        book["Petugas"].row_dimensions[6].hidden = True
        book["Puskesmas"][head("RPK BOK bulan ybs (Rp)")].value = 64
        book["Puskesmas"][head("Penyerapan bulan ybs (Rp)")].value = 58

    path = tmp_path / "bulan.xlsx"
    path.write_bytes(edited(edit=edit))
    assert main(["hitung", "insentif", str(path), "--jelaskan"]) == 0
    said = capfdbinary.readouterr().out.decode()
    place = f"Puskesmas!{head('Penyerapan bulan ybs (Rp)')}"
    assert f"* {place}: Penyerapan BOK Rp58 di bawah Rp1.000.000" in said
    assert "* Petugas: baris tersembunyi ikut dibaca: baris 6" in said


def test_last_months_file_is_what_the_command_compares_with(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    now, before = tmp_path / "bulan.xlsx", tmp_path / "lalu.xlsx"
    now.write_bytes(edited())
    before.write_bytes(edited(("Puskesmas", head("Jumlah penduduk"), 20_000)))
    assert main(["hitung", "insentif", str(now), "--sebelumnya", str(before)]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert f"Puskesmas!{head('Jumlah penduduk')}: Jumlah penduduk 30.000, bulan lalu 20.000" in said
    before.write_bytes(edited(("Puskesmas", head("Jumlah penduduk"), "banyak")))
    assert main(["hitung", "insentif", str(now), "--sebelumnya", str(before)]) == 2
    assert "--sebelumnya Puskesmas!" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("name", ["lama.xls", "lama.xlsx", "lama.json"])
def test_the_old_format_gets_the_sentence_of_the_page(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert main(["hitung", "insentif", str(path)]) == 2
    assert OLD_FORMAT in capfdbinary.readouterr().out.decode()
