"""What the one search finds of contract staff: contracts, months of work, and their papers."""

from __future__ import annotations

from upaya.alur.cari import Papers
from upaya.core.search import Rows
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kontrak.models import Kontrak

KONTRAK = Rows(
    label="Perjanjian kerja",
    model=Kontrak,
    permission=IzinTenaga.LIHAT,
    fields=("petugas__nama", "nama_pihak", "puskesmas__nama"),
    order=("-mulai", "-pk"),
    title=lambda row: row.full_name,
    text=lambda row: row.state.label,
    related=("petugas", "puskesmas"),
)
BULAN = Rows(
    label="Bulan kerja tenaga kontrak",
    model=BulanKerja,
    permission=IzinTenaga.LIHAT,
    fields=("kontrak__petugas__nama", "kontrak__nama_pihak", "puskesmas__nama"),
    month="periode",
    order=("-periode", "pk"),
    title=lambda row: row.full_name,
    text=lambda row: row.state.label,
    related=("kontrak__petugas", "puskesmas"),
)
DOKUMEN = Papers(
    label="Dokumen tenaga kontrak", permission=IzinTenaga.LIHAT, models=(Kontrak, BulanKerja)
)
