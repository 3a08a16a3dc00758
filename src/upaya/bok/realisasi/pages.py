"""What the pages of a report say."""

from __future__ import annotations

from upaya.alur.pages import CasePages
from upaya.bok.izin import IzinBok
from upaya.bok.realisasi.road import ROAD

PAGES = CasePages(
    road=ROAD,
    title="Kegiatan BOK",
    view=IzinBok.LIHAT,
    write=IzinBok.RENCANA_ISI,
    consequences={
        "verifikasi": "Kegiatan ini dihitung dalam bulan insentif: OH atau frekuensi tiap petugas.",
        "cabut": "Kegiatan ini tidak lagi dihitung; bulan insentif yang sudah diajukan tidak "
        "berubah, bedanya menjadi selisih.",
    },
)
tasks, board = PAGES.inbox, PAGES.board
