"""What a cell means, and how a workbook is written."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.xlsx_made import MOMENT, cell
from upaya.exchange import cells
from upaya.exchange.cells import CellError
from upaya.exchange.xlsx_reader import read_sheet
from upaya.exchange.xlsx_writer import csv_bytes, csv_text, sheet_name, table_bytes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (5, 5),
        ("1.234.567", 1_234_567),
        ("Rp1.234.567", 1_234_567),
        ("Rp 1 234 567", 1_234_567),
        (" 007 ", 7),
        ("-3", -3),
        ("1\u00a0234", 1234),
        ("58.000.000,00", 58_000_000),
        ("58.000.000\u200b", 58_000_000),
    ],
)
def test_whole_numbers_as_people_write_them(written: cells.Value, meant: int) -> None:
    assert cells.whole(cell(written)) == meant


@pytest.mark.parametrize(
    "written",
    ["12,5", "1,234", "1.23", "1.2345", "dua", "", "-", None, True, Decimal("1.5"), 10**15],
)
def test_what_is_no_whole_number_is_refused(written: cells.Value) -> None:
    with pytest.raises(CellError):
        cells.whole(cell(written))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12,5", Decimal("12.5")),
        ("1.234,56", Decimal("1234.56")),
        (Decimal("0.1"), Decimal("0.1")),
        (7, Decimal(7)),
        ("1.234", Decimal(1234)),
    ],
)
def test_decimals_as_people_write_them(written: cells.Value, meant: Decimal) -> None:
    assert cells.decimal(cell(written)) == meant


@pytest.mark.parametrize("written", ["12.5,1", "1,2,3", "NaN", "1e5", ""])
def test_what_is_no_decimal_is_refused(written: str) -> None:
    with pytest.raises(CellError):
        cells.decimal(cell(written))


@pytest.mark.parametrize(
    "written",
    [
        date(2022, 8, 31),
        MOMENT,
        44804,
        "31/08/2022",
        "31-8-2022",
        "31.08.2022",
        "2022-08-31",
        "2022-08-31 00:00:00",
        "31 Agustus 2022",
        " 31  agt 2022 ",
        "31/08/2022 10:15:00",
    ],
)
def test_a_day_however_it_is_written(written: cells.Value) -> None:
    assert cells.day(cell(written)) == date(2022, 8, 31)


@pytest.mark.parametrize(
    "written", ["31/02/2022", "08/31/2022", "31/08/22", "kemarin", 0, -1, True, None]
)
def test_what_is_no_day_is_refused(written: cells.Value) -> None:
    with pytest.raises(CellError, match="bukan tanggal"):
        cells.day(cell(written))


def test_digits_survive_and_rounded_numbers_are_refused() -> None:
    assert cells.digits(cell("9901 0117-0890.0001")) == "9901011708900001"
    assert cells.digits(cell(123456)) == "123456"
    with pytest.raises(CellError, match="dibulatkan"):
        cells.digits(cell(9901011708900001))


def test_text_is_one_line_of_single_spaces() -> None:
    assert cells.text(cell("  Ani\n  Wulandari ")) == "Ani Wulandari"
    assert cells.text(cell(12)) == "12"
    assert cells.text(cell(None)) == ""


# ---------------------------------------------------------------- writing
def test_a_csv_runs_nothing() -> None:
    data = csv_bytes(["Nama", "Nilai"], [["=cmd|' /C calc'!A0", Decimal("12.5")], ["@x", -3]])
    lines = data.decode("utf-8-sig").splitlines()
    assert lines == ["Nama;Nilai", "'=cmd|' /C calc'!A0;12,5", "'@x;-3"]


@given(st.text(max_size=50))
def test_any_text_survives_a_workbook_or_loses_only_control_characters(text: str) -> None:
    found = read_sheet(table_bytes(["a", "b"], [[text, "z"]], text)).rows[1][0]
    clean = "".join(
        sign for sign in text if sign.isprintable() or sign.isspace() or ord(sign) > 159
    )
    assert isinstance(found.value, str) == bool(found.value)
    shown = str(found.value or "")
    assert [sign for sign in shown if sign.isalnum()] == [sign for sign in clean if sign.isalnum()]


def test_a_workbook_holds_no_formula_for_what_was_typed() -> None:
    data = table_bytes(["a"], [["=1+1"], ["{=1+1}"], ["http://x.example"]], "Uji")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not any("rels" in name and "sheet1" in name for name in archive.namelist())


def test_names_of_sheets_are_made_acceptable() -> None:
    assert sheet_name("Petugas: A/B [1]") == "Petugas A B 1"
    assert len(sheet_name("x" * 80)) == 31
    assert sheet_name("'") == "Data"
    assert csv_text("-1") == "'-1"
