"""What a month's workbook was found to hold, and how its tables are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from upaya.exchange import cells
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.month_layout import CHOICES, Line, norm, word
from upaya.exchange.xlsx_reader import Sheet
from upaya.rules.errors import Fault

_HEADERS_WITHIN = 30  # rows from the top in which the headers of a table are looked for
_FEW = 2  # headers that must be there for a row to count as the headers
TOTALS = {"jumlah", "total"}
EMPTY = "belum diisi"


@dataclass(slots=True)
class WorkRow:
    """An officer's line of the sheet Kegiatan; `places` gives the cell of each amount."""

    kode: str
    nama: str
    place: str
    cells: dict[str, int] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    blank: bool = False
    """Nothing was typed in it, not even a 0: the row of an empty form."""


@dataclass(slots=True)
class WorkSheet:
    """The sheet Kegiatan: menu lines with the cell of their code, and the officers' rows."""

    lines: dict[str, tuple[Line, str]] = field(default_factory=dict)
    rows: dict[str, WorkRow] = field(default_factory=dict)


@dataclass(slots=True)
class MonthFile:
    """What a workbook holds.

    `data` has the keys of the calculator's input as far as they are filled; `faults` are cells that
    cannot be read, `empty` those the calculator needs and that are empty. `places` gives, for a
    path such as "petugas[3].orang_hari", the cell people find ("Petugas!I8").
    """

    data: dict[str, Any] = field(default_factory=dict)
    jaspel: dict[str, int] = field(default_factory=dict)
    work: WorkSheet | None = None
    faults: list[Fault] = field(default_factory=list)
    empty: list[Fault] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Paths that a fault speaks of already."""
    without_sk: set[str] = field(default_factory=set)
    """Paths of officers whose work does not count (Pasal 11A ayat (2))."""

    def fault(self, place: str, pesan: str, path: str = "") -> None:
        """Note a fault; `path` is what it makes unreadable."""
        self.faults.append(Fault(place, pesan))
        if path:
            self.unread.add(path)


def label_of(cell: Cell) -> str:
    """The text of a cell that should hold a label; "" when it cannot be read."""
    try:
        return cells.text(cell)
    except CellError:
        return ""


def identity(cell: Cell) -> str:
    """The code of an officer, which a spreadsheet may keep as a number."""
    return cells.digits(cell) if isinstance(cell.usable(), int) else cells.text(cell)


def choice(cell: Cell, name: str) -> str:
    """The word of the file for what a person wrote, from the list `name` of CHOICES."""
    text = cells.text(cell)
    for key, label in CHOICES[name].items():
        if word(text) in (word(key), word(label)):
            return key
    words = ", ".join(CHOICES[name].values())
    raise CellError(f"“{text[:40]}” tidak dikenal; isi salah satu dari {words}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: where its columns are, and the rows below its headers."""

    columns: Mapping[str, int]
    rows: Sequence[tuple[Cell, ...]]
    head: tuple[Cell, ...]
    sheet: str

    def cell(self, row: tuple[Cell, ...], key: str) -> Cell:
        return row[self.columns[key]]

    def place(self, row: tuple[Cell, ...], key: str) -> str:
        return f"{self.sheet}!{self.cell(row, key).address}"


def find_table(
    found: MonthFile, sheet: Sheet, name: str, wanted: Mapping[str, Sequence[str]],
    optional: Sequence[str] = (),
) -> Table | None:  # fmt: skip
    """The table under the row that has most of the `wanted` headers (key -> its spellings)."""
    spellings = {norm(text): key for key, texts in wanted.items() for text in texts}
    best: dict[str, int] = {}
    at = -1
    for number, row in enumerate(sheet.rows[:_HEADERS_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            key = spellings.get(norm(label_of(cell)))
            if key and key in columns:
                found.fault(f"{name}!{cell.address}", "judul kolom ini ada dua; hapus salah satu")
            elif key:
                columns[key] = place
        if len(columns) > len(best):
            best, at = columns, number
    missing = [texts[0] for key, texts in wanted.items() if key not in {*best, *optional}]
    if len(best) < min(_FEW, len(wanted)):
        found.fault(name, "baris judul kolom tidak ditemukan; pakai templat")
        return None
    if missing:
        for text in missing:
            found.fault(name, f"kolom “{text}” tidak ada; pakai templat")
        return None
    return Table(best, sheet.rows[at + 1 :], sheet.rows[at], name)
