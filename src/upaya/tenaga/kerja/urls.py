"""Addresses of months of work."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.tenaga.kerja import views
from upaya.tenaga.kerja.forms import step_form
from upaya.tenaga.kerja.pages import PAGES

app_name = "bulan_kerja"
urlpatterns = [
    path("buka/<int:pk>/", views.buka, name="buka"),
    *case_paths(PAGES, "", step_form=step_form, own={"daftar": views.daftar, "rinci": views.rinci}),
]
