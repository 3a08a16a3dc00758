"""Addresses of insentif."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "insentif"
urlpatterns: list[URLPattern] = []
