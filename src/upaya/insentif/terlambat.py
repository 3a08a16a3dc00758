"""Whose delay in a month is told to whom: no text says it, an assumption of the application."""

from __future__ import annotations

from upaya.alur.overdue import Watch
from upaya.insentif.bulan.road import ROAD as BULAN
from upaya.insentif.koreksi.road import ROAD as KOREKSI
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)

_ABOVE = {
    KEPALA_PUSKESMAS: (OPERATOR_PUSKESMAS, TIM_VERIFIKASI, BENDAHARA_PEMBANTU),
    KEPALA_DINAS: (KEPALA_PUSKESMAS, VERIFIKATOR_DINAS, BENDAHARA_PENGELUARAN),
}
WATCH_BULAN = Watch(BULAN, _ABOVE)
WATCH_KOREKSI = Watch(KOREKSI, _ABOVE)
