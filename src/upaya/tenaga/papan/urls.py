"""Addresses of the pages that only read."""

from __future__ import annotations

from django.urls import path

from upaya.tenaga.papan import views

app_name = "tenaga"
urlpatterns = [
    path("", views.papan, name="papan"),
    path("saya/", views.saya, name="saya"),
    path("belum-dibayar/", views.belum_dibayar, name="belum_dibayar"),
]
