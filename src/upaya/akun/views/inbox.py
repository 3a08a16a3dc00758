"""Tugas saya: the first page of every role."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.akun.izin import IzinAkun
from upaya.core import inbox
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.navigation import entries_for


@protected(IzinAkun.TUGAS_LIHAT)
@require_safe
def tugas(request: Request) -> HttpResponse:
    """What waits for me under any of my memberships; of what waits for others only how much."""
    lines = inbox.tasks(request.access, request.hats)
    page = Paginator(lines, 25).get_page(request.GET.get("hal"))
    lanes = inbox.lanes(request.access)
    context = {
        "page": page,
        "terlambat": sum(line.tugas.terlambat for line in lines),
        "lajur": lanes,
        "banyak_lain": sum(lane.jumlah for lane in lanes),
        "ajakan": _invitation(request),
        "banyak_topi": len(request.hats) > 1,
    }
    return render(request, "akun/tugas.html", context)


def _invitation(request: Request) -> dict[str, str] | None:
    """Where to go when nothing waits: the first entry of the menu that invites."""
    for entry in entries_for(request.access):
        if entry.invitation:
            text, action = entry.invitation
            return {"kalimat": text, "tindakan": action, "alamat": reverse(entry.url_name)}
    return None
