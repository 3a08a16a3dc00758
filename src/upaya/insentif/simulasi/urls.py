"""Addresses of simulasi."""

from __future__ import annotations

from django.urls import path

from upaya.insentif.simulasi import views

app_name = "simulasi"
urlpatterns = [
    path("", views.index, name="daftar"),
    path("baru/", views.new, name="baru"),
    path("<int:pk>/", views.show, name="lihat"),
    path("<int:pk>/unduh/", views.download, name="unduh"),
    path("<int:pk>/batal/", views.cancel, name="batal"),
    path("<int:pk>/ulang/", views.again, name="ulang"),
    path("<int:pk>/nama/", views.rename, name="nama"),
    path("<int:pk>/hapus/", views.delete, name="hapus"),
    path("usulan/<int:pk>/", views.proposal, name="dampak"),
]
