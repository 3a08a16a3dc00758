"""Reading the sheets Petugas and Kegiatan of a month's workbook."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from upaya.exchange import cells, contract
from upaya.exchange.cells import Cell, CellError
from upaya.exchange.month_file import (
    EMPTY,
    TOTALS,
    MonthFile,
    Table,
    WorkRow,
    WorkSheet,
    choice,
    find_table,
    identity,
    label_of,
)
from upaya.exchange.month_layout import COLUMNS, JENIS, KEGIATAN, PETUGAS, Line, norm
from upaya.exchange.xlsx_reader import Sheet


def read_officers(found: MonthFile, sheet: Sheet) -> None:
    """Read the sheet Petugas into `found`."""
    wanted = {column.key: (column.label, *column.others) for column in COLUMNS}
    optional = [column.key for column in COLUMNS if not column.required]
    table = find_table(found, sheet, PETUGAS, wanted, optional)
    if table is None:
        found.unread.add("petugas")
        return
    officers: list[dict[str, Any]] = []
    for row in _filled(table):
        path = f"petugas[{len(officers)}]"
        officers.append(_officer(found, table, row, path))
    found.places["petugas"] = PETUGAS
    found.data["petugas"] = officers


SUMMED = ("orang_hari", "frekuensi")
_WHEN_EMPTY = {
    "nama": "",
    "golongan": None,
    "jabatan_tambahan": 0,
    "ber_sk": "ya",
    "orang_hari": 0,
    "frekuensi": 0,
}
"""What an empty cell says where the header says so."""


def _filled(table: Table) -> Iterator[tuple[Cell, ...]]:
    """Rows in which somebody wrote something; lines of totals and of formulas alone are none."""
    for row in table.rows:
        filled = [key for key in table.columns if not table.cell(row, key).empty]
        if not [key for key in filled if key not in SUMMED or table.cell(row, key).value != 0]:
            continue
        if table.cell(row, "id").empty and any(label_of(cell).casefold() in TOTALS for cell in row):
            continue
        yield row


def _officer(found: MonthFile, table: Table, row: tuple[Cell, ...], path: str) -> dict[str, Any]:
    officer: dict[str, Any] = {}
    found.places[path] = table.place(row, "id")
    for column in COLUMNS:
        if column.key not in table.columns:
            continue
        cell, place = table.cell(row, column.key), table.place(row, column.key)
        own = f"{path}.{column.key}"
        found.places[own] = place
        try:
            officer[column.key] = _officer_value(column.key, cell)
        except CellError as refused:
            found.fault(place, f"{column.label}: {refused}", own)
    if officer.pop("ber_sk", "ya") == "tidak":
        found.without_sk.add(path)
        officer.update(dict.fromkeys(SUMMED, 0))
    return officer


def _officer_value(key: str, cell: Cell) -> Any:  # noqa: ANN401 - any JSON value
    if cell.empty:
        if key not in _WHEN_EMPTY:
            raise CellError(EMPTY)
        return _WHEN_EMPTY[key]
    readers: Mapping[str, Callable[[Cell], Any]] = {
        "id": identity,
        "nama": cells.text,
        "golongan": _grade,
        "jabatan_utama": _posts,
        **dict.fromkeys(("jabatan_tambahan", *SUMMED), cells.whole),
    }
    return readers[key](cell) if key in readers else choice(cell, key)


def _grade(cell: Cell) -> str | None:
    return None if cells.text(cell) == "-" else choice(cell, "golongan")


def _posts(cell: Cell) -> str | list[str]:
    parts = [part for part in re.split(r"[;,\n]", str(cell.usable())) if part.strip()]
    posts = [choice(Cell(cell.row, cell.column, part), "jabatan_utama") for part in parts]
    return posts[0] if len(posts) == 1 else posts


def read_work(found: MonthFile, sheet: Sheet) -> None:
    """Read the sheet Kegiatan into `found`: menu lines as columns, officers as rows."""
    wanted = {
        "id": ("Kode", "id", "kode petugas"),
        "nama": ("Nama", "nama petugas"),
        "orang_hari": ("OH",),
        "frekuensi": ("Frekuensi",),
    }
    table = find_table(found, sheet, KEGIATAN, wanted, ("nama", *SUMMED))
    if table is None:
        return
    work = found.work = WorkSheet()
    columns = _work_lines(found, table, work)
    for row in table.rows:
        kode = table.cell(row, "id")
        name = table.cell(row, "nama") if "nama" in table.columns else kode
        if kode.empty:
            _stray(found, table, row, columns, name)
            continue
        _work_row(found, table, row, columns, work)


def _work_lines(found: MonthFile, table: Table, work: WorkSheet) -> dict[int, str]:
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
    found: MonthFile, table: Table, row: tuple[Cell, ...], columns: Mapping[int, str], name: Cell
) -> None:
    if norm(label_of(name)) in {"jenis", "uraian", *TOTALS}:
        return
    filled = [row[place] for place in columns if not row[place].empty]
    if filled:
        found.fault(table.place(row, "id"), "Kode: belum diisi, padahal baris ini berisi kegiatan")


def _work_row(
    found: MonthFile,
    table: Table,
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
            line.cells[code] = 0 if cell.empty else cells.whole(cell)
        except CellError as refused:
            found.fault(line.places[code], f"{code}: {refused}")
            continue
        if not 0 <= line.cells[code] <= contract.MAX_COUNT:
            found.fault(line.places[code], f"{code}: harus dari 0 sampai {contract.MAX_COUNT}")


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
