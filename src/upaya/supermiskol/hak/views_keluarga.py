"""Pages of a family: how its request stands, an objection, a correction. No account is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core.answers import attachment, open_page
from upaya.core.documents import pdf, register
from upaya.core.documents.download import paper_size
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import public
from upaya.core.limits import Limit
from upaya.rules.supermiskol import keluarga as kata
from upaya.supermiskol.hak import queries, services, sesi
from upaya.supermiskol.hak.forms import KeberatanForm, KeluargaForm, PembetulanForm
from upaya.supermiskol.hak.salinan import serahkan
from upaya.supermiskol.hak.views import salinan_file
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat.views import address_of

_ASKED = Limit("keluarga-miskol", amount=10, seconds=60)
_GUESSED = Limit("keluarga-miskol-tiket", amount=10, seconds=3600)
"""Of one number, whoever asks: a birth date is not guessed by asking from many addresses."""
_SENT = Limit("keluarga-miskol-kirim", amount=10, seconds=3600)
UNKNOWN = (
    "Nomor tiket dan tanggal lahir ini tidak cocok dengan permohonan mana pun. Periksa keduanya, "
    "atau tanyakan ke kantor desa."
)
_WHY = "keluarga tanpa akun membuka permohonannya dengan nomor tiket dan tanggal lahir"
FamilyView = Callable[[HttpRequest, Permohonan], HttpResponseBase]


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Kept by nobody and found by no search engine."""
    words = {"tujuan": kata.TUJUAN, "hak": kata.HAK, "dasar": kata.DASAR}
    return open_page(request, template, words | context, status)


def _wait(request: HttpRequest, limit: Limit) -> HttpResponse:
    response = _page(request, "supermiskol/keluarga_tunggu.html", {}, 429)
    response["Retry-After"] = str(limit.seconds)
    return response


def _of_family(view: FamilyView) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only for whoever showed ticket and birth date here; everybody else is asked for them."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponseBase:
        case = sesi.family(request)
        if case is None:
            return redirect("miskol:keluarga")
        return view(request, case)

    return asked


@public(_WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def keluarga(request: HttpRequest) -> HttpResponse:
    """Where number and birth date are typed; they travel in the body, never in the address."""
    form = KeluargaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not _ASKED.spend(request):
            return _wait(request, _ASKED)
        if form.is_valid():
            said = form.cleaned_data
            if not _GUESSED.spend(request, said["tiket"]):
                return _wait(request, _GUESSED)
            found = queries.known(said["tiket"], said["lahir"])
            if found is not None:
                sesi.remember(request, found)
                services.opened(Permohonan.objects.get(pk=found))
                return redirect("miskol:keluarga_kabar")
            form.add_error(None, UNKNOWN)
    return _page(request, "supermiskol/keluarga.html", {"form": form}, status_of(form))


@public(_WHY)
@require_safe
@_of_family
def keluarga_kabar(request: HttpRequest, case: Permohonan) -> HttpResponse:
    """How the request stands, in plain words."""
    return _page(request, "supermiskol/keluarga_kabar.html", {"kabar": queries.news(case)})


@public(_WHY)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_family
def keluarga_keberatan(request: HttpRequest, case: Permohonan) -> HttpResponseBase:
    """Object to a decision."""
    form = KeberatanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not _SENT.spend(request):
            return _wait(request, _SENT)
        said = form.cleaned_data
        try:
            made = services.file_objection(case.pk, said["kunci"], said["uraian"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            sent = f"Keberatan tercatat. {made.tenggat.kata if made.tenggat else ''}"
            messages.success(request, sent)
            return redirect("miskol:keluarga_kabar")
    context = {"form": form, "kabar": queries.news(case)}
    return _page(request, "supermiskol/keluarga_keberatan.html", context, status_of(form))


@public(_WHY)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_family
def keluarga_betulkan(request: HttpRequest, case: Permohonan) -> HttpResponseBase:
    """Ask for data to be put right."""
    form = PembetulanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not _SENT.spend(request):
            return _wait(request, _SENT)
        try:
            made = services.file_correction(case.pk, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            sent = f"Permintaan tercatat. {made.tenggat.kata if made.tenggat else ''}"
            messages.success(request, sent)
            return redirect("miskol:keluarga_kabar")
    context = {"form": form, "case": case}
    return _page(request, "supermiskol/keluarga_betulkan.html", context, status_of(form))


@public(_WHY)
@require_safe
@_of_family
def keluarga_surat(request: HttpRequest, case: Permohonan) -> HttpResponseBase:
    """The letter itself, where the district lets families take it."""
    told = queries.news(case)
    letter = told.surat
    if letter is None or not told.boleh_surat:
        messages.error(request, "Surat diambil di kantor desa, tanpa biaya.")
        return redirect("miskol:keluarga_kabar")
    isi = register.contents_of([letter.dokumen])[letter.dokumen_id]
    issued = letter.dokumen
    terbit = pdf.Terbit(issued.nomor, issued.tanggal, issued.sidik, address_of(letter.kode))
    body = pdf.render(isi, terbit, paper_size(request))
    services.took_letter(case, letter.nomor)
    name = f"surat-miskin-{case.tiket.lower()}.pdf"
    return attachment(body, pdf.PDF_TYPE, name)


@public(_WHY)
@require_http_methods(["GET", "HEAD", "POST"])
@_of_family
def keluarga_salinan(request: HttpRequest, case: Permohonan) -> HttpResponseBase:
    """A copy of all that is kept, where the district lets families take papers with the ticket.

    Ticket and birth date are no proof of who asks: elsewhere the village hands the copy over.
    """
    if request.method != "POST":  # only the button takes it
        return redirect("miskol:keluarga_kabar")
    if not queries.letter_allowed(case):
        messages.error(request, "Salinan data diserahkan di kantor desa, tanpa biaya.")
        return redirect("miskol:keluarga_kabar")
    if not _SENT.spend(request):
        return _wait(request, _SENT)
    bentuk = "json" if request.POST.get("bentuk") == "json" else "pdf"
    return salinan_file(request, case, serahkan(case.pk, None, bentuk, ""), bentuk)


@public(_WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def keluarga_selesai(request: HttpRequest) -> HttpResponse:
    """The phone may belong to somebody else: nothing stays. Only the button ends it."""
    if request.method == "POST":
        sesi.forget(request)
    return redirect("miskol:keluarga")
