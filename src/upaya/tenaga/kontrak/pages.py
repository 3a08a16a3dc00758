"""What the pages of a contract say."""

from __future__ import annotations

from upaya.alur.pages import CasePages
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kontrak.papers import PAPERS
from upaya.tenaga.kontrak.road import ROAD

PAGES = CasePages(
    road=ROAD,
    title="Perjanjian kerja",
    view=IzinTenaga.BACA,
    write=IzinTenaga.KONTRAK_SUSUN,
    begins="Belum ada perjanjian kerja. Perjanjian dibuat dari formasi yang ditetapkan Dinas.",
    begins_at=("formasi:daftar", "Buka formasi"),
    consequences={
        "tandatangani": "Perjanjian berlaku pada masanya; target bulan pertama dapat ditetapkan.",
        "akhiri": "Honor dibayar sampai hari terakhirnya dan formasinya kosong sesudah itu.",
    },
    papers=PAPERS,
)
tasks, board = PAGES.inbox, PAGES.board
