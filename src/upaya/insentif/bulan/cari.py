"""What the one search finds of the months of a puskesmas."""

from __future__ import annotations

from upaya.alur.cari import Papers
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
    month="periode",
    related=("puskesmas",),
)
DOKUMEN = Papers(
    label="Dokumen Insentif UKM",
    permission=IzinInsentif.DOKUMEN_UNDUH,
    models=(Pengajuan,),
)
