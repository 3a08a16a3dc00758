"""For whoever watches the service: what a monitor reads, and how the house is used."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from upaya.core import metrics, usage
from upaya.core.access import Request
from upaya.core.answers import attachment
from upaya.core.guard import protected, public
from upaya.core.izin import IzinCore
from upaya.exchange.xlsx_writer import XLSX_TYPE, table_bytes

_HEADS = ("Bulan", "Orang yang bekerja", "Masuk", "Gagal masuk", "Berkas keluar",
          "Permintaan program", "Catatan audit")  # fmt: skip


@public("pengukur layanan datang dengan kata sandinya sendiri; tanpa itu alamat ini tidak ada")
@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """What a monitor reads, for whoever knows the word in UPAYA_METRIK; 404 for all others."""
    wanted = settings.METRICS_KEY
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(said.encode(), wanted.encode()):
        raise Http404
    return HttpResponse(
        metrics.exposition(),
        content_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )


@protected(IzinCore.AUDIT_LIHAT)
@require_safe
def used(request: Request) -> HttpResponseBase:
    """How the house was used, month by month, and in its parts in the newest of them."""
    months = usage.months(request.access)
    if request.GET.get("ekspor") == "xlsx":
        rows = [(one.bulan, one.orang, one.masuk, one.gagal, one.unduh, one.program, one.catatan)
                for one in months]  # fmt: skip
        book = table_bytes(list(_HEADS), rows, "Pemakaian")
        return attachment(book, XLSX_TYPE, "pemakaian.xlsx")
    newest = months[0] if months else None
    context = {
        "bulan": months,
        "terbaru": newest,
        "bagian": usage.parts(request.access, newest.bulan) if newest else [],
    }
    return render(request, "core/pemakaian.html", context)
