"""Addresses of allocations."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.bok.alokasi import views
from upaya.bok.alokasi.pages import PAGES

app_name = "alokasi"
urlpatterns = [
    path("bok/alokasi/buka/", views.buka, name="buka"),
    *case_paths(PAGES, "bok/alokasi/", own={"daftar": views.daftar, "rinci": views.rinci}),
    path("bok/alokasi/<int:pk>/revisi/", views.revisi, name="revisi"),
    path("bok/alokasi/<int:pk>/atur/", views.atur, name="atur"),
    path("bok/alokasi/<int:pk>/nilai/<slug:kode>/", views.nilai, name="nilai"),
    path("bok/alokasi/<int:pk>/hitungan/<int:unit>/", views.hitungan, name="hitungan"),
    path("bok/alokasi/<int:pk>/hitungan.xlsx", views.buku, name="buku"),
    path("bok/alokasi/<int:pk>/coba/", views.coba, name="coba"),
]
