"""Addresses of BOK beside those of plans and reports, which have their own."""

from __future__ import annotations

from django.urls import path

from upaya.bok.harga import views as harga
from upaya.bok.kemajuan import views as kemajuan
from upaya.bok.kemajuan import views_pengawasan as pengawasan
from upaya.bok.pagu import views as pagu
from upaya.bok.program import views as program
from upaya.bok.serapan import views as serapan

app_name = "bok"
urlpatterns = [
    path("bok/", pagu.papan, name="papan"),
    path("bok/kalender/", kemajuan.kalender, name="kalender"),
    path("bok/kemajuan/", kemajuan.kemajuan, name="kemajuan"),
    path("bok/pengawasan/", pengawasan.pengawasan, name="pengawasan"),
    path("bok/program/", program.daftar, name="program"),
    path("bok/program/<int:pk>/", program.tetapkan, name="program_tetapkan"),
    path("bok/serapan/", serapan.daftar, name="serapan"),
    path("bok/serapan/catat/", serapan.catat, name="serapan_catat"),
    path("bok/dinas/serapan/catat/", serapan.catat_dinas, name="serapan_catat_dinas"),
    path("bok/harga/", harga.daftar, name="harga"),
    path("bok/harga/tambah/", harga.tambah, name="harga_tambah"),
    path("bok/harga/<int:pk>/akhiri/", harga.akhiri, name="harga_akhiri"),
]
