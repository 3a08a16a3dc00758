"""A provider answers a cause, objects, sends a refused claim anew; a verifier answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.page_frame import FAULTY, case_context, case_trail
from upaya.alur.road import MoveRefusedError
from upaya.core import files
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.core.models import StoredFile
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.forms import BarisFormSet, KlaimForm
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.pages import PAGES
from upaya.jamkesda.klaim.reading import RELATED, BacaanKlaim
from upaya.jamkesda.telaah import percakapan, unduhan
from upaya.jamkesda.telaah.forms import JawabForm, KeberatanForm, PesanForm
from upaya.jamkesda.telaah.models import Keberatan, Pesan


@protected_object(
    IzinKlaim.LIHAT, Klaim, related=RELATED, inside=(IzinKlaim.AJUKAN, IzinKlaim.PERIKSA)
)
@require_http_methods(["GET", "HEAD", "POST"])
def tanya_jawab(request: Request, case: Klaim) -> HttpResponseBase:
    """What was said on the causes; provider and verifier write."""
    access, reading = request.access, BacaanKlaim(case)
    writes = access.allows(IzinKlaim.AJUKAN) or access.allows(IzinKlaim.PERIKSA)
    if request.method == "POST" and not writes:
        raise PermissionDenied
    choices = percakapan.sebab(reading)
    form = PesanForm(request.POST or None, request.FILES or None, pilihan=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            percakapan.kirim_pesan(access, case.pk, said["sebab"], said["isi"], said["berkas"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Pesan tersimpan.")
            return redirect("klaim:tanya_jawab", pk=case.pk)
    context: dict[str, Any] = case_context(PAGES, request, reading, "tanya_jawab")
    may_object = access.allows(IzinKlaim.AJUKAN) and not percakapan.boleh_keberatan(case)
    context |= {
        "baca": reading,
        "form": form if writes and choices else None,
        "boleh_keberatan": may_object and reading.keberatan_terbuka is None,
        "boleh_ulang": access.allows(IzinKlaim.AJUKAN)
        and case.status == "ditolak"
        and not any(one.lama_id == case.pk for one in reading.ulangan),
        "boleh_jawab": access.allows(IzinKlaim.PERIKSA),
    }
    return render(request, "jamkesda/telaah_tanya_jawab.html", context, status=status_of(form))


@protected_object(IzinKlaim.AJUKAN, Klaim, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def keberatan(request: Request, case: Klaim) -> HttpResponseBase:
    """Object to what was cut."""
    form = KeberatanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            percakapan.ajukan_keberatan(request.access, case.pk, said["isi"], said["berkas"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Keberatan tersimpan; klaim ini menunggu jawabannya.")
            return redirect("klaim:tanya_jawab", pk=case.pk)
    reading = BacaanKlaim(case)
    context = {
        "case": case,
        "baca": reading,
        "form": form,
        "halangan": percakapan.boleh_keberatan(case),
        "tenggat": percakapan.tenggat_ajukan(case),
        "trail": case_trail(PAGES, case, "Ajukan keberatan"),
    }
    return render(request, "jamkesda/telaah_keberatan.html", context, status=status_of(form))


@protected_object(IzinKlaim.PERIKSA, Keberatan, related=("klaim__unit", "klaim__kabupaten"))
@require_http_methods(["GET", "HEAD", "POST"])
def jawab(request: Request, found: Keberatan) -> HttpResponseBase:
    """Another verifier answers."""
    form = JawabForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            percakapan.jawab(
                request.access, found.pk, terima=said["putusan"] == "terima",
                jawaban=said["jawaban"],
            )  # fmt: skip
        except ValidationError as refused:
            show_refusal(form, refused)
        except MoveRefusedError as refused:
            show_refusal(form, refused.fields or ValidationError(list(refused.reasons)))
        else:
            messages.success(request, "Jawaban tersimpan dan terbaca PPK.")
            return redirect("klaim:tanya_jawab", pk=found.klaim_id)
    case = found.klaim
    context = {
        "keberatan": found,
        "case": case,
        "baca": BacaanKlaim(case),
        "form": form,
        "tenggat": percakapan.tenggat_jawab(found),
        "trail": case_trail(PAGES, case, "Jawab keberatan"),
    }
    return render(request, "jamkesda/telaah_jawab.html", context, status=status_of(form))


@protected_object(IzinKlaim.AJUKAN, Klaim, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def ulang(request: Request, case: Klaim) -> HttpResponseBase:
    """A refused claim sent anew: filled in as the former was, under a new number."""
    data = request.POST if request.method == "POST" else None
    former = masuk.dari_klaim(case, ())
    required = tuple(case.masukan["lampiran_wajib"])
    first = former._asdict() | {
        "nomor": "", "surat": former.surat or "", "diagnosis": "; ".join(former.diagnosis),
        "lampiran": list(former.lampiran),
    }  # fmt: skip
    form = KlaimForm(data, initial=first, lampiran=required)
    lines = BarisFormSet(data, prefix="baris", initial=[row._asdict() for row in former.baris])
    status = 200
    if data is not None:
        made = _again(request, case, form, lines) if form.is_valid() and lines.is_valid() else None
        if made is not None:
            return redirect(made.get_absolute_url())
        status = FAULTY
    context = {
        "case": case,
        "form": form,
        "baris": lines,
        "trail": case_trail(PAGES, case, "Ajukan ulang"),
    }
    return render(request, "jamkesda/telaah_ulang.html", context, status=status)


def _again(request: Request, case: Klaim, form: KlaimForm, lines: Any) -> Klaim | None:  # noqa: ANN401 - a formset
    try:
        made = percakapan.ajukan_ulang(request.access, case.pk, form.written(lines.lines))
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    messages.success(request, f"Klaim {made.nomor} tersimpan sebagai pengganti {case.nomor}.")
    return made


# ------------------------------------------------------------------ papers
@protected_object(IzinKlaim.LIHAT, Pesan, related=("stored", "klaim"))
@require_safe
def unduh_pesan(request: Request, found: Pesan) -> HttpResponse:
    """The file beside a message."""
    return _given(request, found.klaim, found.stored)


@protected_object(IzinKlaim.LIHAT, Keberatan, related=("stored", "klaim"))
@require_safe
def unduh_keberatan(request: Request, found: Keberatan) -> HttpResponse:
    """The file beside an objection."""
    return _given(request, found.klaim, found.stored)


def _given(request: Request, claim: Klaim, stored: StoredFile | None) -> HttpResponse:
    if stored is None:
        raise Http404
    try:
        body = files.read(stored)
    except files.FileDamagedError as fault:
        raise Http404 from fault
    unduhan.catat(request.access, claim, stored)
    return HttpResponse(
        body,
        content_type=files.TYPES[stored.kind],
        headers={
            "Content-Disposition": content_disposition_header(True, stored.name)  # noqa: FBT003 - Django's own signature
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
