"""What officers, posts and decrees bring into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.pegawai.izin import IzinPegawai
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS, OPERATOR_PUSKESMAS, PEMBACA

SISTEM = Sistem(
    name="pegawai",
    title="Petugas",
    permissions=IzinPegawai,
    grants={
        IzinPegawai.LIHAT: PEMBACA,
        IzinPegawai.KELOLA: (ADMIN_DINAS, OPERATOR_PUSKESMAS),
        IzinPegawai.JABATAN_KELOLA: (ADMIN_DINAS,),
        IzinPegawai.SK_KONFIRMASI: (ADMIN_DINAS, KEPALA_DINAS),
    },
    menu=(Entry("Petugas", "pegawai:daftar", IzinPegawai.LIHAT, ("/petugas/",), 200),),
    inbox=("upaya.pegawai.inbox.tasks_for",),
    searches=("upaya.pegawai.cari.PETUGAS", "upaya.pegawai.cari.SK"),
    urls=(("petugas/", "upaya.pegawai.urls"),),
    demo=("upaya.pegawai.demo.make",),
    taken={
        "petugas_nik_sekali": ("nik", "NIK ini sudah tercatat untuk petugas lain di sini."),
        "petugas_pengguna_sekali": ("user", "Akun ini sudah dipakai untuk slip petugas lain."),
        "Petugas.kode": ("", "Kode petugas ini sudah dipakai. Coba sekali lagi."),
        "jenis_jabatan_sekali": ("nama", "Nama jabatan ini sudah ada."),
        "sk_nomor_unik": ("nomor", "SK dengan nomor ini sudah dicatat untuk unit ini."),
        "penugasan_sekali": ("jenis", "Jabatan ini sudah dipegang sejak tanggal itu."),
        "penugasan_terbuka_sekali": ("jenis", "Jabatan ini masih dipegang petugas ini."),
        "penetapan_sekali": ("sk", "SK ini sudah menetapkan petugas ini sejak tanggal itu."),
        "penetapan_terbuka_sekali": ("sk", "SK ini masih menetapkan petugas ini."),
        "padanan_sekali": ("", "Kata ini baru saja dijelaskan orang lain. Muat ulang halamannya."),
    },
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
