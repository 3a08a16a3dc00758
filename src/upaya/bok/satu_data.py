"""The monthly numbers of BOK: what each puskesmas spent, as its books have it."""

from __future__ import annotations

from datetime import date

from upaya.bok.serapan.queries import spent_by
from upaya.core.satu_data import Hitungan, TabelBulanan
from upaya.wilayah.models import Unit


def _serapan(kabupaten: str, bulan: date) -> Hitungan:
    units = list(
        Unit.objects.filter(kabupaten=kabupaten, jenis=Unit.Jenis.PUSKESMAS).order_by("nama", "pk")
    )
    found = spent_by([unit.pk for unit in units], bulan.year)
    rows = [(unit.sebutan, found[unit.pk].per_bulan.get(bulan.month, 0)) for unit in units]
    return Hitungan(rows, sum(amount for _, amount in rows))


BULANAN = (
    TabelBulanan(
        kode="bok.serapan",
        judul="Belanja BOK puskesmas",
        konsep="Bantuan Operasional Kesehatan",
        definisi="Uang BOK yang dibelanjakan dalam bulan itu, dikurangi yang kembali: menurut buku "
        "kas, dan menurut catatan bendahara bagi bulan tanpa buku kas.",
        klasifikasi="Puskesmas",
        ukuran="Nilai",
        satuan="rupiah",
        sumber=("bok_serapan", "bok_mutasi"),
        hitung=_serapan,
    ),
)
