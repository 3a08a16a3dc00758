"""The history of a month."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.queries.riwayat import events
from upaya.insentif.views.frame import RELATED, RIWAYAT, month_context


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=(*RELATED, "dibuat_oleh"))
@require_safe
def riwayat(request: Request, month: Pengajuan) -> HttpResponse:
    """Moves, findings, calculations and publications, newest first."""
    sheet = LembarBulan(month)
    context = month_context(request, sheet, RIWAYAT)
    context["kejadian"] = events(sheet, request.access)
    return render(request, "insentif/riwayat.html", context)
