"""What the map of units brings into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.rules.kesehatan import ADMIN_DINAS, PEMBACA
from upaya.wilayah.izin import IzinWilayah
from upaya.wilayah.jenis import KINDS

SISTEM = Sistem(
    name="wilayah",
    title="Puskesmas",
    permissions=IzinWilayah,
    unit_kinds=KINDS,
    grants={IzinWilayah.LIHAT: PEMBACA, IzinWilayah.KELOLA: (ADMIN_DINAS,)},
    menu=(Entry("Puskesmas", "wilayah:daftar", IzinWilayah.LIHAT, ("/puskesmas/",), 210),),
    searches=("upaya.wilayah.cari.PUSKESMAS",),
    urls=(("puskesmas/", "upaya.wilayah.urls"),),
    taken={
        "unit_nama_unik": ("nama", "Puskesmas dengan nama ini sudah ada."),
        "unit_nama_unik_akar": ("nama", "Unit dengan nama ini sudah ada."),
        "unit_kode_unik": ("kode", "Kode ini sudah dipakai unit lain."),
        "unit_slug_unik": ("slug", "Kode aturan ini milik unit lain. Isi kode yang lain."),
        "unit_slug_unik_tanpa_kabupaten": (
            "slug",
            "Kode aturan ini milik unit lain. Isi kode yang lain.",
        ),
        "kategori_sekali": ("mulai", "Kategori mulai tanggal ini sudah dicatat."),
        "penduduk_sekali": ("tahun", "Penduduk tahun ini sudah dicatat."),
        "fasilitas_sekali": ("nama", "Nama ini sudah ada untuk jenis yang sama."),
    },
    words={
        "puskesmas.tambah": "Menambah puskesmas",
        "puskesmas.ubah": "Mengubah data puskesmas",
        "dinas.kop": "Mengubah kop surat Dinas",
        "puskesmas.kode_aturan": "Mengganti kode aturan puskesmas",
        "puskesmas.kategori": "Menetapkan kategori puskesmas",
        "puskesmas.penduduk": "Mengisi jumlah penduduk puskesmas",
        "unit.pindah": "Memindahkan unit beserta yang di bawahnya",
        "fasilitas.tambah": "Menambah jaringan atau jejaring",
        "fasilitas.hapus": "Menghapus jaringan atau jejaring",
    },
)
