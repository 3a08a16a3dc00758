"""Addresses of dasbor."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "dasbor"
urlpatterns: list[URLPattern] = []
