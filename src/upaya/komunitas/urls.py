"""Addresses of the community: what is open to all stands by its own name and never moves."""

from __future__ import annotations

from django.urls import path

from upaya.komunitas.diskusi import moderasi, views

app_name = "komunitas"

urlpatterns = [
    path("", views.tentang, name="tentang"),
    path("moderasi/", moderasi.moderasi, name="moderasi"),
    path("moderasi/<int:pk>/", moderasi.putuskan, name="putuskan"),
    path("moderasi/periode/baru/", moderasi.periode_baru, name="periode_baru"),
    path("moderasi/periode/<int:pk>/", moderasi.kelola, name="kelola"),
    path("moderasi/periode/<int:pk>/tutup/", moderasi.tutup, name="tutup"),
    path("d/<slug:alamat>/", views.periode, name="periode"),
    path("d/<slug:alamat>/<int:nomor>/", views.topik, name="topik"),
]
