"""Addresses of pembayaran."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "pembayaran"
urlpatterns: list[URLPattern] = []
