"""What the one search finds of BOK: activities that were carried out, and their SPJ."""

from __future__ import annotations

from upaya.bok.izin import IzinBok
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj.models import SpjKegiatan
from upaya.core.search import Rows

KEGIATAN = Rows(
    label="Kegiatan BOK",
    model=Pelaksanaan,
    permission=IzinBok.LIHAT,
    fields=("nama",),
    order=("-periode", "pk"),
    title=lambda row: row.full_name,
    text=lambda row: row.state.label,
    related=("puskesmas",),
)
SPJ = Rows(
    label="SPJ kegiatan BOK",
    model=SpjKegiatan,
    permission=IzinBok.LIHAT,
    fields=("pelaksanaan__nama",),
    order=("-pk",),
    title=lambda row: row.full_name,
    text=lambda row: row.state.label,
    related=("pelaksanaan", "puskesmas"),
)
