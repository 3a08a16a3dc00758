"""What a district's own rules bring into the house."""

from __future__ import annotations

from upaya.core.registry import Door, Entry, Sistem
from upaya.regulasi.izin import IzinRegulasi
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS

SISTEM = Sistem(
    name="regulasi",
    title="Aturan",
    permissions=IzinRegulasi,
    grants={IzinRegulasi.USUL: (ADMIN_DINAS,), IzinRegulasi.SETUJUI: (KEPALA_DINAS,)},
    second={IzinRegulasi.SETUJUI: IzinRegulasi.USUL},
    everybody=(IzinRegulasi.LIHAT,),
    menu=(Entry("Aturan", "regulasi:daftar", IzinRegulasi.LIHAT, ("/aturan/",), 230),),
    searches=("upaya.regulasi.cari.ATURAN", "upaya.regulasi.cari.KETETAPAN"),
    urls=(("aturan/", "upaya.regulasi.urls"),),
    public=("regulasi:semua", "regulasi:riwayat"),
    doors=(Door("Membaca semua aturan dan asal tiap angka", "regulasi:semua", curious=True),),
    row_rules=("upaya.regulasi.aturan_tetap.ATURAN",),
    inbox=("upaya.regulasi.queries.tasks",),
    words={"aturan.tolak": "Menolak usulan aturan kabupaten"},
)
