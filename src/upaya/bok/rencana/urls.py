"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.bok.rencana import views
from upaya.bok.rencana.pages import PAGES

app_name = "rencana"
urlpatterns = [
    path("bok/rencana/buka/", views.buka, name="buka"),
    path("bok/rencana/kegiatan/<int:pk>/", views.ubah, name="ubah"),
    path("bok/rencana/kegiatan/<int:pk>/hapus/", views.hapus, name="hapus"),
    *case_paths(PAGES, "bok/rencana/", own={"daftar": views.daftar, "rinci": views.rinci}),
    *(path(f"bok/rencana/<int:pk>/{key}/", view, name=key) for key, view in views.SHEETS.items()),
    path("bok/rencana/<int:pk>/kegiatan/<int:kunci>/", views.jejak_kegiatan, name="jejak_kegiatan"),
    path("bok/rencana/<int:pk>/tambah/", views.tambah, name="tambah"),
    path("bok/rencana/<int:pk>/revisi/", views.revisi, name="revisi"),
    path("bok/rencana/<int:pk>/penjelasan/", views.jelaskan, name="jelaskan"),
]
