"""Addresses of applications for membership."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.jamkesda.peserta.pages import PAGES
from upaya.jamkesda.peserta.views import pendaftaran as views

app_name = "pendaftaran"
urlpatterns = [
    path("jamkesda/pendaftaran/baru/", views.baru, name="baru"),
    path("jamkesda/pendaftaran/dari-surat/", views.dari_surat, name="dari_surat"),
    *case_paths(PAGES, "jamkesda/pendaftaran/", own={"daftar": views.daftar, "rinci": views.rinci}),
    path("jamkesda/pendaftaran/<int:pk>/ubah/", views.ubah, name="ubah"),
    path("jamkesda/pendaftaran/<int:pk>/kenali/", views.kenali, name="kenali"),
]
