"""Tables out as XLSX or CSV, safe to open: nothing that a person typed becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from upaya.rules.numbers import EXACT

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"

Value = str | int | bool | Decimal | date | datetime | None

# A spreadsheet reading a CSV takes text with one of these in front for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# XML 1.0 has no place for these, and Excel refuses a file that carries them escaped.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_CELL_LENGTH = 32_767
# Beyond 15 digits a spreadsheet's number loses its last ones; such an integer is written as text.
_WIDEST = 60


def plain(text: str) -> str:
    """`text` as a cell can hold it: without control characters, at most 32,767 characters long."""
    return _cut(_UNPRINTABLE.sub("", text), _CELL_LENGTH)


def _cut(text: str, length: int) -> str:
    """The beginning of `text` in at most `length` UTF-16 units, as a spreadsheet counts."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")


def csv_text(text: str) -> str:
    """`text` for a CSV cell: an apostrophe in front where a spreadsheet would compute it."""
    clean = plain(text)
    return "'" + clean if clean.startswith(_FORMULA_SIGNS) else clean


def new_workbook(target: io.BytesIO) -> xlsxwriter.Workbook:
    """A workbook in memory in which text stays text: no formula, address or number is guessed."""
    return xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "remove_timezone": True,
        },
    )


def formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    """The cell formats of our sheets: title, head, text, number, decimal, date, moment."""
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EFF5FD", "border": 1}
        ),
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({"num_format": "#,##0"}),
        "decimal": book.add_format({"num_format": "#,##0.00########"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }


def write_value(
    sheet: Any,  # noqa: ANN401 - a worksheet; the package has no types
    row: int,
    column: int,
    value: Value,
    looks: dict[str, Any],
) -> None:
    """Write one value by its type. Text is written as text whatever it looks like."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "ya" if value else "tidak", looks["text"])
    elif isinstance(value, int) and abs(value) < EXACT:
        sheet.write_number(row, column, value, looks["number"])
    elif isinstance(value, Decimal) and value.is_finite() and abs(value) < EXACT:
        sheet.write_number(row, column, value, looks["decimal"])
    elif isinstance(value, date):
        look = looks["moment"] if isinstance(value, datetime) else looks["date"]
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_string(row, column, plain(str(value)), looks["text"])


def write_table(
    sheet: Any,  # noqa: ANN401 - a worksheet; the package has no types
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    looks: dict[str, Any],
    first_row: int = 0,
) -> int:
    """Headers at `first_row`, rows below, columns as wide as their text; returns the next row."""
    widths = [len(header) for header in headers]
    for column, header in enumerate(headers):
        sheet.write_string(first_row, column, plain(header), looks["head"])
    number = first_row
    for number, row in enumerate(rows, start=first_row + 1):
        for column, value in enumerate(row):
            write_value(sheet, number, column, value, looks)
            widths[column] = max(widths[column], len(str(value or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(first_row + 1, 0)
    return number + 1


def sheet_name(title: str) -> str:
    """`title` as the name of a sheet: 31 characters, none of those Excel forbids."""
    allowed = " ".join(re.sub(r"[\[\]:*?/\\]", " ", plain(title)).split())
    return _cut(allowed.strip("' "), 31).strip("' ") or "Data"


def table_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str) -> bytes:
    """One table as an XLSX file: headers in row 1, one row per row, `title` as the sheet's name."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        looks = formats(book)
        sheet = book.add_worksheet(sheet_name(title))
        write_table(sheet, headers, rows, looks)
    return target.getvalue()


class Sheet(NamedTuple):
    """A table with the name of the sheet on which it stands."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]


def book_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Tables as one XLSX file to print: each as wide as a page on its side, its head repeated."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        looks = formats(book)
        for one in sheets:
            sheet = book.add_worksheet(sheet_name(one.title))
            write_table(sheet, one.headers, one.rows, looks)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return target.getvalue()


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One table as CSV for spreadsheets set to Indonesian: UTF-8 with mark, semicolons, CRLF."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([csv_text(header) for header in headers])
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8")


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value) if isinstance(value, int) else csv_text(value)
