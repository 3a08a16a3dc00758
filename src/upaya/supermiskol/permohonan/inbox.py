"""Whose delay is told to whom."""

from __future__ import annotations

from upaya.alur.overdue import Watch
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.road import ROAD

WATCH = Watch(
    ROAD,
    {
        road.VERIFIKATOR_KECAMATAN: (road.OPERATOR_DESA, road.SURVEYOR),
        road.PENANDATANGAN: (
            road.PETUGAS_DINKES,
            road.VERIFIKATOR_KECAMATAN,
            road.PETUGAS_DINSOS,
        ),
    },
)
"""No text says who stands above whom: an assumption of the application."""
late = WATCH.lines
