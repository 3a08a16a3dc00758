"""Lists of officers in more of the shapes that offices give them; each read as the tidy one."""

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.factories.pegawai import nik_rekaan
from tests.pegawai.test_impor import ROW, TITLES, book, faults
from tests.pegawai.test_impor_daftar import edited, good
from upaya.pegawai.models import Petugas

pytestmark = pytest.mark.django_db

Edit = Callable[[Workbook], Any]
NAMES = [*TITLES]


def place(name: str) -> int:
    """The column (from 1) of a field in the template."""
    return NAMES.index(name) + 1


def only(edit: Edit) -> Petugas:
    """The one officer of a file in which somebody worked; as the tidy file has."""
    (officer,) = good(edited(edit)).simpan
    (tidy,) = good(book(ROW)).simpan
    assert {name: getattr(officer, name) for name in NAMES[1:]} == {
        name: getattr(tidy, name) for name in NAMES[1:]
    }
    return officer


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("nama", "Nama Lengkap dan Gelar"),
        ("nik", "NO. KTP"),
        ("nip", "NIP / NIPPPK"),
        ("pendidikan", "Jenjang Pendidikan"),
        ("status", "Jenis Kepegawaian"),
        ("golongan", "Pangkat / Golongan Ruang"),
        ("rekening", "No. Rekening Bank"),
        ("nama_rekening", "Nama di Rekening"),
    ],
)
def test_heads_are_known_by_the_words_of_all_entrances(name: str, written: str) -> None:
    def edit(made: Workbook) -> None:
        made["Petugas"].cell(1, place(name)).value = written

    only(edit)


def test_heads_under_a_band_of_groups_and_a_row_of_numbers_are_read() -> None:
    def edit(made: Workbook) -> None:
        sheet = made["Petugas"]
        sheet.insert_rows(1, 4)
        for number, cell in enumerate(sheet[5], start=1):
            in_group = number in (place("bank"), place("rekening"), place("nama_rekening"))
            sheet.cell(4, number).value = None if in_group else cell.value
            if not in_group:
                letter = get_column_letter(number)
                sheet.merge_cells(f"{letter}4:{letter}5")
        sheet.cell(4, place("bank")).value = "Rekening bank penerima"
        sheet.merge_cells(start_row=4, end_row=4, start_column=place("bank"),
                          end_column=place("nama_rekening"))  # fmt: skip
        sheet.insert_rows(6)
        for number in range(1, len(NAMES) + 1):
            sheet.cell(6, number).value = number
        sheet["A1"].value = "DAFTAR PETUGAS"

    only(edit)


@pytest.mark.parametrize("label", ["Jumlah", "TOTAL : 1 orang"])
def test_a_line_that_counts_is_nobody(label: str) -> None:
    def edit(made: Workbook) -> None:
        made["Petugas"].cell(3, place("nama")).value = label
        made["Petugas"].cell(3, place("status")).value = "1"

    only(edit)


def test_hidden_columns_are_read_and_that_is_said() -> None:
    def edit(made: Workbook) -> None:
        letter = get_column_letter(place("rekening"))
        made["Petugas"].column_dimensions[letter].hidden = True

    only(edit)
    assert good(edited(edit)).catatan == ["Kolom tersembunyi ikut dibaca: “Nomor rekening”."]


def test_a_bank_and_a_holder_that_are_a_dash_are_refused_together() -> None:
    found = faults(book(ROW | {"bank": "-", "nama_rekening": "-"}))
    assert [sentence.partition(":")[0] for sentence in found.values()] == [
        "Nama bank",
        "Nama pemilik rekening",
    ]


@pytest.mark.parametrize(
    "name", ["Sukarno", "dr. Hj. Contoh Binti Orang, Sp.A., M.Kes.", "drg. Contoh", "O'Contoh"]
)
def test_names_of_one_word_and_with_titles_stay_as_written(name: str) -> None:
    (officer,) = good(book(ROW | {"nama": name, "nik": nik_rekaan(7)})).simpan
    assert officer.nama == name
