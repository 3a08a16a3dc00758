"""The part Pembayaran of a month: reported against paid, accounts, SPJ, transfers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import FAULTY
from upaya.core.access import Request
from upaya.core.forms import show_refusal
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.page_frame import month_context, month_trail
from upaya.insentif.bulan.pages import PEMBAYARAN
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.uang import spj as services
from upaya.insentif.uang.forms import SpjForm, SpjSemuaForm
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.queries import flow
from upaya.insentif.uang.recap import recap_rows, spj_of
from upaya.pegawai.izin import IzinPegawai
from upaya.rules.insentif.road import APPROVED, DIREKAP, DISETUJUI


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def pembayaran(request: Request, month: Pengajuan) -> HttpResponseBase:
    """The money of an approved month, from the recap to the last officer."""
    if month.status not in APPROVED:
        messages.info(request, "Pembayaran dimulai setelah Dinas Kesehatan menyetujui bulan ini.")
        return redirect("insentif:bulan", pk=month.pk)
    sheet = LembarBulan(month)
    context = month_context(request, sheet, PEMBAYARAN) | {
        "uang": flow(sheet),
        "bayar": sheet.pembayaran,
        "ringkas": sheet.ringkas,
        "dana": sheet.dana,
        "rekening_pembantu": None if month.status == DISETUJUI else sheet.rekening_pembantu,
        "rekap": recap_rows(sheet, sheet.banks) if month.status == DISETUJUI else [],
        "boleh_petugas": request.access.allows(IzinPegawai.KELOLA),
        "koreksi": sheet.koreksi,
        "boleh_koreksi": request.access.allows(IzinInsentif.KOREKSI_USUL),
        "spj": spj_of(sheet),
        "boleh_spj": request.access.allows(IzinInsentif.SPJ_SERAHKAN) and month.status == DIREKAP,
    }
    return render(request, "insentif/pembayaran.html", context)


def _kind(jenis: str) -> DokumenSpj.Jenis:
    try:
        return DokumenSpj.Jenis(jenis)
    except ValueError as fault:
        raise Http404 from fault


@protected_object(IzinInsentif.SPJ_SERAHKAN, Pengajuan, related=RELATED)
def spj(request: Request, month: Pengajuan, jenis: str) -> HttpResponse:
    """Hand one document over."""
    kind = _kind(jenis)
    posted = request.method == "POST"
    form = SpjForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            services.hand_over(
                month.pk,
                kind.value,
                request.access,
                upload=form.cleaned_data["berkas"],
                keterangan=form.cleaned_data["keterangan"],
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{kind.label} diserahkan.")
            return redirect("insentif:pembayaran", pk=month.pk)
    context = {
        "pengajuan": month,
        "dokumen": kind,
        "form": form,
        "kembali": reverse("insentif:pembayaran", args=[month.pk]),
        "remah": month_trail(month, kind.label),
    }
    return render(request, "insentif/spj.html", context, status=FAULTY if form.errors else 200)


@protected_object(IzinInsentif.SPJ_SERAHKAN, Pengajuan, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def spj_semua(request: Request, month: Pengajuan) -> HttpResponse:
    """Hand all documents over in one step that are not handed over yet."""
    done = set(month.spj.values_list("jenis", flat=True))
    kinds = [kind for kind in DokumenSpj.Jenis if kind.value not in done]
    if not kinds:
        messages.info(request, "Keempat dokumen SPJ sudah diserahkan.")
        return redirect("insentif:pembayaran", pk=month.pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SpjSemuaForm(*posted, kinds=kinds)
    if form.is_bound and form.is_valid():
        try:
            services.hand_over_all(month.pk, request.access, form.given)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{len(kinds)} dokumen SPJ diserahkan.")
            return redirect("insentif:pembayaran", pk=month.pk)
    context = {
        "pengajuan": month,
        "form": form,
        "kembali": reverse("insentif:pembayaran", args=[month.pk]),
        "remah": month_trail(month, "Serahkan SPJ"),
    }
    status = FAULTY if form.errors else 200
    return render(request, "insentif/spj_semua.html", context, status=status)


@protected_object(IzinInsentif.SPJ_SERAHKAN, Pengajuan)
@require_POST
def spj_tarik(request: Request, month: Pengajuan, jenis: str) -> HttpResponse:
    """Take one document back."""
    kind = _kind(jenis)
    try:
        services.take_back(month.pk, kind.value, request.access)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{kind.label} ditarik.")
    return redirect("insentif:pembayaran", pk=month.pk)
