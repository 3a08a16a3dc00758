"""What the one search finds of BOK: activities that were carried out, and their SPJ."""

from __future__ import annotations

from upaya.alur.cari import Papers
from upaya.bok.izin import IzinBok
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import Rencana
from upaya.bok.spj.models import SpjKegiatan
from upaya.core.search import Rows

KEGIATAN = Rows(
    label="Kegiatan BOK",
    model=Pelaksanaan,
    permission=IzinBok.LIHAT,
    fields=("nama", "puskesmas__nama", "menu"),
    month="periode",
    order=("-periode", "pk"),
    title=lambda row: row.full_name,
    text=lambda row: row.state.label,
    related=("puskesmas",),
)
SPJ = Rows(
    label="SPJ kegiatan BOK",
    model=SpjKegiatan,
    permission=IzinBok.LIHAT,
    fields=("pelaksanaan__nama", "puskesmas__nama"),
    month="pelaksanaan__periode",
    order=("-pk",),
    title=lambda row: row.full_name,
    text=lambda row: row.state.label,
    related=("pelaksanaan", "puskesmas"),
)
DOKUMEN = Papers(
    label="Dokumen BOK",
    permission=IzinBok.LIHAT,
    models=(Rencana, SpjKegiatan),
)
