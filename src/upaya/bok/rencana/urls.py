"""Addresses of plans: the same for every seat, below its own prefix."""

from __future__ import annotations

from django.urls import URLPattern, path

from upaya.alur.urls import case_paths
from upaya.bok.rencana import views
from upaya.bok.rencana import views_kegiatan as activity
from upaya.bok.rencana.seat import PUSKESMAS, Seat

app_name = "rencana"


def plan_paths(seat: Seat, prefix: str) -> list[URLPattern]:
    """The addresses of a seat's plans."""
    own = {"daftar": views.list_of(seat), "rinci": views.whole(seat)}
    one = f"{prefix}<int:pk>/"
    return [
        path(f"{prefix}buka/", views.opening(seat), name="buka"),
        path(f"{prefix}kegiatan/<int:pk>/", activity.changing(seat), name="ubah"),
        path(f"{prefix}kegiatan/<int:pk>/hapus/", activity.removing(seat), name="hapus"),
        *case_paths(seat.pages, prefix, own=own),
        *(
            path(f"{one}{sheet.key}/", views.sheet_view(seat, sheet), name=sheet.key)
            for sheet in seat.lembar
        ),
        path(f"{one}kegiatan/<int:kunci>/", views.trail_of(seat), name="jejak_kegiatan"),
        path(f"{one}tambah/", activity.adding(seat), name="tambah"),
        path(f"{one}revisi/", views.revision(seat), name="revisi"),
        path(f"{one}penjelasan/", views.explaining(seat), name="jelaskan"),
    ]


urlpatterns = plan_paths(PUSKESMAS, "bok/rencana/")
