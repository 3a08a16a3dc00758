"""The month as a workbook, filled or empty, in the columns of the calculator's own file."""

from __future__ import annotations

from typing import Any

from upaya.exchange.insentif.month_workbook import Extras, Line, Work, write_month
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil import calculation
from upaya.insentif.isian.reading import IsianBulan

_TYPED = ("bok_diusulkan", "bok_diserap", "sisa_pagu_bok", "pelayanan")


def month_workbook(sheet: IsianBulan, *, empty: bool = False) -> bytes:
    """The workbook of a month (loaded with puskesmas and kabupaten).

    `empty` leaves out what the operator types: amounts, services, work. Officers, menu lines and
    published indices stay, so that the file can be filled and comes back to this month.
    """
    month = sheet.month
    data, tanpa_sk, _ = calculation.read_input(sheet)
    for officer in data["petugas"]:
        officer["nama"] = sheet.nama.get(officer["id"], "")
    extras = Extras(
        kabupaten=month.kabupaten.nama,
        provinsi=month.kabupaten.provinsi,
        jaspel=None if empty else month.jaspel,
        jaspel_penerima=None if empty else month.jaspel_penerima,
        work=_work(sheet, empty=empty),
        tanpa_sk=frozenset(tanpa_sk),
    )
    return write_month(_emptied(data) if empty else data, extras)


def _emptied(data: dict[str, Any]) -> dict[str, Any]:
    officers = [officer | {"orang_hari": 0, "frekuensi": 0} for officer in data["petugas"]]
    kept = {key: value for key, value in data.items() if key not in _TYPED}
    return kept | {"petugas": officers}


def _work(sheet: IsianBulan, *, empty: bool) -> Work:
    lines = tuple(Line(line.menu, line.uraian, line.jenis) for line in sheet.kolom)
    cells: dict[str, dict[str, int]] = {}
    if not empty:
        menu = {line.pk: line.menu for line in sheet.kolom}
        kode = {row.pk: row.petugas.kode for row in sheet.baris}
        for cell in sheet.sel:
            cells.setdefault(kode[cell.baris], {})[menu[cell.kolom]] = cell.jumlah
    return Work(lines, cells)


def file_name(month: Pengajuan, what: str) -> str:
    """A file name that says what it is: "insentif-panji-2022-08-hasil.xlsx"."""
    return f"insentif-{month.puskesmas.slug}-{month.period}-{what}.xlsx"
