"""Reading the workbook of a month: what it says, what it leaves empty, and every fault at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from upaya.exchange import cells
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.insentif import contract
from upaya.exchange.insentif.month_file import (
    EMPTY,
    FoundTable,
    MonthFile,
    choice,
    find_table,
    label_of,
    say_unread_columns,
)
from upaya.exchange.insentif.month_layout import (
    HEAD,
    KEGIATAN,
    PELAYANAN,
    PETUGAS,
    PUSKESMAS,
    Head,
    norm,
)
from upaya.exchange.insentif.month_read_officers import read_officers, read_work, take_work
from upaya.exchange.tables import Row, is_total, split_below
from upaya.exchange.xlsx_reader import Sheet, XlsxError, read_sheet, sheet_names
from upaya.rules import dates, numbers
from upaya.rules.dates import DateError
from upaya.rules.errors import Fault
from upaya.rules.insentif.spm import nama_pelayanan
from upaya.rules.period import BULAN, Period
from upaya.rules.words import NO_OWN, Own


def read_sheets(raw: bytes, own: Own = NO_OWN) -> MonthFile:
    """Read every sheet of a month's workbook. Never raises: whatever is wrong becomes a fault."""
    found = MonthFile(own=own)
    try:
        names = sheet_names(raw)
    except XlsxError as refused:
        found.fault("", str(refused))
        return found
    readers: tuple[tuple[str, Callable[[MonthFile, Sheet], None]], ...] = (
        (PUSKESMAS, _read_head),
        (PELAYANAN, _read_services),
        (PETUGAS, read_officers),
        (KEGIATAN, read_work),
    )
    for name, reader in readers:
        chosen = _sheet_for(found, name, names)
        if chosen is None:
            continue
        try:
            sheet = read_sheet(raw, chosen)
        except XlsxError as refused:
            found.fault(name, str(refused))
            _give_up(found, name)
        else:
            reader(found, sheet)
    take_work(found)
    return found


def _sheet_for(found: MonthFile, name: str, names: Sequence[str]) -> str | None:
    """The sheet that is meant by `name`; None when it is not to be read.

    The exact name wins over copies and backups beside it. Without it one like name will do, or one
    that speaks of it ("Data Petugas"); of two nobody can say which is meant.
    """
    alike = [one for one in names if re.sub(r"[0-9]+$", "", norm(one)) == norm(name)]
    exact = [one for one in alike if one.casefold() == name.casefold()]
    if exact:
        beside = [one for one in alike if one not in exact]
        if beside:
            listed = ", ".join(f"“{one}”" for one in beside)
            found.note(name, f"yang dibaca lembar “{exact[0]}”; tidak dibaca: {listed}")
        return exact[0]
    alike = alike or [one for one in names if _speaks_of(one, name)]
    if len(alike) > 1:
        listed = " dan ".join(f"“{one}”" for one in alike)
        found.fault(
            name, f"lembar {listed} tidak dapat dibedakan; beri satu nama {name}, hapus yang lain"
        )
        _give_up(found, name)
        return None
    if alike:
        found.note(name, f"dibaca dari lembar “{alike[0]}”")
        return alike[0]
    return None if name == KEGIATAN else name


def _speaks_of(sheet: str, name: str) -> bool:
    """Whether a sheet's name has the word, and none of the other three."""
    said = [one for one in (PUSKESMAS, PELAYANAN, PETUGAS, KEGIATAN) if norm(one) in norm(sheet)]
    return said == [name]


def _give_up(found: MonthFile, sheet: str) -> None:
    """The keys of a sheet that is not there are told by one fault, not by one each."""
    keys = {
        PUSKESMAS: [*contract.required(contract.MONTH)],
        PELAYANAN: ["pelayanan"],
        PETUGAS: ["petugas"],
    }
    found.unread.update(keys.get(sheet, ()))


def _read_head(found: MonthFile, sheet: Sheet) -> None:
    known = {norm(text): head for head in HEAD for text in (head.label, *head.others)}
    rows, below = split_below(
        sheet.rows if sheet.width else (),
        empty=lambda row: all(cell.empty for cell in row),
        belongs=lambda row: _label(row, known) is not None,
    )
    found.note_below(PUSKESMAS, below)
    seen: dict[str, str] = {}
    for row in rows:
        at = _label(row, known)
        head = known[norm(label_of(row[at]))] if at is not None else None
        label, value = label_of(row[at or 0]), _beside(row, at or 0)
        place = f"{PUSKESMAS}!{value.address}"
        if head is None:
            if label and not value.empty and not value.fault:
                found.fault(
                    f"{PUSKESMAS}!{row[0].address}",
                    f"label “{label[:60]}” tidak dikenal; pakai label dari templat",
                )
            continue
        if head.label in seen:
            found.fault(place, f"{head.label}: sudah diisi di {seen[head.label]}; hapus salah satu")
            continue
        seen[head.label] = place
        _head_value(found, head, value, place)
    for head in HEAD:
        if head.required and head.label not in seen:
            found.fault(PUSKESMAS, f"baris “{head.label}” tidak ada; pakai templat", head.path)


def _label(row: Row, known: Mapping[str, Head]) -> int | None:
    """Where a row has its label: in the first columns, perhaps behind a number."""
    return next((at for at, cell in enumerate(row[:3]) if norm(label_of(cell)) in known), None)


def _beside(row: Row, at: int) -> Cell:
    """The value of a label: the next cell, behind a colon or the cells merged into the label."""
    joined = f"sel digabung dengan {row[at].address};"
    for cell in row[at + 1 :]:
        said = cell.value.strip() if isinstance(cell.value, str) else None
        if cell.fault.startswith(joined) or said == ":":
            continue
        bare = said.removeprefix(":").strip() if said else ""
        return replace(cell, value=bare) if said and bare != said else cell
    return Cell(row[at].row, at + 2, None)


_NO_DASH = ("whole", "ratio", "choice", "period")
"""Kinds of cells in which a dash stands for nothing."""


def _head_value(found: MonthFile, head: Head, cell: Cell, place: str) -> None:
    if not head.path:
        return
    found.places[head.path] = place
    if cell.dashed if head.kind in _NO_DASH else cell.empty:
        if head.required:
            found.empty.append(Fault(place, f"{head.label}: {EMPTY}"))
            found.unread.add(head.path)
        return
    readers: Mapping[str, Callable[[Cell], Any]] = {
        "text": cells.text,
        "district": _district,
        "period": _period,
        "choice": lambda one: choice(one, head.choices, found.own),
        "whole": cells.whole,
        "ratio": _ratio,
    }
    try:
        value = readers[head.kind](cell)
    except CellError as refused:
        found.fault(place, f"{head.label}: {refused}", head.path)
        return
    first, _, rest = head.path.partition(".")
    if first == "jaspel":
        found.jaspel[rest] = value
    elif rest:
        found.data.setdefault(first, {})[rest] = value
    else:
        found.data[first] = value


def _district(cell: Cell) -> str:
    """The code of a district; a spreadsheet may have made a number of it."""
    value = cell.usable()
    written = format(value, ".2f") if isinstance(value, Decimal) else cells.text(cell)
    return re.sub(r"^([0-9]{2})([0-9]{2})$", r"\1.\2", numbers.clean(written))


def _period(cell: Cell) -> str:
    """A month as the file writes it, from whatever people write, or from a date."""
    value = cell.usable()
    try:
        month = dates.month(value) if isinstance(value, str) else Period.of(cells.day(cell))
    except DateError as refused:
        raise CellError(str(refused)) from None
    except CellError:
        raise CellError(f"tidak terbaca sebagai bulan; tulis seperti {BULAN[7]} 2022") from None
    return str(month)


def _ratio(cell: Cell) -> str:
    """A decimal from 0 to 1 as text with a point, from a number, "0,20", "0.20" or "20%"."""
    text = format(cells.ratio(cell), "f")
    if not re.search(contract.RATIO_PATTERN, text):
        raise CellError(f"“{text[:40]}” bukan bilangan dari 0 sampai 1; tulis seperti 0,20")
    return text


def _read_services(found: MonthFile, sheet: Sheet) -> None:
    labels = nama_pelayanan()
    wanted = {"nama": ("Pelayanan",), "target": ("Target",), "realisasi": ("Realisasi",)}
    table = find_table(found, sheet, PELAYANAN, wanted)
    if table is None:
        _give_up(found, PELAYANAN)
        return
    keys = {norm(text): key for key, label in labels.items() for text in (key, label)}
    say_unread_columns(found, table)
    services: dict[str, dict[str, int]] = {}
    rows, below = split_below(
        table.rows,
        empty=lambda row: all(table.cell(row, key).empty for key in wanted),
        belongs=lambda row: norm(label_of(table.cell(row, "nama"))) in keys,
    )
    found.note_below(PELAYANAN, below)
    for row in rows:
        if table.cell(row, "nama").empty:
            continue
        key = keys.get(norm(label_of(table.cell(row, "nama"))))
        if key is None:
            if not is_total(table.cell(row, "nama")):
                found.fault(table.place(row, "nama"), "pelayanan ini tidak dikenal; pakai templat")
        elif key in services:
            found.fault(table.place(row, "nama"), f"{labels[key]} ada dua; hapus salah satu")
        else:
            services[key] = _service(found, table, row, key, labels[key])
    for key, label in labels.items():
        path = f"pelayanan.{key}"
        found.places.setdefault(path, PELAYANAN)
        if key not in services:
            found.fault(PELAYANAN, f"baris “{label}” tidak ada; pakai templat", path)
    found.places["pelayanan"] = PELAYANAN
    found.data["pelayanan"] = {key: pair for key, pair in services.items() if pair}


def _service(
    found: MonthFile, table: FoundTable, row: tuple[Cell, ...], key: str, label: str
) -> dict[str, int]:
    pair: dict[str, int] = {}
    for what in contract.PELAYANAN_KEYS:
        cell, path, place = table.cell(row, what), f"pelayanan.{key}.{what}", table.place(row, what)
        found.places[path] = place
        if cell.dashed:
            found.empty.append(Fault(place, f"{what} {label}: {EMPTY}; tulis 0 bila tidak ada"))
            found.unread.add(path)
            continue
        try:
            pair[what] = cells.whole(cell)
        except CellError as refused:
            found.fault(place, f"{what} {label}: {refused}", path)
    found.places[f"pelayanan.{key}"] = table.place(row, "target")
    if not pair:
        found.unread.add(f"pelayanan.{key}")
    return pair
