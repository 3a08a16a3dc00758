"""Claims as a workbook: the template out, a dry run, and storing what was shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import FAULTY
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.core.sniff import clean_name
from upaya.exchange.jamkesda.klaim_sheet import BerkasKlaim, claims_book, read_claims
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.forms import UnggahForm
from upaya.jamkesda.klaim.models import UnggahanKlaim
from upaya.jamkesda.klaim.pages import PAGES

TITLE = "Unggah klaim"
SHOWN = 200
"""Claims with a cause that one page shows; a workbook of more is checked in parts."""


@protected(IzinKlaim.AJUKAN)
@require_safe
def templat(_request: Request) -> HttpResponse:
    """The empty workbook; filled, it comes back as it is."""
    response = HttpResponse(claims_book(()), content_type=XLSX_TYPE)
    response["Content-Disposition"] = 'attachment; filename="klaim-jamkesda.xlsx"'
    return response


@protected(IzinKlaim.AJUKAN)
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: Request) -> HttpResponseBase:
    """Choose a workbook; it is read and judged, no claim is stored yet."""
    sent = request.method == "POST"
    form = UnggahForm(request.POST if sent else None, request.FILES if sent else None)
    found: BerkasKlaim | None = None
    if sent and form.is_valid():
        upload = form.cleaned_data["berkas"]
        data = upload.read()
        found = read_claims(data)
        if not found.banyak_galat:
            made = _kept(request, form, clean_name(str(upload.name)), data, found)
            if made is not None:
                return redirect("klaim:unggah_periksa", pk=made.pk)
    faulty = found is not None and found.banyak_galat
    context = {
        "form": form,
        "galat": found.galat if found else [],
        "banyak_galat": found.banyak_galat if found else 0,
        "trail": trail((PAGES.title, reverse("klaim:daftar")), here=TITLE),
    }
    status = FAULTY if faulty else status_of(form)
    return render(request, "jamkesda/klaim_unggah.html", context, status=status)


def _kept(
    request: Request, form: UnggahForm, name: str, data: bytes, found: BerkasKlaim
) -> UnggahanKlaim | None:
    unit = masuk.unit_sendiri(request.access)
    try:
        masuk.uji(request.access, unit, found.klaim)
        return masuk.unggah(request.access, unit, name, data, found.klaim)
    except ValidationError as refused:
        show_refusal(form, ValidationError({"berkas": refused.messages}))
        return None


@protected(IzinKlaim.AJUKAN)
@require_http_methods(["GET", "HEAD", "POST"])
def periksa_dulu(request: Request) -> HttpResponseBase:
    """The checks on a workbook that is not sent: every cause of every line, and nothing is kept."""
    sent = request.method == "POST"
    form = UnggahForm(request.POST if sent else None, request.FILES if sent else None)
    found: BerkasKlaim | None = None
    tried: masuk.Uji | None = None
    if sent and form.is_valid():
        found = read_claims(form.cleaned_data["berkas"].read())
        if not found.banyak_galat:
            tried = _tried(request, form, found)
    context = {
        "form": form,
        "galat": found.galat if found else [],
        "banyak_galat": found.banyak_galat if found else 0,
        "uji": tried,
        "paling_banyak": SHOWN,
        "trail": trail((PAGES.title, reverse("klaim:daftar")), here="Periksa dulu"),
    }
    faulty = sent and tried is None
    return render(request, "jamkesda/klaim_periksa.html", context, status=FAULTY if faulty else 200)


def _tried(request: Request, form: UnggahForm, found: BerkasKlaim) -> masuk.Uji | None:
    try:
        return masuk.periksa_dulu(request.access, masuk.unit_sendiri(request.access), found.klaim)
    except ValidationError as refused:
        show_refusal(form, ValidationError({"berkas": refused.messages}))
        return None


@protected_object(IzinKlaim.AJUKAN, UnggahanKlaim, related=("unit__kabupaten",))
@require_safe
def periksa(request: Request, made: UnggahanKlaim) -> HttpResponseBase:
    """What storing would give now: by verdict, in rupiah, and those that are here already."""
    claims = [masuk.tertulis(one) for one in made.isi]
    refused: list[str] = []
    found = None
    try:
        found = masuk.uji(request.access, made.unit, claims)
    except ValidationError as fault:
        refused = fault.messages
    context = {
        "unggahan": made,
        "uji": found,
        "paling_banyak": SHOWN,
        "ditolak": refused,
        "trail": trail(
            (PAGES.title, reverse("klaim:daftar")),
            (TITLE, reverse("klaim:unggah")),
            here=made.nama,
        ),
    }
    return render(request, "jamkesda/klaim_unggah_periksa.html", context)


@protected_object(IzinKlaim.AJUKAN, UnggahanKlaim)
@require_POST
def simpan(request: Request, made: UnggahanKlaim) -> HttpResponseBase:
    """Store them; twice, and by form beside, each is one claim."""
    try:
        found = masuk.simpan_unggahan(made.pk, request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("klaim:unggah_periksa", pk=made.pk)
    said = f"{len(found.baru)} klaim tersimpan."
    if found.sudah:
        said += f" {len(found.sudah)} sudah tersimpan sebelumnya."
    messages.success(request, said)
    return redirect("klaim:daftar")
