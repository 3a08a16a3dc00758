"""The country in aggregates: no puskesmas, no person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.permissions import Permission
from upaya.insentif.queries.nasional import bars, per_kabupaten, years


@protected(Permission.NASIONAL_LIHAT)
def nasional(request: Request) -> HttpResponse:
    """Sums per district of a chosen year."""
    known = years() or [clock.today().year]
    by_text = {str(year): year for year in known}
    year = by_text.get(request.GET.get("tahun", ""), known[0])
    rows = per_kabupaten(year)
    context = {
        "rows": rows,
        "tahun": year,
        "daftar_tahun": known,
        "batang": bars(rows),
        "tertinggi": max((row.insentif for row in rows), default=0) or 1,
        "jumlah": {
            "puskesmas": sum(row.puskesmas for row in rows),
            "bulan": sum(row.bulan for row in rows),
            "disetujui": sum(row.disetujui for row in rows),
            "bok_diserap": sum(row.bok_diserap for row in rows),
            "insentif": sum(row.insentif for row in rows),
        },
    }
    return render(request, "insentif/nasional.html", context)
