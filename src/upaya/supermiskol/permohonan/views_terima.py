"""What a family takes home from the village office: the ticket of its request, on paper."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.core.navigation import trail
from upaya.rules.nama_orang import inisial
from upaya.supermiskol.hak.akses import note
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.permohonan.reading import RELATED


@protected_object(IzinSupermiskol.ISI, Permohonan, related=RELATED)
@require_safe
def tanda_terima(request: Request, case: Permohonan) -> HttpResponse:
    """Ticket, initials and day, and no more: who finds it reads nothing by it."""
    note(case, request.access, "terima")
    context = {
        "case": case,
        "inisial": inisial(case.nama),
        "alamat": f"{settings.BASE_URL.rstrip('/')}{reverse('miskol:keluarga')}",
        "trail": trail(
            (PAGES.title, reverse("miskol:daftar")),
            (case.short_name, case.get_absolute_url()),
            here="Tanda terima",
        ),
    }
    return render(request, "supermiskol/tanda_terima.html", context)
