"""Addresses of SPJ."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.bok.spj import views, views_buka
from upaya.bok.spj.pages import PAGES

app_name = "spj"
urlpatterns = [
    path("bok/spj/kemajuan/", views.kemajuan, name="kemajuan"),
    path("bok/spj/susun/", views_buka.buka, name="buka"),
    path("bok/spj/susun/sebulan/", views_buka.sebulan, name="sebulan"),
    path("bok/spj/<int:pk>/bersama/", views_buka.bersama, name="bersama"),
    path("bok/spj/<int:pk>/kelengkapan/<str:kode>/", views.dokumen_isi, name="dokumen_isi"),
    path("bok/spj/<int:pk>/berkas/<int:berkas>/lepas/", views.berkas_lepas, name="berkas_lepas"),
    path("bok/spj/<int:pk>/dari-kas/", views.dari_kas, name="dari_kas"),
    *case_paths(
        PAGES,
        "bok/spj/",
        own={
            "daftar": views.daftar,
            "penerima": views.penerima,
            "naskah": views.naskah,
            "kelengkapan": views.kelengkapan,
        },
    ),
]
