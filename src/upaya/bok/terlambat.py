"""Whose delay in BOK is told to whom: no text says it, an assumption of the application."""

from __future__ import annotations

from upaya.alur.overdue import Watch
from upaya.bok.alokasi.road import ROAD as ALOKASI
from upaya.bok.realisasi.road import ROAD as REALISASI
from upaya.bok.rencana.road import ROAD as RENCANA
from upaya.bok.rencana.road import ROAD_DINAS
from upaya.bok.spj.road import ROAD as SPJ
from upaya.rules.bok.road import PJ_PROGRAM
from upaya.rules.bok.road_dinas import PENYETUJU_DINAS, PERENCANA_DINAS
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)

_PUSKESMAS = {
    KEPALA_PUSKESMAS: (PJ_PROGRAM, OPERATOR_PUSKESMAS, TIM_VERIFIKASI, BENDAHARA_PEMBANTU),
    KEPALA_DINAS: (KEPALA_PUSKESMAS, VERIFIKATOR_DINAS),
}
_DINAS = {KEPALA_DINAS: (PERENCANA_DINAS, PENYETUJU_DINAS)}

WATCH_RENCANA = Watch(RENCANA, _PUSKESMAS)
WATCH_REALISASI = Watch(REALISASI, _PUSKESMAS)
WATCH_ALOKASI = Watch(ALOKASI, _DINAS)
WATCH_RENCANA_DINAS = Watch(ROAD_DINAS, _DINAS)
WATCH_SPJ = Watch(SPJ, _PUSKESMAS)
