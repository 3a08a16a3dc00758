"""The history of a month: everything that happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.core.workflow import history
from upaya.insentif.models import IndeksTerbit, Pengajuan
from upaya.insentif.queries.temuan import visible_to
from upaya.rules.insentif_workflow import INSENTIF
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


def events(month: Pengajuan, access: Access) -> list[Kejadian]:
    """All events that this person may know of. Five queries."""
    found = [
        Kejadian(month.dibuat_pada, "Bulan dibuka", month.dibuat_oleh.name),
        *_publications(month),
        *_moves(month),
        *_findings(month, access),
        *_calculations(month),
    ]
    return sorted(found, key=lambda event: event.pada, reverse=True)


def _moves(month: Pengajuan) -> Iterator[Kejadian]:
    for log in history(month):
        move = INSENTIF.moves.get(log.move)
        target = INSENTIF.states.get(log.target)
        yield Kejadian(
            log.at,
            move.done if move else log.move,
            f"{log.actor.name}, {registry().role_label(log.role)}",
            log.reason,
            target.tone if target else "",
        )


def _findings(month: Pengajuan, access: Access) -> Iterator[Kejadian]:
    for found in visible_to(month, access):
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


def _calculations(month: Pengajuan) -> Iterator[Kejadian]:
    for kept in month.perhitungan.select_related("dinyatakan_oleh").order_by("nomor"):
        yield Kejadian(
            kept.dibekukan_pada,
            f"Hitungan pengajuan ke-{kept.nomor} dibekukan: {rupiah(kept.dibagi)} dibagikan",
            kept.dinyatakan_oleh.name,
            kept.pernyataan,
            "info",
            kept.sidik,
        )


def _publications(month: Pengajuan) -> Iterator[Kejadian]:
    rows = IndeksTerbit.objects.filter(puskesmas=month.puskesmas_id, periode=month.periode)
    for found in rows.select_related("diterbitkan_oleh").order_by("versi"):
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
