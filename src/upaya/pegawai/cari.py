"""What the one search finds of officers and their decrees."""

from __future__ import annotations

from upaya.core.search import Rows, page_of
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import Petugas, SuratKeputusan

PETUGAS = Rows(
    label="Petugas",
    model=Petugas,
    permission=IzinPegawai.LIHAT,
    fields=("nama", "kode"),
    nik="nik_indeks",
    order=("nama", "pk"),
    title=lambda row: row.nama,
    text=lambda row: row.puskesmas.nama,
    url=page_of("pegawai:rinci"),
    related=("puskesmas",),
)
SK = Rows(
    label="Surat keputusan petugas",
    model=SuratKeputusan,
    permission=IzinPegawai.LIHAT,
    fields=("nomor",),
    order=("-pk",),
    title=lambda row: row.nomor,
    text=lambda row: row.unit.nama if row.unit else "",
    url=page_of("pegawai:sk"),
    related=("unit",),
)
