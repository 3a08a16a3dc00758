"""What the pages of a plan say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.pages import CasePages, Tab
from upaya.bok.izin import IzinBok
from upaya.bok.rencana.papers import LEMBAR, PAPERS, papers
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.road import ROAD, ROAD_DINAS
from upaya.core.access import Access
from upaya.rules.bok.road import EDITABLE
from upaya.wilayah.models import Unit


def _lead(reading: BacaanRencana, access: Access) -> str:
    """A closed window is said first to whoever could write."""
    dinas = reading.subject.puskesmas.jenis == Unit.Jenis.DINAS
    write = IzinBok.RENCANA_DINAS_ISI if dinas else IzinBok.RENCANA_ISI
    if reading.subject.status in EDITABLE and access.allows(write):
        return reading.ketetapan.mengapa_tidak or reading.jendela_tertutup()
    return ""


def _shown(reading: BacaanRencana, _access: Access, _free: bool) -> Mapping[str, Any]:  # noqa: FBT001 - as CasePages hands it on
    """What whoever decides reads beside the step: warnings with what was said of them."""
    own = {str(row.pk): row for row in reading.kegiatan}
    return {
        "peringatan": [
            {
                "kalimat": note.kalimat,
                "dasar": note.dasar,
                "penjelasan": own[note.kegiatan].penjelasan
                if note.kegiatan in own
                else reading.subject.penjelasan,
            }
            for note in reading.peringatan
        ]
    }


PAGES = CasePages(
    road=ROAD,
    title="Rencana BOK",
    view=IzinBok.LIHAT,
    write=IzinBok.RENCANA_ISI,
    tabs=tuple(Tab(sheet.key, sheet.key.upper()) for sheet in LEMBAR),
    lead=_lead,
    step_context=_shown,
    papers=PAPERS,
    step_template="bok/langkah.html",
)
PAGES_DINAS = CasePages(
    road=ROAD_DINAS,
    title="Rencana BOK Dinas",
    view=IzinBok.DINAS_LIHAT,
    write=IzinBok.RENCANA_DINAS_ISI,
    tabs=PAGES.tabs,
    lead=_lead,
    step_context=_shown,
    papers=papers(IzinBok.DINAS_LIHAT, IzinBok.DINAS_TERBITKAN, "Pasal 4 dan Pasal 5"),
    step_template="bok/langkah.html",
)
"""The same of the Dinas's own plan."""
tasks, board = PAGES.inbox, PAGES.board
tasks_dinas, board_dinas = PAGES_DINAS.inbox, PAGES_DINAS.board
