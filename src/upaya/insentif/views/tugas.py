"""Tugas saya: the first page of every role."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.permissions import Permission
from upaya.insentif.queries.papan_dinas import columns
from upaya.insentif.queries.tugas import tasks_for


@protected(Permission.TUGAS_LIHAT)
def tugas(request: Request) -> HttpResponse:
    """What waits for me; for the Dinas also the board by status with its flags."""
    access = request.access
    page = Paginator(tasks_for(access), 25).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "kolom": columns(access.scope) if access.allows(Permission.INSENTIF_TEMUAN) else [],
        "boleh_slip": access.allows(Permission.SLIP_LIHAT),
        "boleh_papan": access.allows(Permission.INSENTIF_PAPAN),
        "boleh_nasional": access.allows(Permission.NASIONAL_LIHAT),
    }
    return render(request, "insentif/tugas.html", context)
