"""The whole outcome as one workbook: a sheet for the sums, one for each grouping, the scenario."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from upaya.exchange.xlsx_writer import Value, formats, new_workbook, write_table
from upaya.insentif.simulasi import presenters
from upaya.insentif.simulasi.models import Simulasi
from upaya.rules.insentif.comparison import Kelompok, Perbandingan
from upaya.rules.period import Period

Rows = Iterable[Sequence[Value]]


def workbook(made: Simulasi, outcome: Perbandingan, changes: list[presenters.Perubahan]) -> bytes:
    """The file's bytes; amounts are whole rupiah, gross."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        looks = formats(book)

        def sheet(name: str, head: Sequence[str], rows: Rows) -> None:
            write_table(book.add_worksheet(name), head, rows, looks)

        sheet("Ringkasan", ("Keterangan", "Sekarang", "Skenario"), _summary(made, outcome))
        sheet("Skenario", ("Aturan", "Sekarang", "Dasar hukum", "Asal", "Skenario"), _said(changes))
        for table in presenters.tabel(outcome):
            name = table.judul.removeprefix("Menurut ").capitalize()
            sheet(name, (table.kepala, *presenters.ANGKA), map(_line, table.baris))
        boxes = [(box.kata, box.petugas) for box in outcome.histogram]
        sheet("Sebaran selisih", ("Selisih per petugas", "Petugas"), boxes)
        lost = [
            (each.nama, Period.parse(each.periode).nama, each.alasan)
            for each in outcome.tidak_dibandingkan
        ]
        sheet("Tidak dibandingkan", ("Puskesmas", "Bulan", "Alasan"), lost)
    return target.getvalue()


def _line(row: tuple[str, Kelompok]) -> Sequence[Value]:
    name, each = row
    return (
        name,
        each.petugas,
        each.sekarang,
        each.skenario,
        each.selisih,
        each.naik,
        each.turun,
        each.tetap,
    )


def _summary(made: Simulasi, outcome: Perbandingan) -> Rows:
    whole = outcome.jumlah
    yield "Simulasi", made.nama, None
    yield "Dihitung pada", made.selesai, None
    yield "Sidik masukan", made.sidik, None
    yield "Bulan yang dibandingkan", whole.bulan, None
    yield "Puskesmas", whole.puskesmas, None
    yield "Petugas", whole.petugas, None
    yield "Insentif untuk petugas (Rp)", whole.sekarang, whole.skenario
    yield "Selisih (Rp)", None, whole.selisih
    yield "Petugas yang naik", None, whole.naik
    yield "Petugas yang turun", None, whole.turun
    yield "Petugas yang tetap", None, whole.tetap
    yield "Terpotong pagu (Rp)", whole.dipotong_sekarang, whole.dipotong_skenario
    yield (
        "Bulan yang terpotong pagu",
        whole.bulan_dipotong_sekarang,
        whole.bulan_dipotong_skenario,
    )
    yield "Tidak dibagi (Rp)", whole.tidak_dibagi_sekarang, whole.tidak_dibagi_skenario


def _said(changes: list[presenters.Perubahan]) -> Rows:
    for change in changes:
        for present in change.sekarang:
            span = f" ({present.masa})" if present.masa else ""
            yield (
                change.judul,
                present.teks + span,
                present.sumber,
                present.asal,
                change.skenario,
            )
        if not change.sekarang:
            yield change.judul, None, None, None, change.skenario
