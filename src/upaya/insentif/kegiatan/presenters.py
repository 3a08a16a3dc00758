"""Making the grid ready to be shown: texts of the cells, faults and conflicts at their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upaya.core.templatetags.upaya import angka
from upaya.insentif.kegiatan.grid_input import bilangan
from upaya.insentif.kegiatan.queries import GridColumn, GridRow, Kisi
from upaya.insentif.kegiatan.services import CONFLICT, RowResult
from upaya.rules.insentif.officer_work import LAPANGAN
from upaya.rules.numbers import NumberError

# name, frekuensi, OH, bobot, amount, state
LEBAR_TETAP = 6


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: what stands in it, and whether it is at fault."""

    kolom: GridColumn
    teks: str
    salah: bool


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """A row ready for the template.

    `galat` are sentences, `anda` and `tersimpan` the differing cells of a conflict in words; empty
    where there is none.
    """

    data: GridRow
    lapangan: list[GridCell]
    manajemen: list[GridCell]
    keadaan: str
    galat: list[str]
    anda: str
    tersimpan: str


def menunggu(grid: Kisi) -> list[str]:
    """Why there are no amounts yet, in sentences."""
    return [text if text.endswith(".") else f"{text}." for text in grid.menunggu]


def present_rows(
    grid: Kisi, results: Sequence[RowResult], typed: Mapping[int, Mapping[int, str]]
) -> list[BarisTampil]:
    """Rows in the grid's order; `typed` stands in the cells of rows that were not saved."""
    by_row = {result.row: result for result in results}
    return [_row(row, by_row.get(row.pk), typed.get(row.pk, {})) for row in grid.baris]


def _row(row: GridRow, result: RowResult | None, typed: Mapping[int, str]) -> BarisTampil:
    faults = result.cell_faults if result else {}
    cells = [
        GridCell(kolom, typed.get(kolom.pk, angka(amount) if amount else ""), kolom.pk in faults)
        for kolom, amount in row.isian
    ]
    conflict = result is not None and result.state == CONFLICT
    differing = [
        (kolom, typed.get(kolom.pk, "").strip(), amount)
        for kolom, amount in row.isian
        if conflict and _differs(typed.get(kolom.pk, ""), amount)
    ]
    return BarisTampil(
        data=row,
        lapangan=[cell for cell in cells if cell.kolom.jenis == LAPANGAN],
        manajemen=[cell for cell in cells if cell.kolom.jenis != LAPANGAN],
        keadaan=result.state if result else "",
        galat=_sentences(row, result),
        anda=" · ".join(f"{kolom.menu}: {text or '0'}" for kolom, text, _ in differing),
        tersimpan=" · ".join(f"{kolom.menu}: {angka(amount)}" for kolom, _, amount in differing),
    )


def _differs(text: str, amount: int) -> bool:
    try:
        return bilangan(text) != amount
    except NumberError:
        return True


def _sentences(row: GridRow, result: RowResult | None) -> list[str]:
    if result is None:
        return []
    if result.state == CONFLICT:
        who = result.writer or "orang lain"
        return [f"Baris {row.nama} sudah diubah {who} sejak Anda membukanya."]
    names = {kolom.pk: kolom.menu for kolom, _ in row.isian}
    at_cells = [f"{names.get(line, 'Kolom')}: {text}" for line, text in result.cell_faults.items()]
    return [*at_cells, *result.faults]
