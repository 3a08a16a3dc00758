"""One table of a workbook from a provider or the UPT: its columns found, its rows as cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from upaya.exchange import heads
from upaya.exchange.asking import Galat
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.tables import is_total, said_below, split_below
from upaya.exchange.xlsx_reader import Limits, Row, XlsxError, read_sheet, sheet_names
from upaya.rules import words

T = TypeVar("T")

MOST_FAULTS = 200
"""How many faults are named; the others are counted."""


class Kolom(NamedTuple):
    """One column: its field, its head in our words, heads that people write, whether it must be."""

    name: str
    judul: str
    lain: tuple[str, ...] = ()
    wajib: bool = True


class BarisTabel(NamedTuple):
    """A row with its number and the cells that say something, by field."""

    nomor: int
    sel: Mapping[str, Cell]


@dataclass
class Tabel:
    """What was read. `galat` are named up to `MOST_FAULTS`, `banyak_galat` counts them all."""

    baris: list[BarisTabel] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    banyak_galat: int = 0

    def fault(self, letak: str, pesan: str) -> None:
        """Say what is wrong, and count it."""
        self.banyak_galat += 1
        if len(self.galat) < MOST_FAULTS:
            self.galat.append(Galat(letak, pesan))

    def nilai(self, row: BarisTabel, kolom: Kolom, read: Callable[[Cell], T]) -> T | None:
        """What a cell means; None when it is empty or after its fault was said."""
        cell = row.sel.get(kolom.name)
        if cell is None:
            if kolom.wajib:
                self.fault(f"A{row.nomor}", f"{kolom.judul} kosong.")
            return None
        try:
            return read(cell)
        except CellError as refused:
            self.fault(cell.address, f"{kolom.judul}: {refused}.")
            return None


def baca(data: bytes, lembar: str, kolom: Sequence[Kolom], limits: Limits) -> Tabel:
    """Read the sheet called `lembar`, else the first visible one. Never raises for a bad file."""
    found = Tabel()
    try:
        names = sheet_names(data, limits)
        own = next((name for name in names if name.casefold() == lembar.casefold()), None)
        sheet = read_sheet(data, own, limits)
    except XlsxError as refused:
        found.fault("", str(refused))
        return found
    isi(found, sheet.rows, kolom)
    return found


def isi(found: Tabel, rows: Sequence[Row], kolom: Sequence[Kolom]) -> None:
    """Find the columns in the rows of a sheet, or of a CSV, and read what stands below them."""
    known = {words.key(head): (one.name, head == one.judul)
             for one in kolom for head in (*one.lain, one.judul)}  # fmt: skip
    heading = heads.find(rows, lambda cell: known.get(_head(cell)))
    lacking = [one.judul for one in kolom
               if one.wajib and (heading is None or one.name not in heading.columns)]  # fmt: skip
    if heading is None or lacking:
        found.fault("", f"Kolom tidak ditemukan: {', '.join(lacking)}.")
        return
    for cell in heading.doubled:
        found.fault(cell.address, "Kolom ini ada dua kali.")
    _rows(rows[heading.below :], heading.columns, found)


def _head(cell: Cell) -> str:
    return words.key(cell.value) if isinstance(cell.value, str) and not cell.fault else ""


def _rows(rows: Sequence[Row], columns: Mapping[str, int], found: Tabel) -> None:
    def filled(row: Row) -> dict[str, Cell]:
        return {name: row[at] for name, at in columns.items() if not row[at].dashed}

    body, below = split_below(
        rows, empty=lambda row: not filled(row), belongs=lambda row: len(filled(row)) > 1
    )
    if below:
        cell, sentence = said_below(below)
        found.catatan.append(f"{cell.address}: {sentence}.")
    for row in body:
        cells = filled(row)
        if cells and not any(is_total(cell) for cell in cells.values()):
            found.baris.append(BarisTabel(row[0].row, cells))
