"""Satu Data: the page of a month, its files, its address for programs and its form."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.api import satu_data
from upaya.api.izin import IzinApi
from upaya.core import audit
from upaya.core.access import Request
from upaya.core.answers import attachment
from upaya.core.guard import protected, public
from upaya.core.keyed import KeyRequest, Refused, keyed
from upaya.core.satu_data import BENTUK, SKEMA
from upaya.exchange.json_answer import encode
from upaya.exchange.xlsx_writer import CSV_TYPE, XLSX_TYPE
from upaya.wilayah.models import Kabupaten

_JSON = "application/json; charset=utf-8"
_UNREADABLE = 422
_SORTS = {
    "json": (encode, _JSON),
    "csv": (satu_data.csv, CSV_TYPE),
    "xlsx": (satu_data.lembar, XLSX_TYPE),
}


@protected(IzinApi.SATU_DATA)
@require_safe
def halaman(request: Request) -> HttpResponse:
    """A month's numbers with what each of them counts."""
    known = satu_data.bulan()
    chosen = satu_data.baca_bulan(request.GET.get("bulan", "")) or known[0]
    said = satu_data.naskah(request.access, chosen)
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in said["data"]:
        rows.setdefault(row["tabel"], []).append(row)
    context = {
        "bulan": known,
        "dipilih": chosen,
        "tabel": [(one, rows[one["kode"]]) for one in said["tabel"]],
        "naskah": said,
        "bentuk": BENTUK,
        "skema": reverse("api:satu_data_skema"),
    }
    return render(request, "api/satu_data.html", context)


@protected(IzinApi.SATU_DATA)
@require_safe
def berkas(request: Request, periode: str, bentuk: str) -> HttpResponse:
    """The month as a file."""
    month = satu_data.baca_bulan(periode)
    if month is None or bentuk not in _SORTS:
        raise Http404
    write, kind = _SORTS[bentuk]
    return attachment(
        write(satu_data.naskah(request.access, month)), kind, f"satu-data-{periode}.{bentuk}"
    )


@keyed(IzinApi.SATU_DATA)
@require_safe
def alamat(request: KeyRequest, periode: str) -> HttpResponse:
    """The same for a data office's own program; recorded like every call."""
    month = satu_data.baca_bulan(periode)
    if month is None:
        raise Refused(_UNREADABLE, "Bulan ditulis seperti 2022-08, salah satu dari dua belas yang "
                      "terakhir selesai.")  # fmt: skip
    said = satu_data.naskah(request.access, month)
    with transaction.atomic():
        district = Kabupaten.objects.get(pk=request.access.scope.kabupaten)
        audit.record(
            IzinApi.SATU_DATA, district, access=request.access,
            detail={"bulan": periode, "banyak": len(said["data"]), "kunci": request.key.pk},
        )  # fmt: skip
    return HttpResponse(encode(said), content_type=_JSON)


@public("bentuk data agregat bulanan; tidak ada data di dalamnya")
@require_safe
def skema(_request: HttpRequest) -> JsonResponse:
    """The form as JSON Schema."""
    return JsonResponse(SKEMA)
