"""Pages that only read: a worker's own, contracts that wait for money, the board."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.tenaga.formasi.forms import TAHUN_AWAL
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.queries import unpaid_rows, waiting
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.papan.queries import board, without_payment

LAST = 2100


def _year(request: Request) -> int:
    asked = request.GET.get("tahun", "")
    found = int(asked) if asked.isdecimal() and len(asked) == len(str(LAST)) else 0
    return found if TAHUN_AWAL <= found <= LAST else clock.today().year


@protected(IzinTenaga.SAYA)
@require_safe
def saya(request: Request) -> HttpResponse:
    """Contract, targets, months worked and not yet paid with the days waited, and all months."""
    scope, today = request.access.scope, clock.today()
    contracts = Kontrak.objects.for_scope(scope).select_related(
        "petugas", "puskesmas", "formasi", "calon"
    )
    months = BulanKerja.objects.for_scope(scope).select_related("kontrak__petugas", "puskesmas")
    now = months.filter(periode=today.replace(day=1)).prefetch_related("target").first()
    context = {
        "kontrak": list(contracts.exclude(status="batal")),
        "kini": now,
        "target": list(now.target.all()) if now else [],
        "menunggu": list(waiting(unpaid_rows(scope))),
        "bulan": list(months.order_by("-periode", "pk")[:24]),
        "hari_ini": today,
    }
    return render(request, "tenaga/saya.html", context)


@protected(IzinTenaga.LIHAT)
@require_safe
def belum_dibayar(request: Request) -> HttpResponse:
    """Contracts with months that were worked and not paid."""
    rows = without_payment(request.access.scope)
    return render(request, "tenaga/belum_dibayar.html", {"baris": rows})


@protected(IzinTenaga.LIHAT)
@require_safe
def papan(request: Request) -> HttpResponse:
    """Filled and open places, performance by kind and puskesmas, cost of a year."""
    year = _year(request)
    context = {"papan": board(request.access.scope, year), "tahun": year}
    return render(request, "tenaga/papan.html", context)
