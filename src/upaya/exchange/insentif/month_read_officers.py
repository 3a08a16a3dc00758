"""Reading the sheets Petugas and Kegiatan of a month's workbook."""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from upaya.exchange import cells, heads
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.insentif.month_file import (
    EMPTY,
    FoundTable,
    MonthFile,
    UnknownWordError,
    WorkRow,
    WorkSheet,
    choice,
    find_table,
    identity,
    label_of,
    say_unread_columns,
)
from upaya.exchange.insentif.month_layout import COLUMNS, JENIS, KEGIATAN, PETUGAS, Line, norm
from upaya.exchange.tables import Row, is_total, split_below
from upaya.exchange.xlsx_reader import Sheet
from upaya.rules import numbers, words
from upaya.rules.words import Own


def read_officers(found: MonthFile, sheet: Sheet) -> None:
    """Read the sheet Petugas into `found`."""
    wanted = {column.key: (column.label, *column.others) for column in COLUMNS}
    optional = [column.key for column in COLUMNS if not column.required]
    table = find_table(found, sheet, PETUGAS, wanted, optional)
    if table is None:
        found.unread.add("petugas")
        return
    say_unread_columns(found, table)
    rows, below = split_below(
        table.rows, empty=lambda row: not _written(table, row),
        belongs=lambda row: _is_officer(table, row, found.own),
    )  # fmt: skip
    found.note_below(PETUGAS, below)
    officers: list[dict[str, Any]] = []
    for row in _filled(table, rows):
        path = f"petugas[{len(officers)}]"
        officers.append(_officer(found, table, row, path))
    found.places["petugas"] = PETUGAS
    found.data["petugas"] = officers
    _say_same_names(found, officers)


def _say_same_names(found: MonthFile, officers: Sequence[Mapping[str, Any]]) -> None:
    """One person under two codes is paid twice: two of one name are said, never refused."""
    first: dict[str, str] = {}
    for position, officer in enumerate(officers):
        name = words.key(str(officer.get("nama") or "").partition(",")[0])
        place = found.places[f"petugas[{position}]"].replace(f"{PETUGAS}!", "")
        if name and name in first:
            found.note(
                f"{PETUGAS}!{place}",
                f"nama {officer['nama']} ada juga di {first[name]}; periksa apakah satu orang",
            )
        first.setdefault(name, place)


SUMMED = ("orang_hari", "frekuensi")
COUNTED = ("jabatan_tambahan", *SUMMED)
_WHEN_EMPTY = {
    "nama": "",
    "golongan": None,
    "jabatan_tambahan": 0,
    "ber_sk": "ya",
    "orang_hari": 0,
    "frekuensi": 0,
}
"""What an empty cell says where the header says so."""


def _written(table: FoundTable, row: Row) -> list[str]:
    """Columns in which somebody wrote something; the noughts of formulas are none."""
    filled = [key for key in table.columns if not table.cell(row, key).empty]
    return [key for key in filled if key not in SUMMED or table.cell(row, key).value != 0]


def _is_officer(table: FoundTable, row: Row, own: Own) -> bool:
    """Whether a row can only be an officer's: it says work, or two things of a person.

    One is enough beside a code; below a table a title in a wrong column says one thing too.
    """
    if any(_says(table, row, key, own) for key in SUMMED):
        return True
    kode = label_of(table.cell(row, "id"))
    said = (key for key in _OF_A_PERSON if _says(table, row, key, own))
    needed = 1 if kode and " " not in kode else 2
    return len([*islice(said, needed)]) == needed


_OF_A_PERSON = ("status", "pendidikan", "jabatan_utama", "golongan")


def _says(table: FoundTable, row: Row, key: str, own: Own) -> bool:
    try:
        return key in table.columns and bool(_written_value(key, table.cell(row, key), own))
    except CellError:
        return False


def _written_value(key: str, cell: Cell, own: Own) -> object:
    if cell.dashed:
        return None
    return cells.whole(cell, 0) if key in SUMMED else choice(cell, key, own)


def _filled(table: FoundTable, rows: Sequence[Row]) -> Iterator[Row]:
    """Rows in which somebody wrote something; lines of totals and of formulas alone are none."""
    for row in rows:
        if not _written(table, row):
            continue
        kode = table.cell(row, "id")
        if is_total(kode) or (kode.empty and any(is_total(cell) for cell in row)):
            continue
        yield row


def _officer(
    found: MonthFile, table: FoundTable, row: tuple[Cell, ...], path: str
) -> dict[str, Any]:
    officer: dict[str, Any] = {"golongan": None}  # a list of people without grades needs no column
    found.places[path] = table.place(row, "id")
    for column in COLUMNS:
        if column.key not in table.columns:
            continue
        cell, place = table.cell(row, column.key), table.place(row, column.key)
        own = f"{path}.{column.key}"
        found.places[own] = place
        try:
            officer[column.key] = _officer_value(column.key, cell, found.own)
        except CellError as refused:
            found.fault(place, f"{column.label}: {refused}", own)
            if isinstance(refused, UnknownWordError):
                found.ask(refused.kind, refused.text, place)
    if officer.pop("ber_sk", "ya") == "tidak":
        found.without_sk.add(path)
        officer.update(dict.fromkeys(SUMMED, 0))
    return officer


def _officer_value(key: str, cell: Cell, own: Own) -> Any:  # noqa: ANN401 - any JSON value
    if cell.empty:
        return _when_empty(key)
    readers: Mapping[str, Callable[[Cell], Any]] = {
        "id": identity,
        "nama": cells.text,
        "jabatan_utama": lambda one: _posts(one, own),
        **dict.fromkeys(COUNTED, lambda one: cells.whole(one, 0)),
    }
    found = readers[key](cell) if key in readers else choice(cell, key, own)
    return _when_empty(key) if found is None else found


def _when_empty(key: str) -> Any:  # noqa: ANN401 - any JSON value
    if key not in _WHEN_EMPTY:
        raise CellError(EMPTY)
    return _WHEN_EMPTY[key]


def _posts(cell: Cell, own: Own) -> str | list[str]:
    written = str(cell.usable())
    with contextlib.suppress(CellError):  # a post may have a comma in its name
        whole = None if re.search(r"[;\n/]", written) else choice(cell, "jabatan_utama", own)
        if whole is not None:
            return whole
    parts = [part for part in re.split(r"[;,\n/&]|\bdan\b", written) if part.strip()]
    posts = [choice(Cell(cell.row, cell.column, part), "jabatan_utama", own) for part in parts]
    known = [post for post in posts if post is not None]
    if not known:
        raise CellError(EMPTY)
    return known[0] if len(known) == 1 else known


def read_work(found: MonthFile, sheet: Sheet) -> None:
    """Read the sheet Kegiatan into `found`: menu lines as columns, officers as rows."""
    wanted = {
        "id": heads.SPELLINGS["kode"],
        "nama": heads.SPELLINGS["nama"],
        "orang_hari": ("OH",),
        "frekuensi": ("Frekuensi",),
    }
    table = find_table(found, sheet, KEGIATAN, wanted, ("nama", *SUMMED))
    if table is None:
        return
    work = found.work = WorkSheet()
    columns = _work_lines(found, table, work)
    listed = {str(officer.get("id")) for officer in found.data.get("petugas", [])}
    rows, below = split_below(
        table.rows, empty=lambda row: not _written(table, row) and not _did_work(row, columns),
        belongs=lambda row: _did_work(row, columns)
        or label_of(table.cell(row, "id")) in listed
        or any(norm(label_of(cell)) in _HEADS for cell in row),
    )  # fmt: skip
    found.note_below(KEGIATAN, below)
    for row in rows:
        kode = table.cell(row, "id")
        name = table.cell(row, "nama") if "nama" in table.columns else kode
        if kode.empty:
            _stray(found, table, row, columns, name)
            continue
        _work_row(found, table, row, columns, work)


_HEADS = {"jenis", "uraian"}
"""Rows that say more of the columns."""


def _did_work(row: Row, columns: Mapping[int, str]) -> bool:
    """Whether a number stands in a column of work."""
    for place in columns:
        try:
            if not row[place].dashed and cells.whole(row[place]):
                return True
        except CellError:
            continue
    return False


def _work_lines(found: MonthFile, table: FoundTable, work: WorkSheet) -> dict[int, str]:
    """Menu codes by column; the kind of each stands in the row that says "Jenis"."""
    kinds = next(
        (row for row in table.rows if any(norm(label_of(c)) == "jenis" for c in row)), None
    )
    columns: dict[int, str] = {}
    for place, cell in enumerate(table.head):
        code = label_of(cell)
        if place in table.columns.values() or not code or norm(code) == "no":
            continue
        where = f"{KEGIATAN}!{cell.address}"
        jenis = label_of(kinds[place]).casefold() if kinds else ""
        if jenis not in JENIS:
            found.fault(where, f"jenis kegiatan {code} harus {' atau '.join(JENIS)}")
        elif code in work.lines:
            found.fault(where, f"kolom kegiatan {code} ada dua; hapus salah satu")
        else:
            work.lines[code] = (Line(code, "", jenis), where)
            columns[place] = code
    return columns


def _stray(
    found: MonthFile,
    table: FoundTable,
    row: tuple[Cell, ...],
    columns: Mapping[int, str],
    name: Cell,
) -> None:
    if norm(label_of(name)) in _HEADS or any(is_total(cell) for cell in row):
        return
    filled = [row[place] for place in columns if not row[place].empty]
    if filled:
        found.fault(table.place(row, "id"), "Kode: belum diisi, padahal baris ini berisi kegiatan")


def _work_row(
    found: MonthFile,
    table: FoundTable,
    row: tuple[Cell, ...],
    columns: Mapping[int, str],
    work: WorkSheet,
) -> None:
    place = table.place(row, "id")
    try:
        kode = identity(table.cell(row, "id"))
    except CellError as refused:
        found.fault(place, f"Kode: {refused}")
        return
    if kode in work.rows:
        found.fault(place, f"kode {kode} sudah ada di {work.rows[kode].place}; hapus salah satu")
        return
    name = label_of(table.cell(row, "nama")) if "nama" in table.columns else ""
    line = work.rows[kode] = WorkRow(kode, name, place)
    line.blank = all(row[column].empty for column in columns)
    for column, code in columns.items():
        cell = row[column]
        line.places[code] = f"{KEGIATAN}!{cell.address}"
        try:
            line.cells[code] = 0 if cell.empty else cells.whole(cell, 0)
        except CellError as refused:
            found.fault(line.places[code], f"{code}: {refused}")
            continue
        if not 0 <= line.cells[code] <= numbers.MAX_COUNT:
            found.fault(line.places[code], f"{code}: harus dari 0 sampai {numbers.MAX_COUNT}")


def take_work(found: MonthFile) -> None:
    """OH and frekuensi come from the sheet Kegiatan where there is one; Petugas must agree."""
    work = found.work
    if work is None:
        return
    officers = found.data.get("petugas", [])
    listed = {officer.get("id") for officer in officers}
    for kode, row in work.rows.items():
        if "petugas" in found.data and kode not in listed and any(row.cells.values()):
            found.fault(row.place, f"kode {kode} tidak ada di lembar {PETUGAS}")
    for position, officer in enumerate(officers):
        summed = work.rows.get(str(officer.get("id")))
        for key, jenis in (("orang_hari", "manajemen"), ("frekuensi", "lapangan")):
            done = summed.cells if summed else {}
            total = sum(done.get(code, 0) for code, (line, _) in work.lines.items()
                        if line.jenis == jenis)  # fmt: skip
            given, path = officer.get(key), f"petugas[{position}].{key}"
            if given in (None, total) or f"petugas[{position}]" in found.without_sk:
                continue
            found.fault(
                found.places[path],
                f"berisi {given}, padahal jumlah di lembar {KEGIATAN} {total}; buka berkas di "
                "Excel atau LibreOffice, biarkan rumusnya menghitung, lalu simpan lagi",
                path,
            )
