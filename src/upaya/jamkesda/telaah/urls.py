"""Addresses of the review."""

from __future__ import annotations

from django.urls import path

from upaya.jamkesda.telaah.views import antrean, percakapan

app_name = "telaah"
urlpatterns = [
    path("", antrean.mulai, name="mulai"),
    path("urungkan/", antrean.urungkan, name="urungkan"),
    path("undian/", antrean.undian, name="undian"),
    path("<int:pk>/", antrean.klaim, name="klaim"),
    path("<int:pk>/baris/<int:no>/", antrean.baris, name="baris"),
    path("<int:pk>/setujui/", antrean.setujui, name="setujui"),
    path("<int:pk>/kembalikan/", antrean.kembalikan, name="kembalikan"),
    path("keberatan/<int:pk>/", percakapan.jawab, name="keberatan_jawab"),
]
