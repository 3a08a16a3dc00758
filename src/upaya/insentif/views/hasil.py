"""The result of a month and the working behind each amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.models import Pengajuan
from upaya.insentif.queries import hasil as queries
from upaya.insentif.queries.sanggahan import counts
from upaya.insentif.queries.wajar import doubts
from upaya.insentif.services import hitung
from upaya.insentif.services.hitung import Calculation
from upaya.insentif.views.frame import HASIL, RELATED, month_context
from upaya.rules.serial import bulan_to_dict


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def hasil(request: Request, month: Pengajuan) -> HttpResponse:
    """Pool, parts and officers; frozen once submitted, computed from the sheet before."""
    calculation, kept = hitung.shown(month)
    names = queries.names_by_kode(month)
    rows = queries.officer_rows(calculation, names)
    context = month_context(request, month, HASIL) | {
        "hasil": calculation.hasil,
        "faults": calculation.faults,
        "rows": rows,
        "jumlah": queries.totals(rows),
        "ringkasan": queries.summary(calculation),
        "peringatan": [*queries.warnings(calculation, names), *_doubts(month, calculation, names)],
        "kept": kept,
        "sidik": calculation.sidik,
        "changes": hitung.differences(kept) if kept else [],
        "sanggahan": _objections(request, month),
    }
    return render(request, "insentif/hasil.html", context)


def _doubts(month: Pengajuan, calculation: Calculation, names: Mapping[str, str]) -> list[str]:
    if calculation.bulan is None:
        return []
    return doubts(month, bulan_to_dict(calculation.bulan), names)


def _objections(request: Request, month: Pengajuan) -> tuple[int, int]:
    """How many objections there are and how many wait, for those who may read them."""
    return counts(month) if request.access.allows(IzinInsentif.SANGGAHAN_LIHAT) else (0, 0)


def _panel(request: Request, month: Pengajuan, working: dict[str, Any] | None) -> HttpResponse:
    if working is None:
        raise Http404
    template = "insentif/_mengapa.html" if request.htmx else "insentif/mengapa.html"
    return render(request, template, {"month": month, "working": working})


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=("puskesmas",))
@require_safe
def mengapa(request: Request, month: Pengajuan) -> HttpResponse:
    """Why the pool of the month is what it is."""
    calculation, _ = hitung.shown(month)
    return _panel(request, month, queries.month_working(calculation))


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=("puskesmas",))
@require_safe
def mengapa_petugas(request: Request, month: Pengajuan, kode: str) -> HttpResponse:
    """Why one officer's amount is what it is."""
    calculation, _ = hitung.shown(month)
    working = queries.officer_working(calculation, kode)
    if working is not None:
        names = queries.names_by_kode(month)
        working["judul"] = working["judul"].replace(kode, names.get(kode, kode))
    return _panel(request, month, working)
