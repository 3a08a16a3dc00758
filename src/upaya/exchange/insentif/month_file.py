"""What a month's workbook was found to hold, and how its tables are looked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from upaya.exchange import cells, heads
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.insentif.month_layout import CHOICES, Line, norm
from upaya.exchange.tables import Row, listed, said_below
from upaya.exchange.xlsx_reader import Sheet
from upaya.rules import words
from upaya.rules.errors import Fault
from upaya.rules.words import NO_OWN, Own, WordError

_FEW = 2  # headers that must be there for a row to count as the headers
UNASKED = {"no", "nomor", "nourut", "capaian", ""}
"""Heads of columns that only count rows or repeat what is computed."""
EMPTY = "belum diisi"


class UnknownWordError(CellError):
    """A word that nobody has explained yet: a unit can say what it means, once."""

    def __init__(self, refused: WordError) -> None:
        super().__init__(str(refused))
        self.kind, self.text = refused.kind, refused.text


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
    notes: list[Fault] = field(default_factory=list)
    """What was left out, or read though nobody sees it: to be said, never a fault."""
    own: Own = field(default_factory=lambda: NO_OWN)
    """What the unit said its own words mean."""

    asked: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Words and heads that a unit can explain: list and key to what is written, and its cell."""

    def ask(self, kind: str, written: str, place: str) -> None:
        """Ask once, however often it is written."""
        self.asked.setdefault((kind, words.key(written)), (written, place))

    def note(self, place: str, pesan: str) -> None:
        """Note what a reader of the result has to know of the file."""
        self.notes.append(Fault(place, pesan))

    def note_below(self, sheet: str, rows: Sequence[Row]) -> None:
        """Say what stands below a table and was left out; nothing when there is none."""
        if rows:
            cell, sentence = said_below(rows)
            self.note(f"{sheet}!{cell.address}", sentence)

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


_WORDS = {
    "ber_sk": "ya_tidak",
    **{name: name for name in ("status", "golongan", "pendidikan", "jabatan_utama",
                               "karakteristik")},
}  # fmt: skip
"""Which list of words reads a choice; the others are the program's own."""


def choice(cell: Cell, name: str, own: Own = NO_OWN) -> str | None:
    """The word of the file for what a person wrote, from the list `name` of CHOICES.

    None for a dash where it says nothing.
    """
    text = cells.text(cell)
    if name in _WORDS:
        try:
            return words.read(_WORDS[name], text, own)
        except WordError as refused:
            raise UnknownWordError(refused) from refused
    for key, label in CHOICES[name].items():
        if words.key(text) in (words.key(key), words.key(label)):
            return key
    offered = ", ".join(CHOICES[name].values())
    raise CellError(f"“{text[:40]}” tidak dikenal; isi salah satu dari {offered}")


@dataclass(frozen=True, slots=True)
class FoundTable:
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
) -> FoundTable | None:  # fmt: skip
    """The table under the head that names most of `wanted` (key -> its spellings, ours first)."""
    spellings = {norm(text): (key, at == 0) for key, texts in reversed([*wanted.items()])
                 for at, text in reversed([*enumerate(texts)])}  # fmt: skip
    heading = heads.find(sheet.rows, lambda cell: _names(cell, spellings, wanted, found.own))
    best = heading.columns if heading else {}
    if heading is None or len(best) < min(_FEW, len(wanted)):
        found.fault(name, "baris judul kolom tidak ditemukan; pakai templat")
        return None
    for cell in heading.doubled:
        found.fault(f"{name}!{cell.address}", "judul kolom ini ada dua; hapus salah satu")
    missing = [texts[0] for key, texts in wanted.items() if key not in {*best, *optional}]
    for text in missing:
        found.fault(name, f"kolom “{text}” tidak ada; pakai templat")
    if missing:
        for cell in heading.cells:
            written = re.sub(r"\([^)]*\)", "", label_of(cell))
            if words.key(written) and _names(cell, spellings, wanted, found.own) is None:
                found.ask("kolom", written.strip(), f"{name}!{cell.address}")
        return None
    table = FoundTable(best, sheet.rows[heading.below :], heading.cells, name)
    _say_hidden(found, table, sheet)
    return table


def _names(
    cell: Cell,
    spellings: Mapping[str, tuple[str, bool]],
    wanted: Mapping[str, Sequence[str]],
    own: Own,
) -> tuple[str, bool] | None:
    """The column a head names; what the unit said of its own heads comes first."""
    written = label_of(cell)
    mine = own.get("kolom", {}).get(words.key(re.sub(r"\([^)]*\)", "", written)))
    if mine is not None:
        key = {"kode": "id"}.get(mine, mine)
        return (key, False) if key in wanted else None
    return spellings.get(norm(written))


def _say_hidden(found: MonthFile, table: FoundTable, sheet: Sheet) -> None:
    """What is hidden is read like all else; whoever hid it may not expect it."""
    unseen = [table.head[place] for place in table.columns.values()
              if place + 1 in sheet.hidden_columns]  # fmt: skip
    if unseen:
        found.note(table.sheet, f"kolom tersembunyi ikut dibaca: {listed(unseen)}")
    if sheet.unseen:
        found.note(table.sheet, "lembar ini tersembunyi, tetapi dibaca")
    hidden = [
        row[0].row
        for row in table.rows
        if row[0].row in sheet.hidden
        and any(not row[place].empty for place in table.columns.values())
    ]
    if hidden:
        rows = ", ".join(str(number) for number in hidden[:10])
        more = f" dan {len(hidden) - 10} lagi" if len(hidden) > 10 else ""  # noqa: PLR2004
        found.note(table.sheet, f"baris tersembunyi ikut dibaca: baris {rows}{more}")


def say_unread_columns(found: MonthFile, table: FoundTable) -> None:
    """Columns that nobody asked for are left out, and that is said in one line."""
    strange = [
        cell
        for place, cell in enumerate(table.head)
        if place not in table.columns.values()
        and not cell.empty
        and norm(label_of(cell)) not in UNASKED
    ]
    if strange:
        found.note(f"{table.sheet}!{strange[0].address}", f"kolom tidak dibaca: {listed(strange)}")
