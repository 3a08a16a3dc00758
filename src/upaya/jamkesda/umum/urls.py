"""Addresses of the general application. Which host leads to them: docs/operasi.md."""

from __future__ import annotations

from django.urls import path

from upaya.jamkesda.umum.views import halaman, kiriman, periksa

AWAL = "jamkesda/umum/"
_DI = f"{AWAL}<str:kabupaten>/"
PATHS = [
    path(AWAL, halaman.semua, name="umum_semua"),
    path(f"{AWAL}cek/", halaman.semua, {"ke": "peserta"}, name="umum_cek"),
    path(f"{AWAL}mengadu/", halaman.semua, {"ke": "aduan"}, name="umum_mengadu"),
    path(_DI, halaman.beranda, name="umum"),
    path(f"{_DI}fasilitas/", halaman.ppk, name="umum_ppk"),
    path(f"{_DI}peraturan/", halaman.peraturan, name="umum_peraturan"),
    path(f"{_DI}peraturan/<int:dokumen>/", halaman.unduh, name="umum_dokumen"),
    path(f"{_DI}statistik/", halaman.angka, name="umum_statistik"),
    path(f"{_DI}peserta/", periksa.peserta, name="umum_peserta"),
    path(f"{_DI}surat/", periksa.cari_surat, name="umum_cari_surat"),
    path(f"{_DI}pengaduan/", kiriman.aduan, name="umum_aduan"),
    path(f"{_DI}tiket/", kiriman.cari_tiket, name="umum_cari_tiket"),
    path(f"{_DI}tiket/<slug:tiket>/", kiriman.tiket, name="umum_tiket"),
    path("surat-jaminan/<slug:kode>/", periksa.surat, name="umum_surat"),
    path("surat-jaminan/<slug:kode>/nilai/", kiriman.nilai, name="umum_nilai"),
]
