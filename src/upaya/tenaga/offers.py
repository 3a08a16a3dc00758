"""What other programs may read of contract staff: places, contracts and months, without names."""

from __future__ import annotations

from upaya.core.offers import Field, Offer, standing, whose
from upaya.tenaga.formasi.models import Formasi
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kontrak.models import Kontrak

FORMASI = Offer(
    system="tenaga",
    name="formasi",
    title="Formasi tenaga dengan perjanjian kerja",
    permission=IzinTenaga.LIHAT,
    model=Formasi,
    fields=(
        *whose("puskesmas"),
        Field("tahun", "bulat", "Tahun anggaran."),
        Field("nomor", "bulat", "Nomor formasi dalam tahun dan puskesmas itu."),
        Field("jenis", "teks", "Jenis tenaga."),
        Field("keputusan", "teks", "Nomor keputusan Kepala Dinas."),
        Field("tanggal", "tanggal", "Tanggal keputusan itu."),
    ),
    narrows=("tahun",),
)
KONTRAK = Offer(
    system="tenaga",
    name="kontrak",
    title="Perjanjian kerja tenaga, tanpa nama",
    permission=IzinTenaga.LIHAT,
    model=Kontrak,
    fields=(
        *whose("puskesmas"),
        Field("formasi", "bulat", "Kunci formasi yang diisi.", "formasi_id"),
        Field("jenis", "teks", "Jenis tenaga.", "formasi__jenis"),
        Field("pihak", "teks", "Bentuk pihak kedua: perorangan, tim, atau lembaga."),
        Field("mulai", "tanggal", "Berlaku mulai."),
        Field("sampai", "tanggal", "Berlaku sampai menurut perjanjiannya."),
        Field("berakhir", "tanggal", "Hari terakhir bila berakhir lebih awal.", empty=True),
        *standing(Kontrak.workflow.title),
    ),
    narrows=("status",),
)
BULAN = Offer(
    system="tenaga",
    name="bulan",
    title="Bulan kerja tenaga dan keadaannya, tanpa nama",
    permission=IzinTenaga.LIHAT,
    model=BulanKerja,
    fields=(
        *whose("puskesmas"),
        Field("kontrak", "bulat", "Kunci perjanjian kerjanya.", "kontrak_id"),
        Field("periode", "tanggal", "Tanggal pertama bulan itu."),
        *standing(BulanKerja.workflow.title),
    ),
    narrows=("periode", "status"),
)
