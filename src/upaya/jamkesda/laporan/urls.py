"""Addresses of the reports."""

from __future__ import annotations

from django.urls import path

from upaya.jamkesda.laporan import views

app_name = "laporan_jamkesda"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("<slug:alamat>/", views.laporan, name="laporan"),
]
