"""Addresses of dasbor."""

from __future__ import annotations

from django.urls import path

from upaya.dasbor.views.dasbor import VIEWS, terbitkan
from upaya.dasbor.views.nasional import nasional

app_name = "dasbor"
urlpatterns = [
    *(
        path("dasbor/" if name == "ringkasan" else f"dasbor/{name}/", view, name=name)
        for name, view in VIEWS.items()
    ),
    path("dasbor/terbitkan/", terbitkan, name="terbitkan"),
    path("nasional/", nasional, name="nasional"),
]
