"""What happens to a month beside its moves and findings: opened, published, computed."""

from __future__ import annotations

from collections.abc import Iterator

from upaya.alur.history import Event
from upaya.insentif.bulan.reading import LembarBulan
from upaya.rules.money import angka, rupiah


def events(sheet: LembarBulan) -> Iterator[Event]:
    """For its history, oldest first of each kind."""
    month = sheet.month
    yield Event(month.dibuat_pada, "Bulan dibuka", month.dibuat_oleh.name)
    yield from _publications(sheet)
    yield from _calculations(sheet)


def _calculations(sheet: LembarBulan) -> Iterator[Event]:
    rows = sheet.month.perhitungan.select_related("dinyatakan_oleh").defer("masukan", "hasil")
    for kept in rows.order_by("nomor"):
        yield Event(
            kept.dibekukan_pada,
            f"Hitungan pengajuan ke-{kept.nomor} dibekukan: {rupiah(kept.dibagi)} dibagikan",
            kept.dinyatakan_oleh.name,
            kept.pernyataan,
            "info",
            kept.sidik,
        )


def _publications(sheet: LembarBulan) -> Iterator[Event]:
    for found in sheet.terbitan:
        again = f" (versi {found.versi})" if found.versi > 1 else ""
        numbers = (
            f"Kinerja SPM {angka(found.kinerja_spm)}, kesulitan wilayah "
            f"{angka(found.kesulitan_wilayah)}, beban kerja {angka(found.beban_kerja)}; "
            f"surat {found.nomor_surat}."
        )
        yield Event(
            found.diterbitkan_pada,
            f"Indeks diterbitkan{again}",
            found.diterbitkan_oleh.name,
            f"{numbers} {found.alasan}".strip(),
        )
