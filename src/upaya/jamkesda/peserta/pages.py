"""What the pages of an application say."""

from __future__ import annotations

from upaya.alur.pages import CasePages
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta.road import ROAD

PAGES = CasePages(
    road=ROAD,
    title="Pendaftaran peserta",
    view=IzinJamkesda.DAFTAR_LIHAT,
    write=IzinJamkesda.DAFTAR_TULIS,
    consequences={
        "ajukan": "UPT mencocokkannya dengan register; isinya tidak dapat diubah lagi.",
        "aktifkan": "Orang ini masuk register sekali dan mendapat kartu peserta.",
    },
)
tasks, board = PAGES.inbox, PAGES.board
