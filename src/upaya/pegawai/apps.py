"""Officers, posts and decrees."""

from typing import ClassVar

from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    """Officers, posts and decrees."""

    name = "upaya.pegawai"
    label = "pegawai"
    audit_words: ClassVar[dict[str, str]] = {
        "petugas.tambah": "Menambah petugas",
        "petugas.ubah": "Mengubah data petugas",
        "petugas.nonaktif": "Menonaktifkan petugas",
        "petugas.aktif": "Mengaktifkan kembali petugas",
        "petugas.akun": "Mengubah akun yang tertaut pada petugas",
        "petugas.lihat_nomor": "Membuka nomor lengkap petugas",
        "petugas.impor_unggah": "Mengunggah berkas daftar petugas",
        "petugas.impor": "Menerapkan berkas daftar petugas",
        "petugas.impor_batal": "Membuang berkas daftar petugas",
        "jabatan.tambah": "Menambah nama jabatan",
        "jabatan.ubah": "Mengubah nama jabatan",
        "sk.tambah": "Mencatat SK",
        "sk.ubah": "Mengubah catatan SK",
        "penugasan.tambah": "Mencatat jabatan petugas",
        "penugasan.akhiri": "Mengakhiri jabatan petugas",
        "penetapan.tambah": "Menetapkan petugas penerima insentif",
        "penetapan.akhiri": "Mengakhiri penetapan penerima insentif",
    }
