"""What other programs may read of BOK: plans, activities, the cash book, and the SPJ."""

from __future__ import annotations

from upaya.bok.izin import IzinBok
from upaya.bok.kas.models import Mutasi
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import Rencana
from upaya.bok.spj.models import SpjKegiatan
from upaya.core.offers import Field, Offer, standing, whose

RENCANA = Offer(
    system="bok",
    name="rencana",
    title="Rencana BOK puskesmas dan versinya",
    permission=IzinBok.LIHAT,
    model=Rencana,
    fields=(
        *whose("puskesmas"),
        Field("tahun", "bulat", "Tahun anggaran."),
        Field("nomor", "bulat", "Versi: 0 murni, lainnya perubahan."),
        Field("ditetapkan", "tanggal", "Hari ditetapkan.", "ditetapkan_pada", empty=True),
        *standing(Rencana.workflow.title),
    ),
    narrows=("tahun",),
)
REALISASI = Offer(
    system="bok",
    name="realisasi",
    title="Kegiatan BOK yang dilaporkan tiap bulan, tanpa nama petugas",
    permission=IzinBok.LIHAT,
    model=Pelaksanaan,
    fields=(
        *whose("puskesmas"),
        Field("periode", "tanggal", "Tanggal pertama bulan itu."),
        Field("kegiatan", "bulat", "Nomor kegiatan, tetap dalam semua versi rencana.", "kunci"),
        Field("menu", "teks", "Menu kegiatan."),
        Field("sifat", "teks", "Lapangan, manajemen, atau kosong bila tidak dihitung."),
        *standing(Pelaksanaan.workflow.title),
    ),
    narrows=("status",),
)
KAS = Offer(
    system="bok",
    name="kas",
    title="Buku kas umum BOK, mutasi demi mutasi",
    permission=IzinBok.KAS_LIHAT,
    model=Mutasi,
    fields=(
        *whose("buku__unit"),
        Field("tahun", "bulat", "Tahun anggaran bukunya.", "buku__tahun"),
        Field("nomor", "bulat", "Nomor urut dalam bukunya."),
        Field("hari", "tanggal", "Tanggal mutasi."),
        Field("jenis", "teks", "Jenis mutasi."),
        Field("jumlah", "rupiah", "Jumlah; negatif bila membatalkan mutasi lain."),
        Field("bank", "rupiah", "Perubahan saldo bank."),
        Field("tunai", "rupiah", "Perubahan saldo tunai."),
        Field("pajak", "rupiah", "Perubahan utang pajak."),
        Field("serapan", "rupiah", "Perubahan serapan."),
        Field("menu", "teks", "Menu kegiatan; kosong bila bukan belanja."),
        Field("komponen", "teks", "Komponen BOK; kosong bila bukan belanja."),
        Field("belanja", "teks", "Huruf Pasal 10 ayat (1); kosong bila bukan belanja."),
        Field("rekening", "teks", "Kode rekening; kosong bila bukan belanja."),
    ),
    narrows=("tahun", "hari"),
)
SPJ = Offer(
    system="bok",
    name="spj",
    title="SPJ kegiatan BOK menurut jenisnya (Pasal 24)",
    permission=IzinBok.LIHAT,
    model=SpjKegiatan,
    fields=(
        *whose("puskesmas"),
        Field("jenis", "teks", "Huruf Pasal 24."),
        *standing(SpjKegiatan.workflow.title),
        Field("dikirim", "waktu", "Kapan terakhir dikirim.", "dikirim_pada", empty=True),
    ),
    narrows=("status",),
)
