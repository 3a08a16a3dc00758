"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.bok.realisasi import views
from upaya.bok.realisasi.pages import PAGES

app_name = "realisasi"
urlpatterns = [
    path("bok/kegiatan/catat/", views.catat, name="catat"),
    *case_paths(PAGES, "bok/kegiatan/", own={"daftar": views.daftar, "rinci": views.rinci}),
]
