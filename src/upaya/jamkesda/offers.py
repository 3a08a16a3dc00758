"""What other programs may read of e-Jamkesda: agreements, cards, letters, claims, batches.

Nobody's name is among it.
"""

from __future__ import annotations

from upaya.core.offers import Field, Offer, standing, whose
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.ppk.models import Perjanjian
from upaya.jamkesda.surat.models import SuratJaminan

PERJANJIAN = Offer(
    system="jamkesda",
    name="perjanjian",
    title="Perjanjian kerja sama dengan PPK dan badan usaha",
    permission=IzinJamkesda.PPK_LIHAT,
    model=Perjanjian,
    fields=(
        Field("kabupaten", "teks", "Kode Kemendagri kabupaten.", "kabupaten_id"),
        Field("ppk", "teks", "Nama PPK; null bila badan usaha.", "ppk__unit__nama", empty=True),
        Field("badan_usaha", "teks", "Badan usaha; kosong bila PPK."),
        Field("nomor", "teks", "Nomor perjanjian."),
        Field("mulai", "tanggal", "Berlaku mulai."),
        Field("sampai", "tanggal", "Berlaku sampai."),
        Field("plafon", "rupiah", "Plafon seluruh masanya; null bila tanpa plafon.", empty=True),
        Field("hari_klaim", "bulat", "Hari untuk mengajukan klaim."),
        Field("status", "teks", "Keadaan perjanjian."),
    ),
    narrows=("nomor",),
)
PESERTA = Offer(
    system="jamkesda",
    name="peserta",
    title="Kartu peserta Jamkesda menurut kategori dan desa, tanpa nama",
    permission=IzinJamkesda.PESERTA_LIHAT,
    model=Peserta,
    fields=(
        *whose("warga__desa"),
        Field("kartu", "teks", "Nomor kartu."),
        Field("kategori", "teks", "Kategori peserta."),
        Field("sumber", "teks", "Dari mana peserta masuk register."),
    ),
    narrows=("kategori", "kartu"),
)
JAMINAN = Offer(
    system="jamkesda",
    name="jaminan",
    title="Surat jaminan tiap PPK",
    permission=IzinJamkesda.SURAT_LIHAT,
    model=SuratJaminan,
    fields=(
        *whose("ppk__unit"),
        Field("nomor", "teks", "Nomor surat; kosong sebelum terbit."),
        Field("kartu", "teks", "Nomor kartu peserta.", "peserta__kartu"),
        Field("layanan", "teks", "Jenis layanan."),
        Field("diagnosis", "teks", "Kelompok diagnosis ICD-10."),
        Field("mulai", "tanggal", "Berlaku mulai."),
        Field("sampai", "tanggal", "Berlaku sampai."),
        Field(
            "batas_jaminan", "rupiah", "Batas jaminan; null bila tanpa batas.", "batas", empty=True
        ),
        *standing(SuratJaminan.workflow.title),
    ),
    narrows=("status",),
)
KLAIM = Offer(
    system="jamkesda",
    name="klaim",
    title="Klaim PPK: diminta, diperiksa, disetujui",
    permission=IzinKlaim.LIHAT,
    model=Klaim,
    fields=(
        *whose("unit"),
        Field("nomor", "teks", "Nomor klaim menurut PPK."),
        Field("jenis", "teks", "Rawat jalan atau rawat inap, ditulis dengan garis bawah."),
        Field("masuk", "tanggal", "Hari masuk."),
        Field("keluar", "tanggal", "Hari keluar."),
        Field("diajukan", "tanggal", "Hari diajukan."),
        Field("diminta", "rupiah", "Yang diminta PPK."),
        Field("diperiksa", "rupiah", "Yang tersisa sesudah pemeriksaan."),
        Field("disetujui", "rupiah", "Yang disetujui; null sebelum diputus.", empty=True),
        Field("putusan", "teks", "Putusan pemeriksaan."),
        Field("sidik", "teks", "Sidik pemeriksaan; perintah hitung memberi sidik yang sama."),
        *standing(Klaim.workflow.title),
    ),
    narrows=("status", "nomor"),
)
KUMPULAN = Offer(
    system="jamkesda",
    name="kumpulan",
    title="Kumpulan klaim yang ditutup",
    permission=IzinKlaim.KUMPULAN_LIHAT,
    model=Kumpulan,
    fields=(
        *whose("unit"),
        Field("mulai", "tanggal", "Keluar mulai."),
        Field("sampai", "tanggal", "Keluar sampai."),
        Field("tahun", "bulat", "Tahun anggaran."),
        Field("banyak", "bulat", "Banyaknya klaim."),
        Field("total", "rupiah", "Jumlah yang dibayar."),
        *standing(Kumpulan.workflow.title),
    ),
    narrows=("tahun", "status"),
)
