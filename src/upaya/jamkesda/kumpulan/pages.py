"""What the pages of a batch say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.pages import CasePages, Tab
from upaya.core.access import Access
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.kumpulan.papers import PAPERS
from upaya.jamkesda.kumpulan.reading import BacaanKumpulan
from upaya.jamkesda.kumpulan.road import ROAD


def _step(reading: BacaanKumpulan, _access: Access, _free: object) -> Mapping[str, Any]:
    return {"baca": reading}


PAGES = CasePages(
    road=ROAD,
    title="Kumpulan klaim",
    view=IzinKlaim.KUMPULAN_LIHAT,
    tabs=(Tab("isi", "Klaim di dalamnya"),),
    consequences={
        "bayarkan": "Daftar pembayaran tiap PPK dibuat dengan rekening yang disetujui; bendahara "
        "yang mengirimnya.",
        "balik": "Semua klaimnya kembali menunggu kumpulan dan pagunya tersedia lagi.",
    },
    step_context=_step,
    step_template="jamkesda/kumpulan_langkah.html",
    papers=PAPERS,
)
tasks, board = PAGES.inbox, PAGES.board
