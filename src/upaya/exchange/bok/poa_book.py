"""A plan as a workbook: written so that it comes back unchanged, read as people really fill it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from upaya.exchange import heads
from upaya.exchange.asking import Galat, IsiBerkas
from upaya.exchange.bok.poa_columns import (
    ACTIVITY,
    BY_NAME,
    KOLOM_SENDIRI,
    LEMBAR,
    MONEY,
    MONTHS,
    UNASKED,
    WRITTEN,
    KolomPoa,
    find,
    head,
)
from upaya.exchange.bok.poa_months import read_months
from upaya.exchange.cells import Cell, CellError, text, whole
from upaya.exchange.tables import is_total, listed, said_below, split_below
from upaya.exchange.xlsx_reader import Limits, Row, XlsxError, read_sheet, sheet_names
from upaya.exchange.xlsx_writer import Value, formats, new_workbook, write_table
from upaya.rules import words
from upaya.rules.bok.plan import MAX_VOLUMES
from upaya.rules.words import NO_OWN, Own

LIMITS = Limits(rows=5_000, columns=80)
MOST = 500
MOST_LINES = 40
_ACTIVITY = frozenset(column.name for column in (*ACTIVITY, *MONTHS))
_MONEY = frozenset(column.name for column in MONEY)
_COUNTS = frozenset({"kunci", "jumlah_sasaran", "kali", "harga_satuan"})


@dataclass(frozen=True, slots=True)
class BarisPoa:
    """A line of money as read; `harga_satuan` None when the file says none."""

    letak: str
    uraian: str
    harga: str
    harga_satuan: int | None
    volume: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class KegiatanPoa:
    """An activity as read: only what the file has a column for and says something in."""

    nomor: int
    values: dict[str, object]
    cells: dict[str, str]
    lines: list[BarisPoa] = field(default_factory=list)


@dataclass(slots=True)
class IsiPoa(IsiBerkas):
    """What a workbook holds; `money` says whether it speaks of money at all."""

    kegiatan: list[KegiatanPoa] = field(default_factory=list)
    money: bool = False


# ------------------------------------------------------------------ out
def plan_book(rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The workbook of a plan: a mapping by column for each row."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        looks, sheet = formats(book), book.add_worksheet(LEMBAR)
        cells = ([row.get(column.name) for column in WRITTEN] for row in rows)
        write_table(sheet, [column.judul for column in WRITTEN], cells, looks)
    return target.getvalue()


# ------------------------------------------------------------------ in
def read_plan(data: bytes, own: Own = NO_OWN) -> IsiPoa:
    """Read a workbook of a plan; `own` is what the puskesmas said its heads mean."""
    found = IsiPoa()
    try:
        sheet = read_sheet(data, _sheet(data), LIMITS)
    except XlsxError as refused:
        found.galat.append(Galat("", str(refused)))
        return found
    heading = heads.find(sheet.rows, lambda cell: _named(cell, own))
    if heading is None or "nama" not in heading.columns:
        known = ", ".join(column.judul for column in WRITTEN)
        found.galat.append(Galat("", f"Baris judul tidak ditemukan. Kolom yang dikenal: {known}."))
        return found
    columns = _columns(heading, own, found)
    found.money = any(column.name in _MONEY for column in columns.values())
    body, below = split_below(
        sheet.rows[heading.below :],
        empty=lambda row: not _inside(row, columns),
        belongs=lambda row: _is_line(row, columns),
    )
    if below:
        cell, sentence = said_below(below)
        found.catatan.append(f"{cell.address}: {sentence}.")
    for row in body:
        if _inside(row, columns) and not any(is_total(cell) for cell in row):
            _row(row, columns, found)
    if len(found.kegiatan) > MOST:
        found.galat.append(Galat("", f"Paling banyak {MOST} kegiatan dalam satu berkas."))
    if not found.kegiatan and not found.galat:
        found.galat.append(Galat("", "Tidak ada kegiatan di bawah baris judul."))
    return found


def _sheet(data: bytes) -> str | None:
    """The sheet of our own name; else the first one that can be seen."""
    names = sheet_names(data, LIMITS)
    return next((name for name in names if name.casefold() == LEMBAR.casefold()), None)


def _named(cell: Cell, own: Own) -> tuple[str, bool] | None:
    column = find(cell, own)
    return (column.name, head(cell) == words.key(column.judul)) if column is not None else None


def _columns(heading: heads.Heading, own: Own, found: IsiPoa) -> dict[int, KolomPoa]:
    """Columns by their place; heads that nobody explained are left out, said, and asked."""
    columns = {place + 1: BY_NAME[name] for name, place in heading.columns.items()}
    found.galat += [
        Galat(cell.address, f"Kolom {column.judul} ada dua kali.")
        for cell in heading.doubled
        for column in [find(cell, own)]
        if column is not None
    ]
    strange = [
        cell
        for cell in heading.cells
        if cell.column not in columns and not cell.empty and head(cell) not in UNASKED
        and cell not in heading.doubled
    ]  # fmt: skip
    for cell in strange:
        if not cell.fault and head(cell) not in own.get(KOLOM_SENDIRI, {}):
            found.ask(KOLOM_SENDIRI, text(cell), cell.address)
    if strange:
        found.catatan.append(f"Kolom tidak dibaca: {listed(strange)}.")
    return columns


def _inside(row: Row, columns: Mapping[int, KolomPoa]) -> list[Cell]:
    return [cell for cell in row if cell.column in columns and not cell.dashed]


def _is_line(row: Row, columns: Mapping[int, KolomPoa]) -> bool:
    """Whether a row can only be the plan's: it counts, or names an activity and a time."""
    filled = {columns[cell.column].name for cell in _inside(row, columns)}
    if any(is_total(cell) for cell in row):
        return False
    return bool(filled & {"volume1", "harga_satuan"}) or (
        bool(filled & {"nama", "menu"})
        and bool(filled & {"bulan", "kali", "kunci", *(column.name for column in MONTHS)})
    )


def _row(row: Row, columns: Mapping[int, KolomPoa], found: IsiPoa) -> None:
    """One row: a new activity when it names one, else a line of the one before."""
    # A cell that was merged into the one above repeats it: it says nothing of its own.
    cells = {
        columns[cell.column].name: cell
        for cell in row
        if cell.column in columns and not cell.dashed and not _merged(cell)
    }
    number = row[0].row
    if "nama" in cells or "kunci" in cells:
        found.kegiatan.append(_activity(number, cells, found))
    elif not found.kegiatan:
        found.galat.append(Galat(f"A{number}", "Baris ini belum menyebut kegiatannya."))
        return
    if any(name in _MONEY for name in cells):
        one = found.kegiatan[-1]
        if len(one.lines) >= MOST_LINES:
            found.galat.append(
                Galat(f"A{number}", f"Satu kegiatan paling banyak {MOST_LINES} baris belanja.")
            )
            return
        one.lines.append(_line(number, cells, found))


def _merged(cell: Cell) -> bool:
    return bool(cell.fault) and cell.value is None


def _activity(number: int, cells: Mapping[str, Cell], found: IsiPoa) -> KegiatanPoa:
    values: dict[str, object] = {}
    marks = [int(name.partition("-")[2]) for name in cells if name.startswith("bulan-")]
    for name, cell in cells.items():
        if name in _ACTIVITY and not name.startswith("bulan-"):
            value = _value(name, cell, found)
            if value is not None:
                values[name] = value
    if marks:
        values["bulan"] = sorted(marks)
    return KegiatanPoa(number, values, {name: cell.address for name, cell in cells.items()})


def _value(name: str, cell: Cell, found: IsiPoa) -> object | None:
    column = BY_NAME[name]
    try:
        if name in _COUNTS or name.startswith("volume"):
            return whole(cell)
        written = text(cell)
        if name == "bulan":
            return read_months(written)
    except CellError as refused:
        found.galat.append(Galat(cell.address, f"{column.judul}: {refused}."))
        return None
    if len(written) > column.panjang:
        said = f"{column.judul}: paling panjang {column.panjang} huruf."
        found.galat.append(Galat(cell.address, said))
        return None
    return written


def _line(number: int, cells: Mapping[str, Cell], found: IsiPoa) -> BarisPoa:
    def of(name: str) -> object | None:
        return _value(name, cells[name], found) if name in cells else None

    volume: list[tuple[int, str]] = []
    for n in range(1, MAX_VOLUMES + 1):
        many, unit = of(f"volume{n}"), of(f"satuan{n}")
        if isinstance(many, int) and many < 1:
            found.galat.append(Galat(cells[f"volume{n}"].address, f"Volume {n} paling sedikit 1."))
        elif isinstance(many, int):
            volume.append((many, str(unit) if unit else "kali"))
    price = of("harga_satuan")
    where = cells.get("harga") or cells.get("uraian") or next(iter(cells.values()))
    return BarisPoa(
        where.address,
        str(of("uraian") or ""),
        str(of("harga") or ""),
        price if isinstance(price, int) else None,
        tuple(volume),
    )
