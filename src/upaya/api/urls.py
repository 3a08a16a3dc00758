"""Addresses of the interface: pages about keys, and what programs ask for."""

from __future__ import annotations

from django.urls import URLPattern, path

from upaya.api.views import data, keys

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("antarmuka/", keys.about, name="tentang"),
    path("antarmuka/kunci/", keys.listed, name="kunci"),
    path("antarmuka/kunci/baru/", keys.add, name="kunci_baru"),
    path("antarmuka/kunci/<int:pk>/cabut/", keys.withdraw, name="kunci_cabut"),
    path("api/v1/openapi.json", data.description, name="uraian"),
    path("api/v1/<slug:sistem>/<slug:nama>/", data.listed, name="daftar"),
    path("api/v1/<slug:sistem>/<slug:nama>/<int:nomor>/", data.one_row, name="satu"),
]
