"""Pages that only read: a worker's own, contracts that wait for money, the board."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import Column
from upaya.rules.period import Period
from upaya.tenaga.formasi.forms import TAHUN_AWAL
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.queries import waiting
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.papan.queries import board, without_payment

LAST = 2100
_WAITING = (
    Column("nama", "Pihak kedua", lambda row: row.kontrak.nama_pihak or row.kontrak.petugas.nama,
           "nama"),
    Column("unit", "Puskesmas", lambda row: row.kontrak.puskesmas.nama, "unit"),
    Column("bulan", "Bulan", lambda row: ", ".join(row.bulan)),
    Column("hari", "Menunggu (hari)", kind="angka", sort_field="hari"),
    Column("menunggu", "Berhenti di", sort_field="menunggu"),
    Column("terakhir", "Terakhir dibayar",
           lambda row: Period.of(row.dibayar_terakhir).nama if row.dibayar_terakhir else None),
)  # fmt: skip


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
        "menunggu": waiting(scope),
        "bulan": list(months.order_by("-periode", "pk")[:24]),
        "hari_ini": today,
    }
    return render(request, "tenaga/saya.html", context)


@protected(IzinTenaga.LIHAT)
@require_safe
def belum_dibayar(request: Request) -> HttpResponseBase:
    """Contracts with months that were worked and not paid."""
    found = lists.listed(
        request, without_payment(request.access.scope), columns=_WAITING, default_sort="-hari",
        title="Kontrak tanpa pembayaran",
    )  # fmt: skip
    return found.export_response() or render(request, "tenaga/belum_dibayar.html", {"tabel": found})


@protected(IzinTenaga.LIHAT)
@require_safe
def papan(request: Request) -> HttpResponse:
    """Filled and open places, performance by kind and puskesmas, cost of a year."""
    year = _year(request)
    context = {"papan": board(request.access.scope, year), "tahun": year}
    return render(request, "tenaga/papan.html", context)
