"""A provider enters a claim, adds its papers, and mends what was returned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.page_frame import FAULTY, case_context
from upaya.core import clock, files
from upaya.core.access import Request
from upaya.core.digits import number_in
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim import lampiran as papers
from upaya.jamkesda.klaim.dasar import LAMPIRAN
from upaya.jamkesda.klaim.forms import ROWS, BarisFormSet, BerkasForm, KlaimForm, PerbaikanForm
from upaya.jamkesda.klaim.masuk import Uji, kirim, periksa_dulu, unit_sendiri
from upaya.jamkesda.klaim.models import BerkasKlaim, Klaim
from upaya.jamkesda.klaim.pages import PAGES
from upaya.jamkesda.klaim.reading import RELATED, BacaanKlaim
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.jamkesda import road_klaim as jalan


@protected(IzinKlaim.AJUKAN)
@require_http_methods(["GET", "HEAD", "POST"])
def baru(request: Request) -> HttpResponseBase:
    """Header and lines; the button for more lines keeps what was typed."""
    return _written(request, None)


@protected_object(IzinKlaim.AJUKAN, SuratJaminan, related=("peserta",))
@require_http_methods(["GET", "HEAD", "POST"])
def dari_surat(request: Request, letter: SuratJaminan) -> HttpResponseBase:
    """The same, begun at an issued guarantee letter: what the letter says stands in the form."""
    if not letter.dapat_diklaim:
        messages.warning(request, f"{letter} {letter.state.label.lower()}; belum dapat diklaim.")
        return redirect(letter)
    return _written(request, letter)


def _of_letter(letter: SuratJaminan) -> dict[str, Any]:
    """What a claim takes from its letter: no amount, no day of discharge, no exact diagnosis."""
    return {
        "peserta": letter.peserta.kartu,
        "surat": letter.nomor,
        "jenis": "rawat_inap" if letter.menginap else "rawat_jalan",
        "masuk": letter.mulai,
    }


def _written(request: Request, letter: SuratJaminan | None) -> HttpResponseBase:
    required = _required(request)
    data = request.POST.copy() if request.method == "POST" else None
    more = data is not None and "tambah" in data
    if data is not None and more:
        data["baris-TOTAL_FORMS"] = str(_count(data.get("baris-TOTAL_FORMS", "")) + ROWS)
    form = KlaimForm(data, initial=_of_letter(letter) if letter else None, lampiran=required)
    lines = BarisFormSet(data, prefix="baris")
    asked = data is not None and not more
    tried: Uji | None = None
    if data is not None and asked and form.is_valid() and lines.is_valid():
        if "periksa" in data:
            tried = _tried(request, form, lines)
        else:
            made = _stored(request, form, lines)
            if made is not None:
                return redirect(made.get_absolute_url())
    if more:  # nothing is judged yet
        form = KlaimForm(initial=_typed(data), lampiran=required)
    context = {
        "form": form,
        "baris": lines,
        "lagi": more,
        "uji": tried,
        "surat": letter,
        "trail": trail((PAGES.title, reverse("klaim:daftar")), here="Ajukan klaim"),
    }
    status = FAULTY if asked and tried is None else 200
    return render(request, "jamkesda/klaim_baru.html", context, status=status)


def _tried(request: Request, form: KlaimForm, lines: Any) -> Uji | None:  # noqa: ANN401 - a formset
    unit = unit_sendiri(request.access)
    try:
        return periksa_dulu(request.access, unit, [form.written(lines.lines)])
    except ValidationError as refused:
        show_refusal(form, refused)
        return None


def _count(text: str) -> int:
    return min(number_in(text) or 0, 500)


def _typed(data: Any) -> dict[str, Any]:  # noqa: ANN401 - a query dict
    return {key: data.getlist(key) if key == "lampiran" else data.get(key) for key in
            KlaimForm.base_fields}  # fmt: skip


def _stored(request: Request, form: KlaimForm, lines: Any) -> Klaim | None:  # noqa: ANN401 - a formset
    unit = unit_sendiri(request.access)
    try:
        found = kirim(request.access, unit, [form.written(lines.lines)])
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    if found.baru:
        messages.success(request, "Klaim tersimpan dan diperiksa. Unggah berkasnya.")
        return found.baru[0]
    messages.info(request, "Klaim ini sudah tersimpan sebelumnya; tidak ada yang digandakan.")
    return found.sudah[0]


def _required(request: Request) -> tuple[str, ...]:
    district = str(request.access.scope.kabupaten)
    value = rulebook_for(district).read(LAMPIRAN, clock.today(), district)
    return tuple(str(name) for name in value.items)


@protected_object(IzinKlaim.LIHAT, Klaim, related=RELATED, inside=(IzinKlaim.AJUKAN,))
@require_http_methods(["GET", "HEAD", "POST"])
def berkas(request: Request, case: Klaim) -> HttpResponseBase:
    """The papers; whoever claims adds some while it is examined or returned."""
    reading = BacaanKlaim(case)
    may = request.access.allows(IzinKlaim.AJUKAN) and reading.menerima_berkas
    if request.method == "POST" and not request.access.allows(IzinKlaim.AJUKAN):
        raise PermissionDenied
    mends = may and case.status == jalan.DIKEMBALIKAN
    form, mend, status = BerkasForm(), PerbaikanForm(initial=_mended(case)), 200
    if request.method == "POST":
        if "perbaikan" in request.POST:
            mend = PerbaikanForm(request.POST)
            done = mend.is_valid() and _mend(request, case, mend)
        else:
            form = BerkasForm(request.POST, request.FILES)
            done = form.is_valid() and _attach(request, case, form)
        if done:
            return redirect("klaim:berkas", pk=case.pk)
        status = FAULTY
    context: dict[str, Any] = case_context(PAGES, request, reading, "berkas")
    context |= {"baca": reading, "form": form if may else None, "perbaikan": mend if mends else
                None}  # fmt: skip
    return render(request, "jamkesda/klaim_berkas.html", context, status=status)


def _mended(case: Klaim) -> dict[str, str]:
    said = case.perbaikan
    return {
        "diagnosis": "; ".join(said.get("diagnosis", ())),
        "penjelasan": said.get("penjelasan", ""),
    }


def _mend(request: Request, case: Klaim, form: PerbaikanForm) -> bool:
    said = form.cleaned_data
    try:
        papers.perbaiki(request.access, case.pk, said["diagnosis"], said["penjelasan"])
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, "Perbaikan tersimpan. Ajukan lagi bila sudah lengkap.")
    return True


def _attach(request: Request, case: Klaim, form: BerkasForm) -> bool:
    said = form.cleaned_data
    try:
        papers.lampirkan(request.access, case.pk, said["nama"], said["berkas"])
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, "Berkas tersimpan.")
    return True


@protected_object(IzinKlaim.LIHAT, BerkasKlaim, related=("stored", "klaim"))
@require_safe
def unduh(request: Request, found: BerkasKlaim) -> HttpResponse:
    """A paper as an attachment; who took it is recorded."""
    try:
        body = files.read(found.stored)
    except files.FileDamagedError as fault:
        raise Http404 from fault
    papers.catat_unduhan(request.access, found)
    return HttpResponse(
        body,
        content_type=files.TYPES[found.stored.kind],
        headers={
            "Content-Disposition": content_disposition_header(True, found.stored.name)  # noqa: FBT003 - Django's own signature
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
