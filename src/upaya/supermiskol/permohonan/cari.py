"""What the one search finds of poverty letters: requests and the letters themselves."""

from __future__ import annotations

from django.urls import reverse

from upaya.core.search import Rows
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat.models import SuratMiskin

PERMOHONAN = Rows(
    label="Permohonan surat miskin",
    model=Permohonan,
    permission=IzinSupermiskol.LIHAT,
    fields=("tiket", "nama"),
    nik="nik_indeks",
    order=("-masuk_pada", "-pk"),
    title=lambda row: row.short_name,
    text=lambda row: f"{row.desa.nama}, {row.state.label}",
    related=("desa",),
)
SURAT = Rows(
    label="Surat miskin",
    model=SuratMiskin,
    permission=IzinSupermiskol.LIHAT,
    fields=("nomor",),
    order=("-pk",),
    title=lambda row: row.nomor,
    text=lambda row: row.permohonan.desa.nama,
    url=lambda row: reverse("miskol:rinci", args=[row.permohonan_id]),
    related=("permohonan__desa",),
)
