"""What the one search finds of Jamkesda: members, letters, referrals, claims, providers."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from upaya.alur.cari import Papers
from upaya.core.search import Rows, page_of
from upaya.jamkesda.aduan.models import Aduan
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.peserta.models import Pendaftaran, Peserta
from upaya.jamkesda.ppk.models import Perjanjian
from upaya.jamkesda.surat.models import SuratJaminan

PESERTA = Rows(
    label="Peserta Jamkesda",
    model=Peserta,
    permission=IzinJamkesda.PESERTA_LIHAT,
    fields=("kartu", "warga__nama"),
    nik="warga__nik_indeks",
    order=("warga__nama", "pk"),
    title=lambda row: f"{row.kartu} {row.warga.nama}",
    text=lambda row: row.warga.desa.nama,
    url=page_of("jamkesda:peserta"),
    related=("warga__desa",),
    only=Q(gabung_ke=None),
)
PENDAFTARAN = Rows(
    label="Pendaftaran peserta",
    model=Pendaftaran,
    permission=IzinJamkesda.DAFTAR_LIHAT,
    fields=("nama", "nomor_sumber"),
    nik="nik_indeks",
    order=("-pk",),
    title=lambda row: row.short_name,
    text=lambda row: f"{row.oleh_unit.nama}, {row.state.label}",
    related=("oleh_unit",),
)
SURAT = Rows(
    label="Surat jaminan",
    model=SuratJaminan,
    permission=IzinJamkesda.SURAT_LIHAT,
    fields=("nomor", "peserta__kartu"),
    order=("-pk",),
    title=str,
    text=lambda row: f"{row.ppk.unit.nama}, {row.state.label}",
    related=("ppk__unit",),
)
KLAIM = Rows(
    label="Klaim",
    model=Klaim,
    permission=IzinKlaim.LIHAT,
    fields=("nomor",),
    order=("-pk",),
    title=str,
    text=lambda row: ", ".join(filter(None, (row.owner_name, row.state.label))),
    related=("unit",),
)
PERJANJIAN = Rows(
    label="Perjanjian dengan PPK",
    model=Perjanjian,
    permission=IzinJamkesda.PPK_LIHAT,
    fields=("nomor", "ppk__unit__nama"),
    order=("-pk",),
    title=lambda row: f"{row.nomor}, {row.ppk.unit.nama}",
    url=lambda row: reverse("jamkesda:perjanjian", args=[row.pk]),
    related=("ppk__unit",),
)
ADUAN = Rows(
    label="Suara warga: pengaduan dan pertanyaan",
    model=Aduan,
    permission=IzinUmum.ADUAN_LIHAT,
    fields=("tiket", "ppk__unit__nama"),
    order=("-pk",),
    title=str,
    text=lambda row: row.get_status_display(),
    url=page_of("jamkesda:aduan"),
)
KUMPULAN = Papers(
    label="Dokumen kumpulan klaim", permission=IzinKlaim.KUMPULAN_LIHAT, models=(Kumpulan,)
)
