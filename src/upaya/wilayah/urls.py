"""Addresses of wilayah."""

from __future__ import annotations

from django.urls import path

from upaya.wilayah import views

app_name = "wilayah"
urlpatterns = [
    path("", views.units, name="daftar"),
    path("tambah/", views.add, name="tambah"),
    path("kop/", views.letterhead, name="kop"),
    path("<int:pk>/", views.unit, name="rinci"),
    path("<int:pk>/ubah/", views.edit, name="ubah"),
    path("<int:pk>/kode-aturan/", views.code, name="kode_aturan"),
    path("<int:pk>/kategori/", views.category, name="kategori"),
    path("<int:pk>/penduduk/", views.population, name="penduduk"),
    path("<int:pk>/fasilitas/", views.add_facility, name="fasilitas_tambah"),
    path("<int:pk>/riwayat/", views.history, name="riwayat"),
    path("fasilitas/<int:pk>/hapus/", views.remove_facility, name="fasilitas_hapus"),
]
