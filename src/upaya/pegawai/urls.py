"""Addresses of pegawai."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "pegawai"
urlpatterns: list[URLPattern] = []
