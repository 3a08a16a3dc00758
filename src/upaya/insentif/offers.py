"""What other programs may read of the incentive: months, and what was computed of them."""

from __future__ import annotations

from upaya.core.offers import Field, Offer, standing, whose
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.izin import IzinInsentif

BULAN = Offer(
    system="insentif",
    name="bulan",
    title="Bulan insentif UKM tiap puskesmas",
    permission=IzinInsentif.LIHAT,
    model=Pengajuan,
    fields=(
        *whose("puskesmas"),
        Field("periode", "tanggal", "Hari pertama bulannya."),
        *standing(Pengajuan.workflow.title),
        Field("penduduk", "bulat", "Jumlah penduduk.", empty=True),
        Field("bok_diusulkan", "rupiah", "BOK yang diusulkan bulan itu.", empty=True),
        Field("bok_diserap", "rupiah", "BOK yang diserap bulan itu.", empty=True),
    ),
    narrows=("periode", "status"),
)
HASIL = Offer(
    system="insentif",
    name="hasil",
    title="Hasil hitungan bulan yang diajukan, beku (Pasal 11A)",
    permission=IzinInsentif.LIHAT,
    model=Perhitungan,
    fields=(
        *whose("pengajuan__puskesmas"),
        Field("periode", "tanggal", "Hari pertama bulannya.", "pengajuan__periode"),
        Field("nomor", "bulat", "Pengajuan ke berapa; yang terbesar yang terakhir."),
        Field("pool", "rupiah", "Insentif puskesmas."),
        Field("pool_lapangan", "rupiah", "Bagian kegiatan lapangan."),
        Field("pool_manajemen", "rupiah", "Bagian kegiatan manajemen."),
        Field("tidak_dibagi", "rupiah", "Yang tidak dapat dibagikan."),
        Field("dipotong_pagu", "rupiah", "Yang terpotong pagu."),
        Field("sidik", "teks", "Sidik hitungan; perintah hitung memberi sidik yang sama."),
        Field("dibekukan", "waktu", "Kapan dibekukan.", "dibekukan_pada"),
    ),
    narrows=("periode",),
)
