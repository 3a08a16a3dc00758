"""Pages of the reports: the list, and each with its bars, its words, its table and its files."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.fields import TanggalField
from upaya.core.forms import RentangForm
from upaya.core.guard import protected
from upaya.core.lists import with_usual
from upaya.core.navigation import trail
from upaya.exchange.xlsx_writer import CSV_TYPE, XLSX_TYPE, csv_bytes, table_bytes
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.laporan.bentuk import IsiLaporan, Laporan, Rentang
from upaya.jamkesda.laporan.katalog import LAPORAN

TITLE = "Laporan Jamkesda"
_FIRST, _FAULTY = date(2000, 1, 1), 422


class KeluarForm(RentangForm):
    """The days between which patients were discharged."""

    dari = TanggalField(label="Pasien keluar dari")


@protected(IzinKlaim.LAPORAN)
@require_safe
def daftar(request: Request) -> HttpResponse:
    """All reports."""
    context = {
        "laporan": LAPORAN.values(),
        "boleh_undian": request.access.allows(IzinKlaim.KUMPULAN_LIHAT),
    }
    return render(request, "jamkesda/laporan_daftar.html", context)


@protected(IzinKlaim.LAPORAN)
@require_safe
def laporan(request: Request, alamat: str) -> HttpResponse:
    """One report between two days; the same rows as a file."""
    chosen = LAPORAN.get(alamat)
    if chosen is None:
        raise Http404
    today = clock.today()
    usual = {"dari": date(today.year, 1, 1).isoformat(), "sampai": today.isoformat()}
    form = KeluarForm(with_usual(request.GET, **usual))
    first, last = date(today.year, 1, 1), today
    if form.is_valid():
        first, last = (
            max(form.cleaned_data["dari"], _FIRST),
            min(form.cleaned_data["sampai"], today),
        )
    found = chosen.buat(Rentang(request.access.scope, first, last, today))
    wanted = request.GET.get("ekspor", "")
    if wanted in {"xlsx", "csv"}:
        return _file(chosen, found, wanted, first, last)
    context = {
        "laporan": chosen,
        "isi": found,
        "dari": first,
        "sampai": last,
        "form": form,
        "kolom": [
            {"key": str(at), "label": one.label, "num": one.angka}
            for at, one in enumerate(found.kolom)
        ],
        "satuan": found.kolom[found.bagan].label if found.bagan is not None else "",
        "trail": trail((TITLE, reverse("laporan_jamkesda:daftar")), here=chosen.judul),
    }
    status = _FAULTY if form.errors else 200
    return render(request, "jamkesda/laporan.html", context, status=status)


def _file(chosen: Laporan, found: IsiLaporan, wanted: str, first: date, last: date) -> HttpResponse:
    heads = [one.label for one in found.kolom]
    body = [list(row) for row in found.baris]
    if found.jumlah:
        body.append(list(found.jumlah))
    csv = wanted == "csv"
    made = csv_bytes(heads, body) if csv else table_bytes(heads, body, chosen.judul)
    response = HttpResponse(made, content_type=CSV_TYPE if csv else XLSX_TYPE)
    name = f"laporan-jamkesda-{chosen.alamat}-{first}-{last}.{wanted}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
