"""Pages that only tell: the programme, its PPK, regulations, numbers."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from upaya.core.answers import kept_attachment
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.jamkesda.umum import queries, statistik
from upaya.jamkesda.umum.views.dasar import notice, wait, way

_WHY = "aplikasi umum disediakan bagi khalayak umum (Pasal 7 ayat (2)); tidak ada data orang"
_FILES = Limit("jamkesda-umum-unduh", amount=30, seconds=60)
"""Each is read and checked whole."""


@public(_WHY)
@require_safe
def semua(request: HttpRequest, ke: str = "") -> HttpResponseBase:
    """Which districts have a Jamkesda; with one alone its page `ke`, or its first."""
    found = queries.semua()
    target = f"jamkesda:umum_{ke}" if ke else "jamkesda:umum"
    if len(found) == 1:
        return redirect(target, kabupaten=found[0].kode)
    return notice(request, "semua", {"daftar": found, "tujuan": target})


@public(_WHY)
@require_safe
def beranda(request: HttpRequest, kabupaten: str) -> HttpResponse:
    """What the programme is, who may have it, how it is asked for."""
    return notice(request, "beranda", {"tempat": queries.tempat(kabupaten)})


@public(_WHY)
@require_safe
def ppk(request: HttpRequest, kabupaten: str) -> HttpResponse:
    """Where a member is cared for, what for, and until when that is agreed."""
    found = queries.tempat(kabupaten)
    rows = queries.fasilitas(kabupaten)
    context = {"tempat": found, "daftar": rows, "trail": way(found, "Fasilitas kesehatan")}
    return notice(request, "ppk", context)


@public(_WHY)
@require_safe
def peraturan(request: HttpRequest, kabupaten: str) -> HttpResponse:
    """Regulations and documents of the programme."""
    found = queries.tempat(kabupaten)
    context = {
        "tempat": found,
        "ketentuan": queries.ketentuan(kabupaten),
        "dokumen": queries.ketentuan(kabupaten, "peraturan"),
        "trail": way(found, "Peraturan dan dokumen"),
    }
    return notice(request, "peraturan", context)


@public("berkas yang dinyatakan boleh diunduh siapa pun; tidak ada data orang")
@require_safe
def unduh(request: HttpRequest, kabupaten: str, dokumen: int) -> HttpResponse:
    """The paper of a document that was declared public, to keep; never shown inside our pages."""
    found = queries.terbitan(kabupaten, dokumen)
    if not _FILES.spend(request):
        return wait(request, _FILES)
    return kept_attachment(found["letak"], found["sidik"], found["jenis"], found["nama"])


@public("angka bulanan tanpa orang; angka kecil dan yang membukanya tidak tampil")
@require_safe
def angka(request: HttpRequest, kabupaten: str) -> HttpResponse:
    """Numbers of a month that is over; the last one when another is asked for."""
    found, months = queries.tempat(kabupaten), statistik.bulan()
    chosen = _month(request.GET.get("bulan", ""), months)
    context = {
        "tempat": found,
        "bulan": chosen,
        "pilihan": months,
        "tabel": statistik.tabel(kabupaten, chosen),
        "batas": statistik.batas(),
        "trail": way(found, "Statistik bulanan"),
    }
    return notice(request, "statistik", context)


def _month(said: str, months: list[date]) -> date:
    asked = {f"{one:%Y-%m}": one for one in months}
    return asked.get(said, months[0])
