"""What people and their memberships bring into the house, with the roles that many systems know."""

from __future__ import annotations

from upaya.akun.izin import IzinAkun
from upaya.core.izin import IzinCore
from upaya.core.registry import Entry, Sistem
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    PEMBACA,
    SEMUA,
)

SISTEM = Sistem(
    name="akun",
    title="Pengguna",
    roles=SEMUA,
    permissions=IzinAkun,
    grants={
        IzinCore.AUDIT_LIHAT: (ADMIN_DINAS, KEPALA_DINAS, AUDITOR),
        IzinCore.BERKAS_UNDUH: PEMBACA,
        IzinAkun.KEANGGOTAAN_LIHAT: (ADMIN_DINAS, KEPALA_DINAS, KEPALA_PUSKESMAS, AUDITOR),
        IzinAkun.KEANGGOTAAN_KELOLA: (ADMIN_DINAS, KEPALA_PUSKESMAS),
        IzinAkun.AKSES_PUTUS: (ADMIN_DINAS, KEPALA_DINAS, KEPALA_PUSKESMAS),
    },
    second={IzinAkun.AKSES_PUTUS: IzinAkun.KEANGGOTAAN_KELOLA},
    everybody=(IzinAkun.TUGAS_LIHAT, IzinAkun.PELIMPAHAN),
    menu=(
        Entry("Tugas saya", "akun:tugas", IzinAkun.TUGAS_LIHAT, ("/tugas/",), 0),
        Entry("Pengguna", "akun:daftar", IzinAkun.KEANGGOTAAN_LIHAT, ("/pengguna/",), 300),
    ),
    row_rules=(
        "upaya.akun.aturan_tetap.KEANGGOTAAN",
        "upaya.akun.aturan_tetap.USULAN",
        "upaya.akun.aturan_tetap.PELIMPAHAN",
    ),
    inbox=("upaya.akun.proposals.tasks",),
    searches=("upaya.akun.cari.PENGGUNA",),
    urls=(("", "upaya.akun.urls"), ("", "upaya.akun.signin_urls")),
    public=(
        "akun:mulai",
        "akun:masuk_demo",
        "account_login",
        "account_inactive",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    ),
    taken={
        "User.username": ("username", "Nama pengguna ini sudah dipakai. Pilih nama lain."),
        "user_surel_unik": ("email", "Alamat surel ini sudah dipakai orang lain."),
        "usulan_akses_satu_menunggu": ("", "Permintaan yang sama sudah menunggu putusan."),
        "keanggotaan_sekali": (
            "mulai",
            "Orang ini sudah memegang peran itu di unit itu sejak tanggal yang sama.",
        ),
    },
    words={
        "sesi.masuk": "Masuk",
        "sesi.keluar": "Keluar",
        "sesi.gagal": "Gagal masuk: kata sandi tidak cocok",
        "pengguna.tambah": "Menambah pengguna",
        "pengguna.ubah": "Mengubah data pengguna",
        "pengguna.aktifkan": "Membuka kembali akun pengguna",
        "pengguna.nonaktifkan": "Menutup akun pengguna",
        "pengguna.surel": "Mengganti alamat surel pengguna",
        "pengguna.tautan_sandi": "Membuat tautan kata sandi untuk pengguna",
        "akses.usul": "Meminta perubahan pada akun orang lain",
        "akses.tolak": "Menolak permintaan tentang sebuah akun",
        "pengguna.ganti_sandi": "Mengganti kata sandi",
        "pengguna.pasang_pengaman": "Memasang verifikasi dua langkah",
        "pengguna.lepas_pengaman": "Melepas verifikasi dua langkah",
        "keanggotaan.tambah": "Memberi peran kepada pengguna",
        "pelimpahan.buat": "Melimpahkan peran kepada pelaksana harian",
        "pelimpahan.cabut": "Mencabut pelimpahan peran",
        "pelimpahan.ikut_berakhir": "Mengakhiri pelimpahan bersama peran asalnya",
        "keanggotaan.akhiri": "Mengakhiri peran pengguna",
    },
)
