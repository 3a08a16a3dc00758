"""Addresses of corrections; proposing one is an address of its month."""

from __future__ import annotations

from upaya.alur.urls import case_paths
from upaya.insentif.koreksi import views
from upaya.insentif.koreksi.pages import PAGES

app_name = "koreksi"
urlpatterns = case_paths(PAGES, "insentif/koreksi/", own={"rinci": views.detail})
