"""A table once: shown on the page, sorted by its heads, written into the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from upaya.core.lists import Column
from upaya.core.templatetags import upaya as write
from upaya.exchange.xlsx_writer import Value
from upaya.rules.insentif.indicators import desimal
from upaya.rules.insentif.scales import Tafsiran

TOTAL = "Seluruhnya"

Row = Any  # what the columns of a sheet read


@dataclass(frozen=True, slots=True)
class SheetColumn(Column):
    """A column whose figures may carry their meaning; a file has it in a column of its own.

    `value` gives an int, a Fraction, a text or None. One that is not shown stands in files only.
    `note` are soft words below the value.
    """

    tafsir: Callable[[Row], Tafsiran | None] | None = None
    digit: int = 2
    note: Callable[[Row], str] | None = None

    def text(self, row: Row) -> str:
        """The value of one row as people read it, decimals to `digit` places."""
        value = self.plain(row)
        if self.kind == "desimal" and value is not None:
            return write.desimal(value, self.digit)
        return Column.text(self, row)


@dataclass(frozen=True)
class Lembar:
    """Rows under columns, with one line of totals (`jumlah`) that the same columns read.

    `nama` is short, for the sheet of a workbook; `judul` stands above the table.
    """

    nama: str
    judul: str
    kolom: Sequence[SheetColumn]
    baris: Sequence[Row]
    jumlah: Row | None = None
    catatan: str = ""
    kosong: str = "Belum ada bulan yang diajukan pada rentang ini. Pilih rentang lain di atas."
    sort: str = field(default="", compare=False)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The heads as `<c-table>` wants them."""
        return [
            {"key": c.name, "label": c.label, "num": c.numeric, "sortable": bool(self.sort)}
            for c in self.kolom
            if c.show and not c.under
        ]

    @property
    def lines(self) -> Iterator[list[dict[str, Any]]]:
        """The cells of every row."""
        return (self._cells(row) for row in self.baris)

    @property
    def foot(self) -> list[dict[str, Any]]:
        """The cells of the totals."""
        return [] if self.jumlah is None else self._cells(self.jumlah)

    def _cells(self, row: Row) -> list[dict[str, Any]]:
        shown = [column for column in self.kolom if column.show]
        below = [column for column in shown if column.under]
        return [
            _cell(column, row, [one for one in below if one.under == column.name])
            for column in shown
            if not column.under
        ]

    def sorted_by(self, asked: str, default: str) -> Lembar:
        """The same in the order of a column ("nama", "-nama"); rows without a figure come last."""
        columns = {column.name: column for column in self.kolom}
        sort = asked if asked.removeprefix("-") in columns else default
        column = columns[sort.removeprefix("-")]
        known = [row for row in self.baris if column.plain(row) is not None]
        rest = [row for row in self.baris if column.plain(row) is None]
        known.sort(key=lambda row: _key(column.plain(row)), reverse=sort.startswith("-"))
        return replace(self, baris=[*known, *rest], sort=sort)

    # ------------------------------------------------------------------ files
    @property
    def headers(self) -> list[str]:
        """Heads of a file; a share says that its cells are percent."""
        return [label for column in self.kolom for label in _labels(column)]

    @property
    def rows(self) -> Iterator[list[Value]]:
        """Every row and then the totals, as plain values."""
        every = [*self.baris, *([] if self.jumlah is None else [self.jumlah])]
        return ([value for column in self.kolom for value in _values(column, row)] for row in every)


def _cell(column: SheetColumn, row: Row, below: Sequence[SheetColumn]) -> dict[str, Any]:
    meaning = column.tafsir(row) if column.tafsir else None
    return {
        "label": column.label,
        "text": column.text(row),
        "num": column.numeric,
        "url": column.url(row) if column.url else "",
        "note": column.note(row) if column.note else "",
        "kata": meaning.kelas.sebutan if meaning else "",
        "tone": meaning.kelas.nada if meaning else "",
        "below": [{"label": one.label, "text": text} for one in below if (text := one.text(row))],
    }


def _key(value: Any) -> Any:  # noqa: ANN401 - whatever one column holds
    return value.casefold() if isinstance(value, str) else value


def _labels(column: SheetColumn) -> list[str]:
    label = f"{column.label} (%)" if column.kind == "persen" else column.label
    return [label, f"Tafsiran {column.label.lower()}"] if column.tafsir else [label]


def _values(column: SheetColumn, row: Row) -> list[Value]:
    value = column.plain(row)
    if isinstance(value, Fraction):
        value = desimal(value * 100, 2) if column.kind == "persen" else desimal(value, 4)
    if column.tafsir is None:
        return [value]
    meaning = column.tafsir(row)
    return [value, meaning.kelas.kata if meaning else None]
