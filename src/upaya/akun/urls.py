"""Addresses of akun."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "akun"
urlpatterns: list[URLPattern] = []
