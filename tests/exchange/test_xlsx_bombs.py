"""Small workbooks that ask for much room: what the guard looks at is what the library reads."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.exchange.test_xlsx_reader import changed, refusal, sheet_with
from upaya.exchange.xlsx_reader import read_sheet

NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="XFD1048576"><f>1</f></c>',
        '<c r="XFD1048576"><f>1</f><v></v></c>',
        '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c r="$XFD$1048576"><v>1</v></c>',
        '<c r=" XFD1048576"><v>1</v></c>',
        '<c r="XFD0001048576"><v>1</v></c>',
        '<c r=""><v>1</v></c>',
    ],
)
def test_a_cell_at_the_end_of_the_world_is_refused_however_it_is_written(cell: str) -> None:
    said = refusal(sheet_with(f'{NEAR}<row r="1048576">{cell}</row>'))
    assert "di luar" in said or "tidak wajar" in said


@pytest.mark.parametrize("row", ["01", "0", "1e6", " 2", "99999999", ""])
def test_a_row_whose_number_can_be_read_two_ways_is_refused(row: str) -> None:
    said = refusal(sheet_with(f'{NEAR}<row r="{row}"><c><v>1</v></c></row>'))
    assert "tidak wajar" in said


def test_an_empty_cell_far_away_takes_no_room() -> None:
    """A whole column that somebody coloured."""
    sheet = read_sheet(sheet_with(f'{NEAR}<row r="1048576"><c r="XFD1048576" s="1"/></row>'))
    assert (len(sheet.rows), sheet.width) == (1, 1)


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.dat", "xl/worksheets/sheet1.XML"])
def test_a_sheet_under_another_name_is_looked_at_or_refused(name: str) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = sheet_with(NEAR + far)
    moved = changed(content, {SHEET: None, name: _part(content, SHEET)})
    for place in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        old, new = SHEET.rpartition("/")[2].encode(), name.rpartition("/")[2].encode()
        moved = changed(moved, {place: _part(moved, place).replace(old, new)})
    said = refusal(moved)
    assert "tidak wajar" in said or "di luar" in said


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
