"""Addresses of contracts."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.tenaga.kontrak import views
from upaya.tenaga.kontrak.forms import step_form
from upaya.tenaga.kontrak.pages import PAGES

app_name = "kontrak"
urlpatterns = [
    path("susun/<int:pk>/", views.susun, name="susun"),
    *case_paths(PAGES, "", step_form=step_form, own={"daftar": views.daftar, "rinci": views.rinci}),
    path("<int:pk>/ubah/", views.ubah, name="ubah"),
    path("<int:pk>/perpanjang/", views.perpanjang, name="perpanjang"),
]
