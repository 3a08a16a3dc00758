"""Addresses of plans: the same for every seat, below its own prefix."""

from __future__ import annotations

from django.urls import URLPattern, path

from upaya.alur.urls import case_paths
from upaya.bok.impor import views as impor
from upaya.bok.rencana.seat import PUSKESMAS, Seat
from upaya.bok.rencana.views import activities, plans

app_name = "rencana"


def plan_paths(seat: Seat, prefix: str) -> list[URLPattern]:
    """The addresses of a seat's plans."""
    own = {"daftar": plans.list_of(seat), "rinci": plans.whole(seat)}
    one = f"{prefix}<int:pk>/"
    return [
        path(f"{prefix}buka/", plans.opening(seat), name="buka"),
        path(f"{prefix}kegiatan/<int:pk>/", activities.changing(seat), name="ubah"),
        path(f"{prefix}kegiatan/<int:pk>/hapus/", activities.removing(seat), name="hapus"),
        *case_paths(seat.pages, prefix, own=own),
        *(
            path(f"{one}{sheet.key}/", plans.sheet_view(seat, sheet), name=sheet.key)
            for sheet in seat.lembar
        ),
        path(f"{one}kegiatan/<int:kunci>/", plans.trail_of(seat), name="jejak_kegiatan"),
        path(f"{one}tambah/", activities.adding(seat), name="tambah"),
        path(f"{one}revisi/", plans.revision(seat), name="revisi"),
        path(f"{one}penjelasan/", plans.explaining(seat), name="jelaskan"),
    ]


urlpatterns = [
    path("bok/rencana/<int:pk>/buku/", impor.buku, name="buku"),
    path("bok/rencana/<int:pk>/impor/", impor.unggah, name="impor"),
    path("bok/rencana/impor/<int:pk>/", impor.periksa, name="impor_periksa"),
    path("bok/rencana/impor/<int:pk>/kata/", impor.jelaskan, name="impor_jelaskan"),
    path("bok/rencana/impor/<int:pk>/terapkan/", impor.terapkan, name="impor_terapkan"),
    path("bok/rencana/impor/<int:pk>/buang/", impor.buang, name="impor_buang"),
    path("bok/rencana/kata/<int:pk>/lupakan/", impor.lupakan, name="impor_lupakan"),
    *plan_paths(PUSKESMAS, "bok/rencana/"),
]
