"""Workbooks as people make them, and as somebody makes them who means harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.xlsx_made import MOMENT
from upaya.exchange import cells
from upaya.exchange.cells import CellError
from upaya.exchange.xlsx_reader import Limits, Sheet, XlsxError, read_sheet, sheet_names
from upaya.exchange.xlsx_writer import table_bytes


def workbook(fill: Callable[[Worksheet], None], title: str = "Petugas") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    fill(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_row(*values: str | float | date | None) -> bytes:
    return workbook(lambda sheet: sheet.append(values))


def changed(data: bytes, replace: dict[str, bytes | None]) -> bytes:
    """`data` with parts replaced, added, or (None) left out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in replace:
                new.writestr(name, old.read(name))
        for name, content in replace.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def sheet_with(xml_rows: str, extra: str = "") -> bytes:
    """A workbook whose only sheet holds these rows as written."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{xml_rows}</sheetData>{extra}</worksheet>"
    )
    return changed(with_row("x"), {"xl/worksheets/sheet1.xml": xml.encode()})


def values(sheet: Sheet, row: int = 0) -> list[object]:
    return [cell.value for cell in sheet.rows[row]]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(XlsxError) as caught:
        read_sheet(data, None, limits or Limits())
    return str(caught.value)


def test_cells_keep_their_type_and_address() -> None:
    sheet = read_sheet(with_row("Ani", 3, 0.1, bool("x"), date(2022, 8, 31), MOMENT, None, "akhir"))
    assert values(sheet) == [
        "Ani",
        3,
        Decimal("0.1"),
        True,
        date(2022, 8, 31),
        MOMENT,
        None,
        "akhir",
    ]
    assert [cell.address for cell in sheet.rows[0]][-1] == "H1"
    assert not any(isinstance(cell.value, float) for cell in sheet.rows[0])


def test_first_cell_is_a1_even_when_the_table_begins_further_down() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C3"] = "x"

    sheet = read_sheet(workbook(fill))
    assert (len(sheet.rows), sheet.width) == (3, 3)
    assert sheet.rows[2][2].address == "C3"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    rows = [["=1+1", "+62", "-5", "@sum", "1.234.567"]]
    sheet = read_sheet(table_bytes(["a", "b", "c", "d", "e"], rows, "Uji"))
    assert values(sheet, 1) == rows[0]


def test_control_characters_that_an_escape_smuggles_in_are_dropped() -> None:
    text = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
    cells_of = text.format("A", "Budi_x0000_ Rek_x0007_aan") + text.format("B", "_x0000_")
    data = sheet_with(f'<row r="1">{cells_of}</row>')
    assert values(read_sheet(data)) == ["Budi Rekaan", None]


def test_a_formula_gives_the_value_computed_last() -> None:
    data = sheet_with('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')
    assert values(read_sheet(data)) == [2]


@pytest.mark.parametrize(
    ("xml", "word"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>1+1</f></c></row>',
            "belum pernah dihitung",
        ),
        ('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c></row>', "galat rumus"),
        ('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>', "galat rumus"),
    ],
)
def test_a_cell_without_a_usable_value_says_so(xml: str, word: str) -> None:
    cell = read_sheet(sheet_with(xml)).rows[0][-1]
    assert word in cell.fault
    assert not cell.empty
    with pytest.raises(CellError, match=word):
        cells.text(cell)


def test_cells_swallowed_by_a_merge_say_where_their_value_went() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Nama", "NIK"])
        sheet.append(["Ani", "1"])
        sheet.append(["hilang", "2"])
        sheet.merge_cells("A2:A3")

    sheet = read_sheet(workbook(fill))
    assert sheet.rows[1][0].value == "Ani"
    assert "A2" in sheet.rows[2][0].fault
    assert sheet.rows[2][1].fault == ""


def test_the_sheet_is_found_by_name_whatever_its_case() -> None:
    data = with_row("x")
    assert read_sheet(data, " petugas ").name == "Petugas"
    assert sheet_names(data) == ("Petugas",)


def test_a_missing_sheet_is_answered_with_the_names_that_are_there() -> None:
    with pytest.raises(XlsxError, match=r"Lembar 'Bulan' tidak ada.*'Petugas'"):
        read_sheet(with_row("x"), "Bulan")


def test_an_empty_sheet_has_no_rows() -> None:
    assert read_sheet(sheet_with("")).rows == ()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "bukan berkas XLSX"),
        (b"nama;nik\r\nAni;1", "bukan berkas XLSX"),
        (b"<html></html>", "bukan berkas XLSX"),
        (b"PK\x03\x04 dan bukan arsip", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kata sandi"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data: bytes, word: str) -> None:
    assert word in refusal(data)


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"xl/vbaProject.bin": b"x"}, "makro"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "menaut"),
        ({"xl/connections.xml": b"<a/>"}, "menaut"),
        ({"xl/embeddings/oleObject1.bin": b"x"}, "sisipan"),
        ({"xl/workbook.bin": b"x"}, "xlsb"),
        ({"xl/workbook.xml": None}, "bukan buku kerja"),
        ({"[Content_Types].xml": None}, "bukan buku kerja"),
        ({"xl/workbook.xml": b"<workbook"}, "rusak"),
        ({"xl/workbook.xml": b"<workbook/>"}, "tidak berisi lembar"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}, "rusak"),
        (
            {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "b">]><sst>&b;</sst>'},
            "definisi XML",
        ),
        (
            {"docProps/core.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")},
            "definisi XML",
        ),
    ],
)
def test_dangerous_parts_are_refused(parts: dict[str, bytes | None], word: str) -> None:
    assert word in refusal(changed(with_row("x"), parts))


def test_a_bomb_is_refused_while_it_is_unpacked() -> None:
    bomb = changed(with_row("x"), {"xl/media/a.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    assert len(bomb) < 100_000
    assert "membengkak" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = changed(with_row("x"), {"a.bin": b"\0" * 5_000_000})
    size = (5_000_000).to_bytes(4, "little")
    assert size in honest
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    assert refusal(lying)


def test_many_small_parts_are_refused() -> None:
    many = changed(with_row("x"), {f"xl/a{number}.bin": b"x" for number in range(600)})
    assert "bagian" in refusal(many)


def test_a_part_that_stands_twice_is_refused() -> None:
    target = io.BytesIO(with_row("x"))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert "tidak wajar" in refusal(target.getvalue())


def test_a_sealed_entry_is_refused() -> None:
    data = bytearray(with_row("x"))
    start = 0
    while (at := data.find(b"PK\x01\x02", start)) >= 0:
        data[at + 8] |= 1  # the flag that says "encrypted" in the central directory
        start = at + 4
    assert "kata sandi" in refusal(bytes(data))


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="19000"><c r="CV19000"><v>1</v></c></row>',
    ],
)
def test_a_far_away_cell_does_not_cost_memory(xml: str) -> None:
    assert "di luar" in refusal(sheet_with(xml))


def test_styled_empty_cells_far_away_do_no_harm() -> None:
    data = sheet_with(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"/></row>'
    )
    assert values(read_sheet(data)) == [1]


def test_merged_areas_that_overlap_a_thousand_times_are_refused() -> None:
    merges = "".join('<mergeCell ref="A1:CV4000"/>' for _ in range(900))
    data = sheet_with(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="4000"><c r="CV4000"><v>1</v></c></row>',
        f"<mergeCells>{merges}</mergeCells>",
    )
    assert "gabungan" in refusal(data)
    assert "digabung" in refusal(data, Limits(merged=10))


def test_a_file_over_the_limit_is_refused_before_it_is_opened() -> None:
    assert "MB" in refusal(b"PK" + bytes(2_000_000), Limits(size=1_048_576))


@given(st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_words(data: bytes) -> None:
    with pytest.raises(XlsxError):
        read_sheet(b"PK\x03\x04" + data)


def test_a_part_without_a_name_is_refused() -> None:
    assert "tidak wajar" in refusal(_SMALL.replace(b"docProps/app.xml", b"\0ocProps/app.xml"))


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    whole = bytearray(_SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_sheet(bytes(whole))
    except XlsxError as refused:
        assert str(refused)  # noqa: PT017 - reading may also succeed


_SMALL = table_bytes(["Nama", "OH"], [["Ani", 3]], "Uji")
