"""What officers, posts and decrees bring into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.pegawai.izin import IzinPegawai
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS, PEMBACA

SISTEM = Sistem(
    name="pegawai",
    title="Petugas",
    permissions=IzinPegawai,
    grants={
        IzinPegawai.LIHAT: PEMBACA,
        IzinPegawai.KELOLA: (ADMIN_DINAS, OPERATOR_PUSKESMAS),
        IzinPegawai.JABATAN_KELOLA: (ADMIN_DINAS,),
    },
    menu=(Entry("Petugas", "pegawai:daftar", IzinPegawai.LIHAT, ("/petugas/",), 200),),
    urls=(("petugas/", "upaya.pegawai.urls"),),
    demo=("upaya.pegawai.demo.make",),
    words={
        "petugas.tambah": "Menambah petugas",
        "petugas.ubah": "Mengubah data petugas",
        "petugas.nonaktif": "Menonaktifkan petugas",
        "petugas.aktif": "Mengaktifkan kembali petugas",
        "petugas.akun": "Mengubah akun yang tertaut pada petugas",
        "petugas.lihat_nomor": "Membuka nomor lengkap petugas",
        "petugas.impor_unggah": "Mengunggah berkas daftar petugas",
        "petugas.impor": "Menerapkan berkas daftar petugas",
        "petugas.impor_batal": "Membuang berkas daftar petugas",
        "petugas.padanan": "Menjelaskan kata sendiri untuk impor petugas",
        "petugas.padanan_hapus": "Melupakan kata sendiri untuk impor petugas",
        "jabatan.tambah": "Menambah nama jabatan",
        "jabatan.ubah": "Mengubah nama jabatan",
        "sk.tambah": "Mencatat SK",
        "sk.ubah": "Mengubah catatan SK",
        "penugasan.tambah": "Mencatat jabatan petugas",
        "penugasan.akhiri": "Mengakhiri jabatan petugas",
        "penetapan.tambah": "Menetapkan petugas penerima insentif",
        "penetapan.akhiri": "Mengakhiri penetapan penerima insentif",
    },
)
