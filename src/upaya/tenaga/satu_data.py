"""The monthly numbers of contract staff: months of work and how they stand; workers are people."""

from __future__ import annotations

from datetime import date

from upaya.core.satu_data import Hitungan, TabelBulanan, menurut_keadaan
from upaya.tenaga.kerja.models import BulanKerja


def _bulan(kabupaten: str, bulan: date) -> Hitungan:
    rows = BulanKerja.objects.filter(kabupaten=kabupaten, periode=bulan)
    return menurut_keadaan(rows, BulanKerja.workflow)


BULANAN = (
    TabelBulanan(
        kode="tenaga.bulan_kerja",
        judul="Bulan kerja tenaga kontrak menurut keadaannya",
        konsep="Honor tenaga dengan perjanjian kerja",
        definisi="Perjanjian kerja dengan bulan kerja yang sudah dibuka, menurut keadaannya "
        "ketika data dibuat.",
        klasifikasi="Keadaan dalam alur bulan kerja",
        ukuran="Jumlah",
        satuan="bulan kerja",
        sumber=("tenaga_bulankerja",),
        hitung=_bulan,
        orang=True,
    ),
)
