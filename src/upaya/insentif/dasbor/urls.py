"""Addresses of dasbor."""

from __future__ import annotations

from django.urls import path

from upaya.insentif.dasbor.views.district import VIEWS, terbitkan
from upaya.insentif.dasbor.views.national import nasional

app_name = "dasbor"
urlpatterns = [
    *(
        path("dasbor/" if name == "ringkasan" else f"dasbor/{name}/", view, name=name)
        for name, view in VIEWS.items()
    ),
    path("dasbor/terbitkan/", terbitkan, name="terbitkan"),
    path("nasional/", nasional, name="nasional"),
]
