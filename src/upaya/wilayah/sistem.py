"""What the map of units brings into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.rules.kesehatan import ADMIN_DINAS, PEMBACA
from upaya.wilayah.izin import IzinWilayah

SISTEM = Sistem(
    name="wilayah",
    title="Puskesmas",
    permissions=IzinWilayah,
    grants={IzinWilayah.LIHAT: PEMBACA, IzinWilayah.KELOLA: (ADMIN_DINAS,)},
    menu=(Entry("Puskesmas", "wilayah:daftar", IzinWilayah.LIHAT, ("/puskesmas/",), 210),),
    urls=(("puskesmas/", "upaya.wilayah.urls"),),
    words={
        "puskesmas.tambah": "Menambah puskesmas",
        "puskesmas.ubah": "Mengubah data puskesmas",
        "puskesmas.kategori": "Menetapkan kategori puskesmas",
        "puskesmas.penduduk": "Mengisi jumlah penduduk puskesmas",
        "fasilitas.tambah": "Menambah jaringan atau jejaring",
        "fasilitas.hapus": "Menghapus jaringan atau jejaring",
    },
)
