"""Addresses of e-Jamkesda beside those of applications and letters, which have their own."""

from __future__ import annotations

from django.urls import path

from upaya.jamkesda.peserta.views import peserta
from upaya.jamkesda.ppk import views as ppk
from upaya.jamkesda.surat.views import letters, loket

app_name = "jamkesda"
urlpatterns = [
    path("kartu-jamkesda/", peserta.cari_kartu, name="cari_kartu"),
    path("kartu-jamkesda/<slug:kode>/", peserta.periksa_kartu, name="periksa_kartu"),
    path("jamkesda/peserta/", peserta.daftar, name="peserta_daftar"),
    path("jamkesda/peserta/<int:pk>/", peserta.peserta, name="peserta"),
    path("jamkesda/peserta/<int:pk>/mutasi/", peserta.peserta_mutasi, name="peserta_mutasi"),
    path("jamkesda/peserta/<int:pk>/kartu.pdf", peserta.peserta_kartu, name="peserta_kartu"),
    path("jamkesda/ppk/", ppk.daftar, name="ppk_daftar"),
    path("jamkesda/ppk/catat/", ppk.tambah, name="ppk_tambah"),
    path("jamkesda/ppk/<int:pk>/", ppk.ppk, name="ppk"),
    path("jamkesda/ppk/<int:pk>/perjanjian/", ppk.perjanjian_susun, name="perjanjian_susun"),
    path("jamkesda/perjanjian/", ppk.perjanjian_daftar, name="perjanjian_daftar"),
    path("jamkesda/perjanjian/mitra/", ppk.perjanjian_mitra, name="perjanjian_mitra"),
    path("jamkesda/perjanjian/<int:pk>/", ppk.perjanjian, name="perjanjian"),
    path("jamkesda/perjanjian/<int:pk>/putus/", ppk.perjanjian_putus, name="perjanjian_putus"),
    path("jamkesda/cek/", loket.cek, name="cek"),
    path("jamkesda/cek/<slug:kartu>/surat/", loket.buat, name="surat_buat"),
    path("jamkesda/cek/<slug:kartu>/rujukan/", loket.rujuk, name="rujukan_buat"),
    path("jamkesda/rujukan/", loket.rujukan, name="rujukan"),
    path("jamkesda/berkas/<int:pk>/", letters.unduh_berkas, name="unduh_berkas"),
]
