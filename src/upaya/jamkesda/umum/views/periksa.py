"""Checks for everybody: a membership, a guarantee letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core.crypto import blind_index
from upaya.core.forms import status_of
from upaya.core.guard import public
from upaya.core.tantangan import UNANSWERED
from upaya.jamkesda.umum import queries, tantangan
from upaya.jamkesda.umum.forms import CekForm, SuratForm
from upaya.jamkesda.umum.views.dasar import page, wait, way

_LETTER = "siapa pun yang memegang surat boleh memeriksanya; hanya inisial, tanggal, dan keadaan"


@public("warga memeriksa kepesertaan dengan NIK dan tanggal lahir; jawabannya hanya keadaan")
@require_http_methods(["GET", "HEAD", "POST"])
def peserta(request: HttpRequest, kabupaten: str) -> HttpResponse:
    """Whether a NIK with a birth date is covered. Whoever is not known gets the same page."""
    found = queries.tempat(kabupaten)
    form = CekForm(request.POST if request.method == "POST" else None)
    context = {"tempat": found, "form": form, "trail": way(found, "Cek kepesertaan")}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asking, asked = tantangan.per_alamat(), tantangan.per_nik()
        if not asking.spend(request):
            return wait(request, asking)
        if not asked.spend(request, about=blind_index(said["nik"], "nik")):
            return wait(request, asked)
        if tantangan.today().spend(said["tantangan"]):
            context["hasil"] = queries.cek(found, said["nik"], said["lahir"])
            context["form"] = CekForm()
        else:
            form.add_error(None, UNANSWERED)
    return page(request, "peserta", context, status_of(form))


@public(_LETTER)
@require_safe
def cari_surat(request: HttpRequest, kabupaten: str) -> HttpResponse:
    """How a letter stands, by number and code. One that is not known gets the same page."""
    found = queries.tempat(kabupaten)
    form = SuratForm(request.GET if "kode" in request.GET else None)
    context = {"tempat": found, "form": form, "trail": way(found, "Periksa surat jaminan")}
    if form.is_bound and form.is_valid():
        limit = tantangan.per_alamat()
        if not limit.spend(request):
            return wait(request, limit)
        said = form.cleaned_data
        context["hasil"] = queries.surat(said["kode"], said["nomor"])
        context["kode"] = said["kode"]
    return page(request, "cari_surat", context, status_of(form))


@public(_LETTER)
@require_safe
def surat(request: HttpRequest, kode: str) -> HttpResponse:
    """The page behind the QR of a letter: how it stands, and the way to the five questions."""
    limit = tantangan.per_alamat()
    if not limit.spend(request):
        return wait(request, limit)
    return page(request, "surat", {"hasil": queries.surat(kode), "kode": kode})
