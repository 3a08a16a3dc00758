"""Addresses of guarantee letters."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.jamkesda.surat.pages import PAGES
from upaya.jamkesda.surat.views import letters as views

app_name = "jaminan"
urlpatterns = [
    *case_paths(PAGES, "jamkesda/surat/", own={"daftar": views.daftar, "rinci": views.rinci}),
    path("jamkesda/surat/<int:pk>/berkas/", views.berkas, name="berkas"),
    path("jamkesda/surat/<int:pk>/surat.pdf", views.surat_pdf, name="surat_pdf"),
]
