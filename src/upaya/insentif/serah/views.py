"""Pages and files of the hand-over, and its address for e-Renggar itself."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.core import audit
from upaya.core.access import Access, Request
from upaya.core.answers import attachment
from upaya.core.guard import protected
from upaya.core.keyed import KeyRequest, Refused, keyed
from upaya.exchange.insentif.serah import BENTUK, JUDUL, BarisSerah, dokumen, lembar
from upaya.exchange.json_answer import encode
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.serah.queries import months, rows_of
from upaya.rules.period import Period
from upaya.wilayah.models import Kabupaten

_MISSING, _UNREADABLE = 404, 422
_JSON = "application/json; charset=utf-8"


@protected(IzinInsentif.SERAHKAN)
@require_safe
def serah(request: Request) -> HttpResponse:
    """The months that can be handed over, and what the newest of them says."""
    known = months(request.access.scope)
    asked = _period(request.GET.get("bulan", ""))
    chosen = asked if asked in known else next(iter(known), None)
    rows = rows_of(request.access.scope, chosen) if chosen else []
    context = {"bulan": known, "dipilih": chosen, "baris": rows, "judul": JUDUL, "bentuk": BENTUK}
    return render(request, "insentif/serah.html", context)


@protected(IzinInsentif.SERAHKAN)
@require_safe
def berkas(request: Request, periode: str, bentuk: str) -> HttpResponse:
    """The file of a month: JSON for programs, XLSX for people."""
    period = _period(periode)
    rows = rows_of(request.access.scope, period) if period else []
    if period is None or not rows or bentuk not in ("json", "xlsx"):
        raise Http404
    name = f"serah-insentif-{period}.{bentuk}"
    if bentuk == "xlsx":
        return attachment(lembar(rows), XLSX_TYPE, name)
    return attachment(_file(request.access, period, rows), _JSON, name)


@keyed(IzinInsentif.SERAHKAN)
@require_safe
def alamat(request: KeyRequest, periode: str) -> HttpResponse:
    """The same file for e-Renggar itself; recorded like every call."""
    period = _period(periode)
    if period is None:
        raise Refused(_UNREADABLE, "Bulan ditulis seperti 2022-08.")
    rows = rows_of(request.access.scope, period)
    if not rows:
        raise Refused(_MISSING, "Belum ada bulan itu yang disetujui.")
    with transaction.atomic():
        district = Kabupaten.objects.get(pk=request.access.scope.kabupaten)
        audit.record(
            IzinInsentif.SERAHKAN, district, access=request.access,
            detail={"bulan": str(period), "banyak": len(rows), "kunci": request.key.pk},
        )  # fmt: skip
    return HttpResponse(_file(request.access, period, rows), content_type=_JSON)


def _file(access: Access, period: Period, rows: list[BarisSerah]) -> bytes:
    district = Kabupaten.objects.get(pk=access.scope.kabupaten)
    return encode(dokumen(district.pk, district.nama, period, rows))


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
