"""The map of units."""

from typing import ClassVar

from django.apps import AppConfig


class WilayahConfig(AppConfig):
    """The map of units."""

    name = "upaya.wilayah"
    label = "wilayah"
    audit_words: ClassVar[dict[str, str]] = {
        "puskesmas.tambah": "Menambah puskesmas",
        "puskesmas.ubah": "Mengubah data puskesmas",
        "puskesmas.kategori": "Menetapkan kategori puskesmas",
        "puskesmas.penduduk": "Mengisi jumlah penduduk puskesmas",
        "fasilitas.tambah": "Menambah jaringan atau jejaring",
        "fasilitas.hapus": "Menghapus jaringan atau jejaring",
    }
