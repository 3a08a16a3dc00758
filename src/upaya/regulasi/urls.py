"""Addresses of regulasi."""

from __future__ import annotations

from django.urls import path

from upaya.regulasi import views

app_name = "regulasi"
urlpatterns = [
    path("", views.index, name="daftar"),
    path("naskah/", views.by_law, name="semua"),
    path("riwayat/", views.history, name="riwayat"),
    path("beda/", views.compare, name="beda"),
    path("ketetapan/", views.decrees, name="ketetapan"),
    path("ketetapan/usul/<slug:jenis>/", views.propose, name="usul"),
    path("ketetapan/<int:pk>/", views.decree, name="baris"),
    path("ketetapan/<int:pk>/setujui/", views.approve, name="setujui"),
    path("ketetapan/<int:pk>/tolak/", views.reject, name="tolak"),
]
