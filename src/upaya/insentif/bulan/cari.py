"""What the one search finds of the months of a puskesmas."""

from __future__ import annotations

from upaya.core.search import Rows
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.izin import IzinInsentif

BULAN = Rows(
    label="Bulan Insentif UKM",
    model=Pengajuan,
    permission=IzinInsentif.LIHAT,
    fields=("puskesmas__nama", "puskesmas__kode"),
    order=("-periode", "pk"),
    title=lambda row: f"Insentif UKM {row.full_name}",
    text=lambda row: row.state.label,
    related=("puskesmas",),
)
