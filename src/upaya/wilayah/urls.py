"""Addresses of wilayah."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "wilayah"
urlpatterns: list[URLPattern] = []
