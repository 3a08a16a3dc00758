"""What the pages of a month say beside what every case says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upaya.alur.pages import CasePages, Step, Tab
from upaya.core.access import Access
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.insentif.bulan.changes import changes
from upaya.insentif.bulan.flags import for_part, shown_flags
from upaya.insentif.bulan.history import events
from upaya.insentif.bulan.models import Bagian
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.papers import PAPERS
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.uang.queries import request_of
from upaya.rules.insentif.road import APPROVED, DIKEMBALIKAN, DITOLAK
from upaya.rules.insentif.spm import nama_pelayanan

COMPARED = (Bagian.ADMINISTRASI, Bagian.PELAYANAN, Bagian.KEGIATAN)
"""Parts that a submission froze: compared with the month before and with an earlier round."""
HASIL = "hasil"
PEMBAYARAN = "pembayaran"

AKIBAT = {
    "ajukan": "Isian, aturan, hasil, dan sidiknya dibekukan sebagai hitungan pengajuan ini.",
    "kembalikan": "Bagian yang ada temuannya dibuka, juga berkas pendukung; setelah diperbaiki, "
    "bulan ini diverifikasi dan diajukan lagi.",
    "kembalikan_tim": "Semua bagian dibuka, dan alasan Anda tampil di atasnya sampai dikirim lagi.",
    "kembalikan_kepala": "Semua bagian dibuka, dan alasan Anda tampil di atasnya sampai dikirim "
    "lagi.",
    "setujui": "Hitungan yang dibekukan menjadi tetap dan tidak dapat diubah lagi.",
    "tolak": "Bulan ini ditutup dan tidak dapat diajukan lagi.",
    "rekap": "Jumlah, rekening, dan pajak tiap petugas dicatat seperti hari ini.",
    "tutup_nihil": "Bulan ini ditutup tanpa membayar siapa pun.",
    "siapkan_nota": "SPJ tidak dapat diganti lagi selama nota belum dikembalikan.",
    "kembalikan_rekap": "Daftar pembayaran dan SPJ yang diserahkan dibatalkan; rekap dibuat lagi.",
    "transfer": "SPJ dinyatakan diterima dan dana ini dapat dibayarkan kepada petugas.",
    "transfer_sisa": "Dana ini dapat dibayarkan kepada petugas.",
    "selesai_bayar": "Bulan ini ditutup; daftar pembayarannya tidak berubah lagi.",
}


def _lead(sheet: LembarBulan, access: Access) -> str:
    """The first sentence, where it says more than the state does."""
    month = sheet.month
    if month.status == DITOLAK:
        return "Pengajuan ini ditolak. Alasannya ada di Riwayat."
    theirs = access.role not in month.state.waits_for
    if theirs or month.status == DIKEMBALIKAN or not month.editable:
        return ""
    unfinished = [part.label for part, texts in sheet.lacks.items() if texts]
    if unfinished:
        return f"Lengkapi {', '.join(unfinished)}, lalu kirim ke tim verifikasi."
    return "Semua bagian sudah terisi. Baca hasilnya, lalu kirim ke tim verifikasi."


def _before(sheet: LembarBulan) -> Iterator[Step]:
    """Nothing can be computed before the indices are published."""
    published = sheet.indeks
    yield {
        "label": "Indeks terbit",
        "state": "done" if published else "todo",
        "note": tanggal_pendek(published.diterbitkan_pada) if published else "ditunggu",
    }


def _shown_with_a_move(
    sheet: LembarBulan,
    access: Access,
    free: bool,  # noqa: FBT001
) -> Mapping[str, Any]:
    return {
        "berubah": changes(sheet),
        "tanda": shown_flags(sheet, access),
        "hasil": sheet.hitungan.hasil if free else None,
        "dibayarkan": sheet.month.status in APPROVED,
        "nota": request_of(sheet),
        "rekening_utuh": access.allows(IzinInsentif.DOKUMEN_REKENING),
    }


def _places(sheet: LembarBulan, part: str) -> Mapping[str, str]:
    """What a finding may be about: an officer of the grid, one of the 12 services."""
    if part == Bagian.KEGIATAN:
        return sheet.nama
    return nama_pelayanan() if part == Bagian.PELAYANAN else {}


def _shown_with_a_part(sheet: LembarBulan, access: Access, part: str) -> Mapping[str, Any]:
    """What changed and what is odd there; last month for whoever only reads the part."""
    month = sheet.month
    reads = not month.open_for(part) or not access.allows(IzinInsentif.ISI)
    return {
        "berubah": changes(sheet, part) if part in COMPARED else None,
        "tanda": for_part(sheet, access, part),
        "lalu": _last_month(sheet) if reads and part in COMPARED else _UNKNOWN,
    }


_UNKNOWN: Mapping[str, Any] = {"pelayanan": {}, "petugas": {}}


def _last_month(sheet: LembarBulan) -> Mapping[str, Any]:
    """What was submitted for the month before, officers by code."""
    found = sheet.bulan_lalu
    if found is None:
        return _UNKNOWN
    return {**found, "petugas": {row["id"]: row for row in found["petugas"]}}


PAGES = CasePages(
    road=ROAD,
    title="Insentif UKM",
    view=IzinInsentif.LIHAT,
    write=IzinInsentif.ISI,
    find=IzinInsentif.TEMUAN,
    tabs=(
        Tab(HASIL, "Hasil"),
        Tab(PEMBAYARAN, "Pembayaran", lambda sheet: sheet.month.status in APPROVED),
    ),
    list_page="papan",
    consequences=AKIBAT,
    lead=_lead,
    places=_places,
    before=_before,
    events=events,
    history_related=("dibuat_oleh",),
    part_context=_shown_with_a_part,
    step_context=_shown_with_a_move,
    basis=LembarBulan.pasal,
    papers=PAPERS,
    frame_template="insentif/bulan_frame.html",
    step_template="insentif/langkah.html",
)
board = PAGES.board
