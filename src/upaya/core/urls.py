"""Addresses of core."""

from __future__ import annotations

from django.urls import path

from upaya.core import views, views_monitoring

app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views_monitoring.measured, name="metrik"),
    path("panduan/", views.manual, name="panduan"),
    path("panduan/gambar/<slug:gambar>.png", views.manual_picture, name="panduan_gambar"),
    path("panduan/<slug:bab>/", views.manual, name="bab"),
    path("cari/", views.find, name="cari"),
    path("audit/", views.audit_trail, name="audit"),
    path("audit/pemakaian/", views_monitoring.used, name="pemakaian"),
    path("berkas/<int:pk>/", views.download, name="berkas"),
    path("periksa/<slug:kode>/", views.check_document, name="periksa"),
]
