"""What the pages of a month of work say."""

from __future__ import annotations

from upaya.alur.pages import CasePages
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja.dasar import pasal
from upaya.tenaga.kerja.papers import PAPERS
from upaya.tenaga.kerja.road import ROAD

PAGES = CasePages(
    road=ROAD,
    title="Bulan kerja",
    view=IzinTenaga.BACA,
    write=IzinTenaga.LAPORAN_ISI,
    begins="Belum ada bulan kerja. Bulan kerja dibuka setelah perjanjiannya ditandatangani.",
    begins_at=("kontrak:daftar", "Buka perjanjian kerja"),
    consequences={
        "verifikasi": "Honor dihitung dan dibekukan beserta langkah-langkahnya.",
        "ajukan_dana": "Daftar pembayaran dibuat dengan rekening dan pajak hari ini.",
        "transfer": "Dana dan honor yang dibayar masuk sendiri ke buku kas dan realisasi BOK.",
    },
    basis=pasal,
    papers=PAPERS,
)
tasks, board = PAGES.inbox, PAGES.board
