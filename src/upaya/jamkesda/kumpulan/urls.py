"""Addresses of batches."""

from __future__ import annotations

from django.urls import path

from upaya.alur.forms import StepForm
from upaya.alur.urls import case_paths
from upaya.jamkesda.kumpulan import views
from upaya.jamkesda.kumpulan.forms import BayarkanForm
from upaya.jamkesda.kumpulan.pages import PAGES
from upaya.rules.workflow import Move

app_name = "kumpulan"


def _form_of(move: Move) -> type[StepForm]:
    return BayarkanForm if move.name == "bayarkan" else StepForm


urlpatterns = [
    path("tutup/", views.tutup, name="tutup"),
    path("utang/", views.utang, name="utang"),
    *case_paths(PAGES, "", step_form=_form_of, own={"daftar": views.daftar, "rinci": views.rinci}),
    path("<int:pk>/isi/", views.isi, name="isi"),
]
