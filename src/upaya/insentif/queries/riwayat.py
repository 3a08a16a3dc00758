"""The history of a month: everything that happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.insentif.bulan.reading import LembarBulan
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.money import angka, rupiah


@dataclass(frozen=True, slots=True)
class Kejadian:
    """One event: what, when, who, and the words that belong to it."""

    pada: datetime
    judul: str
    siapa: str
    catatan: str = ""
    tone: str = ""
    sidik: str = ""


def events(sheet: LembarBulan, access: Access) -> list[Kejadian]:
    """All events that this person may know of."""
    month = sheet.month
    found = [
        Kejadian(month.dibuat_pada, "Bulan dibuka", month.dibuat_oleh.name),
        *_publications(sheet),
        *_moves(sheet),
        *_findings(sheet, access),
        *_calculations(sheet),
    ]
    return sorted(found, key=lambda event: event.pada, reverse=True)


def _moves(sheet: LembarBulan) -> Iterator[Kejadian]:
    for log in sheet.moves:
        move = INSENTIF.moves.get(log.move)
        target = INSENTIF.states.get(log.target)
        yield Kejadian(
            log.at,
            move.done if move else log.move,
            f"{log.actor.name}, {registry().role_label(log.role)}",
            log.reason,
            target.tone if target else "",
        )


def _findings(sheet: LembarBulan, access: Access) -> Iterator[Kejadian]:
    for found in sheet.temuan_bagi(access):
        part = found.get_bagian_display()
        yield Kejadian(
            found.dicatat_pada,
            f"Temuan pada {part}, putaran {found.round}",
            found.dicatat_oleh.name,
            found.uraian,
            "warn",
        )
        if found.ditanggapi_pada and found.ditanggapi_oleh:
            yield Kejadian(
                found.ditanggapi_pada,
                f"Tanggapan atas temuan pada {part}",
                found.ditanggapi_oleh.name,
                found.tanggapan,
            )


def _calculations(sheet: LembarBulan) -> Iterator[Kejadian]:
    rows = sheet.month.perhitungan.select_related("dinyatakan_oleh").defer("masukan", "hasil")
    for kept in rows.order_by("nomor"):
        yield Kejadian(
            kept.dibekukan_pada,
            f"Hitungan pengajuan ke-{kept.nomor} dibekukan: {rupiah(kept.dibagi)} dibagikan",
            kept.dinyatakan_oleh.name,
            kept.pernyataan,
            "info",
            kept.sidik,
        )


def _publications(sheet: LembarBulan) -> Iterator[Kejadian]:
    for found in sheet.terbitan:
        again = f" (versi {found.versi})" if found.versi > 1 else ""
        numbers = (
            f"Kinerja SPM {angka(found.kinerja_spm)}, kesulitan wilayah "
            f"{angka(found.kesulitan_wilayah)}, beban kerja {angka(found.beban_kerja)}; "
            f"surat {found.nomor_surat}."
        )
        yield Kejadian(
            found.diterbitkan_pada,
            f"Indeks diterbitkan{again}",
            found.diterbitkan_oleh.name,
            f"{numbers} {found.alasan}".strip(),
        )
