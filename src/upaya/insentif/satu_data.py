"""The monthly numbers of the incentive: how far the months of puskesmas are; nobody is counted."""

from __future__ import annotations

from datetime import date

from upaya.core.satu_data import Hitungan, TabelBulanan, menurut_keadaan
from upaya.insentif.bulan.models import Pengajuan


def _bulan(kabupaten: str, bulan: date) -> Hitungan:
    rows = Pengajuan.objects.filter(kabupaten=kabupaten, periode=bulan)
    return menurut_keadaan(rows, Pengajuan.workflow)


BULANAN = (
    TabelBulanan(
        kode="insentif.bulan",
        judul="Bulan insentif UKM puskesmas menurut keadaannya",
        konsep="Pembayaran insentif UKM",
        definisi="Puskesmas dengan bulan insentif itu, menurut keadaannya ketika data dibuat.",
        klasifikasi="Keadaan dalam alur insentif",
        ukuran="Jumlah",
        satuan="puskesmas",
        sumber=("insentif_pengajuan",),
        hitung=_bulan,
    ),
)
