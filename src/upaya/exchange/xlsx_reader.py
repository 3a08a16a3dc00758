"""Reading one sheet of a workbook that anybody may have sent; no formula runs, no link opens."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import python_calamine as calamine

from upaya.exchange import isolated
from upaya.exchange.cells import Cell, Value
from upaya.exchange.xlsx_guard import Checked, Limits, Part, XlsxError, check, one_line

__all__ = ["Limits", "Sheet", "XlsxError", "read_sheet", "sheet_names"]

Row = tuple[Cell, ...]
_DEFAULT = Limits()
# A cell can smuggle these in as _x0000_; nobody typed them, and no database keeps the first.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")
# The library's own surprise, for example a date in the year 10^297: no Exception, yet only this
# file's fault. It has no name that could be imported.
_PANIC = "PanicException"
KILLED = (
    "Berkas ini tidak dapat dibaca dalam batas memori dan waktu. Salin tabelnya saja ke berkas "
    "baru, lalu coba lagi."
)
_Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, from A1 on: every row has `width` cells, empty ones included.

    A formula's cell holds the value that the spreadsheet last computed. A cell that was merged into
    another carries a fault, because its own value does not exist.
    """

    name: str
    rows: tuple[Row, ...]
    width: int
    hidden: frozenset[int] = frozenset()
    """Rows that hold a value and are hidden: they are read like all others."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns (from 1) that are hidden; they are read too."""
    unseen: bool = False
    """Whether the whole sheet is hidden."""


def read_sheet(data: bytes, sheet: str | None = None, limits: Limits = _DEFAULT) -> Sheet:
    """The sheet called `sheet` (the first visible one when None); XlsxError when refused.

    The name is compared without regard to case and surrounding spaces.
    """
    checked = check(data, limits)
    try:
        name, raw, areas, unseen = isolated.run(raw_sheet, checked.data, sheet)
    except isolated.RefusedError as fault:
        raise XlsxError(str(fault)) from fault
    except isolated.KilledError as fault:
        raise XlsxError(KILLED) from fault
    part = checked.sheets.get(one_line(name))
    if part is None:
        raise XlsxError("Susunan berkas XLSX tidak wajar. Simpan ulang dari Excel.")
    return replace(_sheet(name, raw, areas, part), unseen=unseen)


def raw_sheet(data: bytes, sheet: str | None) -> tuple[str, list[list[Any]], list[_Area], bool]:
    """Name, values, merged areas of a sheet that passed the guard, and whether it is hidden."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _choose(book, sheet)
        found = book.get_sheet_by_name(name)
        rows, areas = found.to_python(skip_empty_area=False), found.merged_cell_ranges or []
        return name, rows, areas, _is_hidden(book, name)
    except XlsxError:
        raise
    except BaseException as fault:
        if not isinstance(fault, Exception) and type(fault).__name__ != _PANIC:
            raise
        raise XlsxError("Berkas XLSX rusak. Simpan ulang dari Excel atau LibreOffice.") from fault


def _is_hidden(book: calamine.CalamineWorkbook, name: str) -> bool:
    shown = calamine.SheetVisibleEnum.Visible
    return any(row.name == name and row.visible != shown for row in book.sheets_metadata)


def sheet_names(data: bytes, limits: Limits = _DEFAULT) -> tuple[str, ...]:
    """Names of the sheets of a workbook, in its order."""
    checked: Checked = check(data, limits)
    return tuple(checked.sheets)


def _choose(book: calamine.CalamineWorkbook, wanted: str | None) -> str:
    visible = [
        row.name
        for row in book.sheets_metadata
        if row.typ == calamine.SheetTypeEnum.WorkSheet
        and (wanted is not None or row.visible == calamine.SheetVisibleEnum.Visible)
    ]
    if wanted is None and visible:
        return visible[0]
    for name in visible:
        if wanted is not None and one_line(name).casefold() == one_line(wanted).casefold():
            return name
    if not visible:
        raise XlsxError("Berkas tidak berisi lembar yang dapat dibaca.")
    names = ", ".join(f"'{name}'" for name in visible[:10])
    raise XlsxError(
        f"Lembar '{wanted}' tidak ada. Berkas ini berisi lembar {names}. "
        f"Ubah nama lembar menjadi '{wanted}', atau pakai templat."
    )


def _sheet(name: str, raw: list[list[Any]], areas: list[_Area], part: Part) -> Sheet:
    # A cell with a fault has no value, so the table read may end before it.
    height = max([len(raw), *(row for row, _ in part.faults)])
    width = max([0, *(len(row) for row in raw), *(column for _, column in part.faults)])
    faults = _merged(areas, height, width) | part.faults
    rows = []
    for number in range(1, height + 1):
        values = raw[number - 1] if number <= len(raw) else []
        rows.append(
            tuple(
                Cell(
                    number,
                    column,
                    _value(values[column - 1]) if column <= len(values) else None,
                    faults.get((number, column), ""),
                )
                for column in range(1, width + 1)
            )
        )
    return Sheet(name, tuple(rows), width, frozenset(part.hidden), frozenset(part.hidden_columns))


def _merged(areas: list[_Area], height: int, width: int) -> dict[tuple[int, int], str]:
    """Cells swallowed by a merged area, within the table only: an area may span a million rows."""
    faults: dict[tuple[int, int], str] = {}
    marked = 0
    for (top, left), (bottom, right) in areas:
        marked += max(min(bottom + 1, height) - top, 0) * max(min(right + 1, width) - left, 0)
        if marked > height * width:  # areas that overlap: no spreadsheet makes them
            raise XlsxError("Susunan sel gabungan tidak wajar. Pisahkan sel gabungan.")
        head = Cell(top + 1, left + 1, None).address
        for row in range(top + 1, min(bottom + 1, height) + 1):
            for column in range(left + 1, min(right + 1, width) + 1):
                if (row, column) != (top + 1, left + 1):
                    faults[row, column] = f"sel digabung dengan {head}; pisahkan sel gabungan"
    return faults


def _value(raw: Any) -> Value:  # noqa: ANN401 - whatever the library found
    if raw is None or raw == "":
        return None
    if isinstance(raw, str):
        return _UNSEEN.sub("", raw) or None
    if isinstance(raw, bool | datetime):
        return _day(raw) if isinstance(raw, datetime) else raw
    if isinstance(raw, float):
        # The shortest text that means this number is what was typed.
        exact = Decimal(repr(raw))
        if not exact.is_finite():
            raise XlsxError("Berkas memuat bilangan tak hingga. Periksa rumusnya.")
        return int(exact) if exact == exact.to_integral_value() else exact.normalize()
    if isinstance(raw, int | date):
        return raw
    if isinstance(raw, time | timedelta):
        return str(raw)
    raise XlsxError(f"Isi sel berjenis {type(raw).__name__} tidak dikenal.")


def _day(moment: datetime) -> date:
    return moment.date() if moment.time() == time() else moment
