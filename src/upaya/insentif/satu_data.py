"""The monthly numbers of the incentive: how far the months of puskesmas are; nobody is counted."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from upaya.core.satu_data import Hitungan, TabelBulanan
from upaya.insentif.bulan.models import Pengajuan


def _bulan(kabupaten: str, bulan: date) -> Hitungan:
    rows = Pengajuan.objects.filter(kabupaten=kabupaten, periode=bulan).order_by()
    found = dict(rows.values_list("status").annotate(n=Count("pk")))
    states = Pengajuan.workflow.states.values()
    return Hitungan(
        [(state.label, found.get(state.name, 0)) for state in states], sum(found.values())
    )


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
