"""Addresses of simulasi."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "simulasi"
urlpatterns: list[URLPattern] = []
