"""What the pages of an allocation say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.pages import CasePages, Tab
from upaya.bok.alokasi.papers import PAPERS
from upaya.bok.alokasi.reading import BacaanAlokasi
from upaya.bok.alokasi.road import ROAD
from upaya.bok.izin import IzinBok
from upaya.core.access import Access


def _lead(reading: BacaanAlokasi, access: Access) -> str:
    """What lacks is said first to whoever fills it in."""
    if not reading.subject.beku and access.allows(IzinBok.ALOKASI_SUSUN):
        return reading.kurang[0] if reading.kurang else ""
    return ""


def _shown(reading: BacaanAlokasi, _access: Access, _free: object) -> Mapping[str, Any]:
    """What whoever decides reads beside the step."""
    return {"baca": reading}


PAGES = CasePages(
    road=ROAD,
    title="Alokasi BOK",
    view=IzinBok.DINAS_LIHAT,
    write=IzinBok.ALOKASI_SUSUN,
    tabs=(Tab("coba", "Bagaimana bila"),),
    consequences={
        "ajukan": "Nilai, bobot, dan hitungannya dibekukan seperti adanya sekarang.",
        "tetapkan": "Jumlah tiap puskesmas menjadi pagu BOK-nya tahun itu; surat penetapannya "
        "diterbitkan sesudahnya.",
    },
    lead=_lead,
    step_context=_shown,
    papers=PAPERS,
    step_template="bok/alokasi_langkah.html",
)
tasks, board = PAGES.inbox, PAGES.board
