"""What the sheet Kegiatan of a workbook would change in the grid of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upaya.exchange.insentif.month_file import MonthFile, WorkRow, WorkSheet
from upaya.insentif.isian.reading import IsianBulan
from upaya.insentif.kegiatan.menu import month_menu
from upaya.rules.errors import Fault
from upaya.rules.insentif.officer_work import jumlah_kerja
from upaya.rules.money import angka


@dataclass(slots=True)
class Activities:
    """Differences of the grid: amounts by row and menu line, new menu lines, words for people.

    `changes` holds (label, before, after).
    """

    cells: dict[int, dict[str, int]] = field(default_factory=dict)
    menu: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    nama: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """The grid as it stands: rows by officer code, kinds by menu line, amounts by both."""

    rows: Mapping[str, _Row]
    kinds: Mapping[str, str]
    cells: Mapping[tuple[int, str], int]
    days: int
    month: str


def compare_work(sheet: IsianBulan, found: MonthFile) -> Activities:
    """Compare row by row. Officers and menu lines that the file leaves out stay as they are.

    So do those whose row is blank: an empty form that comes back takes nothing away.
    """
    result = Activities()
    if found.work is None:
        if "petugas" in found.data:
            result.notes.append(
                "Berkas tidak memuat lembar Kegiatan, jadi kegiatan petugas tidak berubah."
            )
        return result
    grid = _load(sheet)
    kinds = _lines(sheet, found.work, grid, result)
    filled = {pk for pk, _ in grid.cells}
    blank = 0
    for kode, row in found.work.rows.items():
        stored = grid.rows.get(kode)
        if stored is None:
            result.faults.append(
                Fault(
                    row.place,
                    f"kode {kode[:40]} bukan petugas bulan ini di puskesmas ini; segarkan daftar "
                    "petugas di halaman Kegiatan, lalu unduh buku kerja yang baru",
                )
            )
            continue
        if row.blank and stored.pk in filled:
            blank += 1
        else:
            _row(result, grid, stored, row, kinds)
    if blank:
        result.notes.append(
            f"Baris {angka(blank)} petugas di lembar Kegiatan kosong; isiannya tidak berubah. "
            "Tulis 0 untuk menghapusnya."
        )
    absent = len(grid.rows.keys() - found.work.rows.keys())
    if absent:
        result.notes.append(
            f"{angka(absent)} petugas tidak ada di lembar Kegiatan; isiannya tidak berubah."
        )
    return result


def _load(sheet: IsianBulan) -> _Grid:
    period, menu = sheet.month.period, {line.pk: line.menu for line in sheet.kolom}
    return _Grid(
        {row.petugas.kode: _Row(row.pk, row.petugas.nama) for row in sheet.baris},
        {line.menu: line.jenis for line in sheet.kolom},
        {(cell.baris, menu[cell.kolom]): cell.jumlah for cell in sheet.sel},
        period.days,
        period.nama,
    )


def _lines(sheet: IsianBulan, work: WorkSheet, grid: _Grid, result: Activities) -> dict[str, str]:
    """Kinds of the month's menu lines and of those that the file brings along."""
    kinds = dict(grid.kinds)
    new = [code for code in work.lines if code not in kinds]
    menu = _menu(sheet) if new else {}
    for code, (line, place) in work.lines.items():
        used = any(row.cells.get(code) for row in work.rows.values())
        if code in new and code not in menu:
            result.faults.append(Fault(place, f"“{code[:40]}” tidak ada di menu BOK bulan ini"))
            continue
        kind = kinds.get(code) or menu[code]
        if line.jenis != kind:
            result.faults.append(
                Fault(place, f"jenis kegiatan {code} adalah {kind}, bukan {line.jenis}")
            )
        if code in new and used:
            kinds[code] = kind
            result.menu.append(code)
            result.changes.append((f"Kolom {code}", "belum ada", f"ditambahkan ({kind})"))
    return kinds


def _menu(sheet: IsianBulan) -> dict[str, str]:
    """Kinds of the menu's lines that can take work, by code; empty before any rule."""
    return {line.kode: line.sifat for line in month_menu(sheet.month, sheet.book) if line.sifat}


def _row(
    result: Activities, grid: _Grid, stored: _Row, row: WorkRow, kinds: Mapping[str, str]
) -> None:
    if row.nama and row.nama.casefold() != " ".join(stored.nama.split()).casefold():
        result.notes.append(
            f"{row.place}: nama “{row.nama[:60]}” berbeda dari {stored.nama}. Petugas dikenali "
            "dari kodenya; periksa apakah barisnya tidak bergeser."
        )
    wanted = {menu: amount for (pk, menu), amount in grid.cells.items() if pk == stored.pk}
    for code, amount in row.cells.items():
        before = wanted.get(code, 0)
        if code in kinds and amount != before:
            wanted[code] = amount
            result.cells.setdefault(stored.pk, {})[code] = amount
            result.changes.append((f"{stored.nama}, {code}", angka(before), angka(amount)))
    days = jumlah_kerja((kinds.get(code, ""), n) for code, n in wanted.items()).orang_hari
    # Management work is counted in person-days of one month (Pasal 11A ayat (7) huruf a).
    if days > grid.days:
        result.faults.append(
            Fault(
                row.place,
                f"OH {stored.nama} menjadi {angka(days)}, melebihi {grid.days} hari bulan "
                f"{grid.month}",
            )
        )
