"""Addresses of pegawai."""

from __future__ import annotations

from django.urls import path

from upaya.pegawai.views import importing, jabatan, padanan, petugas, sk

app_name = "pegawai"
urlpatterns = [
    path("", petugas.officers, name="daftar"),
    path("tambah/", petugas.add, name="tambah"),
    path("<int:pk>/", petugas.detail, name="rinci"),
    path("<int:pk>/ubah/", petugas.edit, name="ubah"),
    path("<int:pk>/akun/", petugas.account, name="akun"),
    path("<int:pk>/nomor/", petugas.reveal, name="lihat_nomor"),
    path("<int:pk>/riwayat/", petugas.history, name="riwayat"),
    path("<int:pk>/nonaktif/", petugas.end, name="nonaktif"),
    path("<int:pk>/aktif/", petugas.take_back, name="aktif"),
    path("<int:pk>/jabatan/", jabatan.assign, name="jabatan_tambah"),
    path("<int:pk>/penetapan/", jabatan.entitle, name="penetapan_tambah"),
    path("jabatan/<int:pk>/akhiri/", jabatan.end_assignment, name="jabatan_akhiri"),
    path("penetapan/<int:pk>/akhiri/", jabatan.end_entitlement, name="penetapan_akhiri"),
    path("nama-jabatan/", jabatan.names, name="jabatan_daftar"),
    path("nama-jabatan/tambah/", jabatan.add_name, name="jabatan_nama_tambah"),
    path("nama-jabatan/<int:pk>/", jabatan.edit_name, name="jabatan_ubah"),
    path("sk/", sk.decrees, name="sk_daftar"),
    path("sk/tambah/", sk.add, name="sk_tambah"),
    path("sk/<int:pk>/", sk.decree, name="sk"),
    path("sk/<int:pk>/ubah/", sk.edit, name="sk_ubah"),
    path("sk/<int:pk>/konfirmasi/", sk.confirm, name="sk_konfirmasi"),
    path("sk/<int:pk>/tetapkan/", sk.entitle, name="sk_tetapkan"),
    path("impor/", importing.upload, name="impor"),
    path("impor/templat/", importing.template, name="impor_templat"),
    path("impor/<int:pk>/", importing.dry_run, name="impor_periksa"),
    path("impor/<int:pk>/terapkan/", importing.apply, name="impor_terapkan"),
    path("impor/<int:pk>/buang/", importing.discard, name="impor_buang"),
    path("impor/<int:pk>/padanan/", padanan.explain, name="impor_padanan"),
    path("padanan/", padanan.words, name="padanan_daftar"),
    path("padanan/<int:pk>/", padanan.word, name="padanan"),
    path("padanan/<int:pk>/lupa/", padanan.forget, name="padanan_lupa"),
]
