"""An officer's own months: the amount and why it is that amount. Nobody sees another's here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upaya.core.access import Request
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.core.permissions import Permission
from upaya.insentif.models import PerhitunganPetugas
from upaya.insentif.queries import hasil as queries
from upaya.insentif.queries.slip import own_slips
from upaya.insentif.services import hitung

_RELATED = ("perhitungan__pengajuan__puskesmas", "petugas")


@protected(Permission.SLIP_LIHAT)
def slip(request: Request) -> HttpResponse:
    """The months in which the signed-in officer has a share, newest first."""
    pages = Paginator(own_slips(request.access.scope), 12)
    page = pages.get_page(request.GET.get("hal"))
    return render(request, "insentif/slip.html", {"page": page})


@protected_object(Permission.SLIP_LIHAT, PerhitunganPetugas, related=_RELATED)
def slip_bulan(request: Request, share: PerhitunganPetugas) -> HttpResponse:
    """One month of the officer with the working in full; what was returned is no slip any more."""
    if not own_slips(request.access.scope).filter(pk=share.pk).exists():
        raise Http404
    calculation = hitung.thaw(share.perhitungan)
    working = queries.officer_working(calculation, share.petugas.kode)
    pool = queries.month_working(calculation)
    if working is None or pool is None:
        raise Http404
    working["judul"] = working["judul"].replace(share.petugas.kode, share.petugas.nama)
    month = share.perhitungan.pengajuan
    context = {
        "share": share,
        "month": month,
        "remah": trail(("Slip saya", reverse("insentif:slip")), here=month.period.nama),
        "working": working,
        "pool": pool,
        "tanpa_sk": share.petugas.kode in calculation.tanpa_sk,
    }
    return render(request, "insentif/slip_bulan.html", context)
