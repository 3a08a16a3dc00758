"""Tugas saya: the first page of every role."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.permissions import Permission
from upaya.insentif.queries.papan_dinas import columns
from upaya.insentif.queries.tugas import tasks_for
from upaya.rules.roles import Reach


@protected(Permission.TUGAS_LIHAT)
@require_safe
def tugas(request: Request) -> HttpResponse:
    """What waits for me, for the verifier with flags; for the Dinas also what waits for others."""
    access = request.access
    page = Paginator(tasks_for(access), 25).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "kolom": columns(access) if access.scope.reach is Reach.DISTRICT else [],
        "boleh_slip": access.allows(Permission.SLIP_LIHAT),
        "boleh_papan": access.allows(Permission.INSENTIF_PAPAN),
        "boleh_nasional": access.allows(Permission.NASIONAL_LIHAT),
    }
    return render(request, "insentif/tugas.html", context)
