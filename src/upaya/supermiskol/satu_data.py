"""The monthly numbers of Supermiskol: requests by how they stand; families are people."""

from __future__ import annotations

from datetime import date

from upaya.core.satu_data import Hitungan, TabelBulanan, menurut_keadaan
from upaya.supermiskol.permohonan.models import Permohonan


def _permohonan(kabupaten: str, bulan: date) -> Hitungan:
    rows = Permohonan.objects.filter(
        kabupaten=kabupaten, masuk_pada__year=bulan.year, masuk_pada__month=bulan.month
    )
    return menurut_keadaan(rows, Permohonan.workflow)


BULANAN = (
    TabelBulanan(
        kode="miskol.permohonan",
        judul="Permohonan surat miskin menurut keadaannya",
        konsep="Pelayanan surat miskin",
        definisi="Permohonan yang pemohonnya datang dalam bulan itu, menurut keadaannya ketika "
        "data dibuat; yang sudah dihapus sesudah masa simpannya tidak terhitung.",
        klasifikasi="Keadaan dalam alur surat miskin",
        ukuran="Jumlah",
        satuan="permohonan",
        sumber=("supermiskol_permohonan",),
        hitung=_permohonan,
        orang=True,
    ),
)
