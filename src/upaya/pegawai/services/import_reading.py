"""Reading the officers' workbook: values by column, faults by cell, and what has to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from upaya.exchange import heads
from upaya.exchange.asking import Galat, IsiBerkas
from upaya.exchange.cells import Cell, CellError, text
from upaya.exchange.insentif.month_layout import COLUMNS
from upaya.exchange.tables import is_total, listed, said_below, split_below
from upaya.exchange.xlsx_reader import Limits, Row, Sheet, XlsxError, read_sheet, sheet_names
from upaya.pegawai import numbers
from upaya.pegawai.import_columns import (
    BY_NAME,
    KOLOM,
    LEMBAR,
    LEMBAR_PILIHAN,
    UNASKED,
    ImportColumn,
    UnknownWordError,
    find,
    head,
    names,
)
from upaya.rules import words
from upaya.rules.words import NO_OWN, Own

_LIMITS = Limits(rows=5_000, columns=60)
_MOST = 2_000
_NIK_LIKE = 10


_OF_A_MONTH = ("jabatan_utama", "jabatan_tambahan", "orang_hari", "frekuensi")
"""Columns that only the month's workbook has; heads are explained once for both."""


@dataclass(frozen=True, slots=True)
class Bacaan:
    """A row as read: values by column, and the address of each."""

    number: int
    values: dict[str, str]
    cells: dict[str, str]
    ragu: tuple[str, ...] = ()


@dataclass(slots=True)
class ListContents(IsiBerkas):
    """What a workbook holds: rows, or faults; questions and notes always."""

    baris: list[Bacaan] = field(default_factory=list)


def read_officers(data: bytes, own: Own = NO_OWN) -> ListContents:
    """Read a workbook of officers; `own` is what the puskesmas said its words mean."""
    found = ListContents()
    try:
        sheet = read_sheet(data, _sheet(data, found), _LIMITS)
    except XlsxError as refused:
        found.galat.append(Galat("", str(refused)))
        return found
    heading = heads.find(sheet.rows, lambda cell: names(cell, own))
    if heading is None or not {"nama", "nik"} <= heading.columns.keys():
        known = ", ".join(kolom.judul for kolom in KOLOM)
        found.galat.append(Galat("", f"Baris judul tidak ditemukan. Pakai templat: kolom {known}."))
        return found
    columns = _columns(heading, own, found)
    body = _body(sheet, heading, columns, own, found)
    if len(body) > _MOST:
        found.galat.append(Galat("", f"Paling banyak {_MOST} petugas dalam satu berkas."))
    elif not body:
        found.galat.append(Galat("", "Tidak ada baris petugas di bawah baris judul."))
    if not found.galat:
        found.baris = [_row(row, columns, own, found) for row in body]
    return found


def _sheet(data: bytes, found: ListContents) -> str:
    """The sheet of the template's name; else one like it, or the only one there is.

    Of two that are alike nobody can say which is meant.
    """
    names = [name for name in sheet_names(data, _LIMITS) if name != LEMBAR_PILIHAN]
    exact = [name for name in names if name.casefold() == LEMBAR.casefold()]
    alike = [name for name in names if words.key(name).strip("0123456789") == words.key(LEMBAR)]
    like = [name for name in names if words.key(name).startswith(words.key(LEMBAR))]
    if exact:
        beside = [name for name in like if name not in exact]
        if beside:
            found.catatan.append(
                f"Yang dibaca lembar “{exact[0]}”; tidak dibaca: "
                + ", ".join(f"“{name}”" for name in beside)
                + "."
            )
        return exact[0]
    for candidates in (alike, like, names):
        if len(candidates) == 1:
            found.catatan.append(f"Dibaca dari lembar “{candidates[0]}”.")
            return candidates[0]
        if candidates and candidates is not names:
            both = " dan ".join(f"“{name}”" for name in candidates)
            raise XlsxError(
                f"Lembar {both} tidak dapat dibedakan. Beri satu nama {LEMBAR}, hapus yang lain."
            )
    return LEMBAR


def _columns(heading: heads.Heading, own: Own, found: ListContents) -> dict[int, ImportColumn]:
    """Columns by their place; heads that nobody explained are left out, said, and asked."""
    columns = {place + 1: BY_NAME[name] for name, place in heading.columns.items()}
    for cell in heading.doubled:
        kolom = find(cell, own)
        if kolom is not None:
            found.galat.append(Galat(cell.address, f"Kolom {kolom.judul} ada dua kali."))
    strange = []
    for cell in heading.cells:
        written = head(cell)
        doubled = cell in heading.doubled
        if cell.column in columns or doubled or cell.empty or written in UNASKED:
            continue
        strange.append(cell)
        if not cell.fault and written and find(cell, own) is None and not _left_out(cell, own):
            found.ask("kolom", text(cell), cell.address)
    if strange:
        found.catatan.append(f"Kolom tidak dibaca: {listed(strange)}.")
    missing = [k.judul for k in KOLOM if k.wajib and k not in columns.values()]
    if missing:
        found.galat.append(Galat("", f"Kolom wajib tidak ada: {', '.join(missing)}."))
    return columns


def _left_out(cell: Cell, own: Own) -> bool:
    """Whether the unit said that it wants this column left out."""
    return head(cell) in own.get("kolom", {})


def _body(
    sheet: Sheet,
    heading: heads.Heading,
    columns: dict[int, ImportColumn],
    own: Own,
    found: ListContents,
) -> Sequence[Row]:
    """The rows of officers; what stands below them or outside the columns is said."""

    def inside(row: Row) -> list[Cell]:
        return [cell for cell in row if cell.column in columns and not cell.empty]

    rows, below = split_below(
        sheet.rows[heading.below :],
        empty=lambda row: not inside(row),
        belongs=lambda row: _is_officer(row, columns, own),
    )
    if below:
        cell, sentence = said_below(below)
        found.catatan.append(f"{cell.address}: {sentence}.")
    officers = [row for row in rows if inside(row) and not _adds_up(row, columns)]
    hidden = [str(row[0].row) for row in officers if row[0].row in sheet.hidden]
    if hidden:
        found.catatan.append(f"Baris tersembunyi ikut dibaca: baris {', '.join(hidden[:10])}.")
    headed = {cell.column for cell in heading.cells if not cell.empty}
    outside = [
        cell for row in officers for cell in row if cell.column not in headed and not cell.empty
    ]
    unseen = [heading.cells[place - 1] for place in columns if place in sheet.hidden_columns]
    if unseen:
        found.catatan.append(f"Kolom tersembunyi ikut dibaca: {listed(unseen)}.")
    if sheet.unseen:
        found.catatan.append(f"Lembar “{sheet.name}” tersembunyi, tetapi dibaca.")
    if outside:
        found.catatan.append(f"Sel tanpa judul kolom tidak dibaca: {outside[0].address}.")
    return officers


def _adds_up(row: Row, columns: dict[int, ImportColumn]) -> bool:
    """Whether a row only counts the others: it says so, and names nobody by a NIK."""
    nik = [cell for cell in row if columns.get(cell.column) is BY_NAME["nik"]]
    return any(is_total(cell) for cell in row) and all(cell.dashed for cell in nik)


def _is_officer(row: Row, columns: dict[int, ImportColumn], own: Own) -> bool:
    """Whether a row can only be an officer's: it says a NIK, a status or a schooling."""
    for cell in row:
        kolom = columns.get(cell.column)
        if kolom is None or cell.dashed:
            continue
        if kolom.name == "nik" and len(numbers.digits(_plain(cell))) >= _NIK_LIKE:
            return True
        if kolom.name in ("status", "pendidikan"):
            try:
                kolom.read(cell, own)
            except CellError:
                continue
            return True
    return False


def _plain(cell: Cell) -> str:
    try:
        return text(cell)
    except CellError:
        return ""


def _row(row: Row, columns: dict[int, ImportColumn], own: Own, found: ListContents) -> Bacaan:
    values, addresses, doubts = {}, {}, []
    for cell in row:
        kolom = columns.get(cell.column)
        if kolom is None:
            continue
        addresses[kolom.name] = cell.address
        values[kolom.name] = _value(cell, kolom, own, found)
        if kolom.name == "npwp" and not values["npwp"] and numbers.is_empty_npwp(_plain(cell)):
            doubts.append("NPWP berisi nol semua: dibaca tidak ada.")
    return Bacaan(row[0].row, values, addresses, tuple(doubts))


def _value(cell: Cell, kolom: ImportColumn, own: Own, found: ListContents) -> str:
    try:
        return kolom.read(cell, own)
    except CellError as refused:
        if isinstance(refused, UnknownWordError):
            found.ask(refused.kind, refused.text, cell.address)
        said = str(refused)
        said = said if said.startswith(kolom.judul) else f"{kolom.judul}: {said}"
        found.galat.append(Galat(cell.address, f"{said}."))
        return ""


def _heads() -> dict[str, str]:
    """What a head of column may mean; "" leaves it out."""
    month = {column.key: f"{column.label} (buku kerja bulan)" for column in COLUMNS}
    known = {name: kolom.judul for name, kolom in BY_NAME.items()}
    return {"": "tidak dibaca"} | {name: month[name] for name in _OF_A_MONTH} | known


CHOICES: Mapping[str, Mapping[str, str]] = {"kolom": _heads(), **words.LABELS}
"""What an answer may be, by list: stored value to what people read."""
