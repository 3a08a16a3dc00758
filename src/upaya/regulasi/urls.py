"""Addresses of regulasi."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "regulasi"
urlpatterns: list[URLPattern] = []
