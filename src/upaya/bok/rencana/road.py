"""The road of a plan made executable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upaya.alur.mail import tell_next
from upaya.alur.road import Road
from upaya.bok.rencana.models import Rencana, RencanaDinas
from upaya.bok.rencana.reading import BacaanRencana
from upaya.core import clock
from upaya.core.access import Access
from upaya.rules.bok.road import PJ_PROGRAM, RENCANA
from upaya.rules.bok.road_dinas import PERENCANA_DINAS, RENCANA_DINAS
from upaya.wilayah.models import Unit


def _clean(reading: BacaanRencana) -> list[str]:
    if said := reading.ketetapan.mengapa_tidak:
        return [said]
    if not reading.kegiatan:
        return ["Rencana ini belum berisi kegiatan."]
    return [note.kalimat for note in reading.galat]


def _explained(reading: BacaanRencana) -> list[str]:
    return [f"Belum dijelaskan: {note.kalimat}" for note in reading.tanpa_penjelasan]


def _open(reading: BacaanRencana) -> list[str]:
    said = reading.jendela_tertutup()
    return [said] if said else []


def _decide(reading: BacaanRencana, _access: Access, _context: Mapping[str, Any]) -> None:
    reading.subject.ditetapkan_pada = clock.today()


def _hold_puskesmas(plan: Rencana) -> None:
    """Whoever reports or records what was paid waits: what is realised lies still meanwhile."""
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.puskesmas_id)


RELATED = ("puskesmas", "kabupaten")
"""What a plan is loaded with wherever it is read."""

ROAD = Road(
    RENCANA,
    Rencana,
    {"tanpa_galat": _clean, "dijelaskan": _explained, "jendela_terbuka": _open},
    effects={"tetapkan": _decide},
    new_round=frozenset({"kembalikan_tim", "kembalikan_kepala"}),
    holds={"tetapkan": _hold_puskesmas},
    after=tell_next(PJ_PROGRAM),
    read=BacaanRencana,
    related=RELATED,
)

ROAD_DINAS = Road(
    RENCANA_DINAS,
    RencanaDinas,
    ROAD.conditions,
    effects=ROAD.effects,
    new_round=frozenset({"kembalikan_penyetuju", "kembalikan_kepala"}),
    holds=ROAD.holds,
    after=tell_next(PERENCANA_DINAS),
    read=BacaanRencana,
    related=RELATED,
)
"""The same of the Dinas's own plan."""
