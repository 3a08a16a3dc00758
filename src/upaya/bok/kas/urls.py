"""Addresses of the cash books."""

from __future__ import annotations

from django.urls import path

from upaya.bok.kas import views, views_dinas, views_isi, views_laporan

app_name = "kas"
urlpatterns = [
    path("bok/kas/", views.daftar, name="daftar"),
    path("bok/kas/buka/", views.buka, name="buka"),
    path("bok/kas/<int:pk>/", views.buku, name="buku"),
    path("bok/kas/<int:pk>/belanja/", views_isi.belanja, name="belanja"),
    path("bok/kas/<int:pk>/mutasi/", views_isi.mutasi, name="mutasi"),
    path("bok/kas/<int:pk>/minta/", views_isi.minta, name="minta"),
    path("bok/kas/<int:pk>/tutup/", views_isi.tutup_bulan, name="tutup"),
    path("bok/kas/<int:pk>/saldo-awal/", views_dinas.saldo_awal, name="saldo_awal"),
    path("bok/kas/<int:pk>/susulkan/", views_isi.susulkan, name="susulkan"),
    path("bok/kas/<int:pk>/laporan/", views_laporan.laporan, name="laporan"),
    path(
        "bok/kas/<int:pk>/dokumen/<slug:jenis>.pdf", views_laporan.dokumen_pdf, name="dokumen_pdf"
    ),
    path(
        "bok/kas/<int:pk>/dokumen/<slug:jenis>.xlsx",
        views_laporan.dokumen_xlsx,
        name="dokumen_xlsx",
    ),
    path(
        "bok/kas/<int:pk>/dokumen/<slug:jenis>/terbitkan/",
        views_laporan.terbitkan,
        name="terbitkan",
    ),
    path("bok/kas/mutasi/<int:pk>/koreksi/", views_isi.koreksi, name="koreksi"),
    path("bok/kas/transfer/<int:pk>/koreksi/", views_isi.koreksi_transfer, name="koreksi_transfer"),
    path("bok/kas/permintaan/<int:pk>/putus/", views_dinas.putus, name="putus"),
    path("bok/kas/permintaan/<int:pk>/transfer/", views_dinas.transfer, name="transfer"),
    path("bok/kas/ganda/<int:pk>/putus/", views_dinas.putus_ganda, name="putus_ganda"),
    path("bok/kas/tutup/<int:pk>/buka/", views_dinas.buka_bulan, name="buka_bulan"),
]
