"""What the pages of a month say beside what every case says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upaya.alur.pages import CasePages, Step, Tab
from upaya.core.access import Access
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.insentif.bulan.history import events
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.daftar import PAPERS
from upaya.insentif.izin import IzinInsentif
from upaya.rules.insentif.road import APPROVED, DIKEMBALIKAN, DITOLAK

HASIL = "hasil"
PEMBAYARAN = "pembayaran"

AKIBAT = {
    "ajukan": "Isian, aturan, hasil, dan sidiknya dibekukan sebagai hitungan pengajuan ini.",
    "kembalikan": "Hanya bagian yang ada temuannya dibuka; setelah diperbaiki, bulan ini "
    "diverifikasi dan diajukan lagi.",
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


def _shown_with_a_move(sheet: LembarBulan, free: bool) -> Mapping[str, Any]:  # noqa: FBT001
    return {
        "hasil": sheet.hitungan.hasil if free else None,
        "dibayarkan": sheet.month.status in APPROVED,
    }


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
    before=_before,
    events=events,
    history_related=("dibuat_oleh",),
    step_context=_shown_with_a_move,
    papers=PAPERS,
    frame_template="insentif/bulan_frame.html",
    step_template="insentif/langkah.html",
)
board = PAGES.board
