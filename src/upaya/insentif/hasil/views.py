"""The result of a month and the working behind each amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.page_frame import month_context
from upaya.insentif.bulan.pages import HASIL
from upaya.insentif.bulan.plausibility import doubts
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.hasil import queries
from upaya.insentif.izin import IzinInsentif
from upaya.rules.insentif.serial import bulan_to_dict


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def hasil(request: Request, month: Pengajuan) -> HttpResponse:
    """Pool, parts and officers; frozen once submitted, computed from the sheet before."""
    sheet = LembarBulan(month)
    calculation, rows = sheet.hitungan, sheet.bagian_petugas
    context = month_context(request, sheet, HASIL) | {
        "hasil": calculation.hasil,
        "faults": calculation.faults,
        "rows": rows,
        "jumlah": queries.totals(rows),
        "ringkasan": queries.summary(calculation),
        "peringatan": [
            *queries.warnings(calculation, sheet.nama, _lost(sheet)),
            *([] if sheet.kept else sheet.sk_menunggu),
            *_doubts(sheet),
        ],
        "kept": sheet.kept,
        "sidik": calculation.sidik,
        "changes": sheet.perbedaan if sheet.kept else [],
        "sanggahan": _objections(request, sheet),
    }
    return render(request, "insentif/hasil.html", context)


def _lost(sheet: LembarBulan) -> Mapping[str, str]:
    """Looked up only while it can still be mended, where somebody's work does not count."""
    return {} if sheet.kept or not sheet.hitungan.tanpa_sk else sheet.hilang


def _doubts(sheet: LembarBulan) -> list[str]:
    bulan = sheet.hitungan.bulan
    return doubts(sheet, bulan_to_dict(bulan)) if bulan else []


def _objections(request: Request, sheet: LembarBulan) -> tuple[int, int]:
    """How many objections there are and how many wait, for those who may read them."""
    if not request.access.allows(IzinInsentif.SANGGAHAN_LIHAT):
        return (0, 0)
    return sheet.angka.sanggahan, sheet.angka.sanggahan_terbuka


def _panel(request: Request, month: Pengajuan, working: dict[str, Any] | None) -> HttpResponse:
    if working is None:
        raise Http404
    template = "insentif/_mengapa.html" if request.htmx else "insentif/mengapa.html"
    return render(request, template, {"month": month, "working": working})


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=("puskesmas",))
@require_safe
def mengapa(request: Request, month: Pengajuan) -> HttpResponse:
    """Why the pool of the month is what it is."""
    return _panel(request, month, queries.month_working(LembarBulan(month).hitungan))


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=("puskesmas",))
@require_safe
def mengapa_petugas(request: Request, month: Pengajuan, kode: str) -> HttpResponse:
    """Why one officer's amount is what it is."""
    sheet = LembarBulan(month)
    working = queries.officer_working(sheet.hitungan, kode)
    if working is not None:
        working["judul"] = working["judul"].replace(kode, sheet.nama.get(kode, kode))
    return _panel(request, month, working)
