"""Addresses of the interface: pages about keys, and what programs ask for."""

from __future__ import annotations

from django.urls import URLPattern, path

from upaya.api.views import data, keys, satu_data

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("antarmuka/", keys.about, name="tentang"),
    path("antarmuka/kunci/", keys.listed, name="kunci"),
    path("antarmuka/kunci/baru/", keys.add, name="kunci_baru"),
    path("antarmuka/kunci/<int:pk>/cabut/", keys.withdraw, name="kunci_cabut"),
    path("antarmuka/kamus-data.json", data.dictionary, name="kamus"),
    path("satu-data/", satu_data.halaman, name="satu_data"),
    path("satu-data/skema.json", satu_data.skema, name="satu_data_skema"),
    path("satu-data/<str:periode>.<slug:bentuk>", satu_data.berkas, name="satu_data_berkas"),
    path("api/v1/satu-data/<str:periode>", satu_data.alamat, name="satu_data_alamat"),
    path("api/v1/openapi.json", data.description, name="uraian"),
    path("api/v1/<slug:sistem>/<slug:nama>/", data.listed, name="daftar"),
    path("api/v1/<slug:sistem>/<slug:nama>/<int:nomor>/", data.one_row, name="satu"),
]
