"""The agreed format of the bank's files: proposed on one page, decided on another."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.core.second import ProposalStatus
from upaya.pembayaran.forms import FormatBankForm
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import FormatBank, UsulanFormat
from upaya.pembayaran.services import bank_format as services

_LOADED = ("diusulkan_oleh", "diputus_oleh")
_NAMES = {
    "pemisah": "Pemisah kolom",
    "desimal": "Tanda desimal",
    "keluar": "Kolom berkas untuk bank",
    "masuk": "Kolom berkas hasil",
    "kata_berhasil": "Kata untuk berhasil",
    "kata_gagal": "Kata untuk gagal",
    "bank": "Nama rekening menurut bank",
}


def _up() -> tuple[str, str]:
    return "Insentif UKM", reverse("insentif:papan")


@protected(IzinPembayaran.FORMAT_BANK_KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: Request) -> HttpResponseBase:
    """The columns that the district agreed with its bank; another agreement is proposed."""
    kabupaten = request.access.scope.kabupaten or ""
    held = services.layout_of(kabupaten)
    form = FormatBankForm(
        request.POST if request.method == "POST" else None,
        initial=FormatBankForm.initial_of(held, services.bank_rules(kabupaten)),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.propose(
                kabupaten, form.layout, said["bank"], said["alasan"], request.access
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            if made is None:
                messages.success(request, SAME)
                return redirect("pembayaran:format_bank")
            messages.success(request, "Format diusulkan; berlaku setelah disetujui orang kedua.")
            return redirect("pembayaran:format_usulan", made.pk)
    own = FormatBank.objects.for_scope(request.access.scope).select_related("diubah_oleh").first()
    waiting = UsulanFormat.objects.for_scope(request.access.scope).filter(
        status=ProposalStatus.DIUSULKAN
    )
    context = {
        "form": form,
        "sendiri": own,
        "menunggu": waiting.first(),
        "remah": trail(_up(), here="Format bank"),
    }
    return render(request, "pembayaran/format_bank.html", context, status=status_of(form))


@protected_object(IzinPembayaran.LIHAT, UsulanFormat, related=_LOADED)
@require_safe
def detail(request: Request, asked: UsulanFormat) -> HttpResponse:
    """What is to be another value, by whom and why."""
    return _show(request, asked, PutusanKeduaForm())


def _show(request: Request, asked: UsulanFormat, form: PutusanKeduaForm) -> HttpResponse:
    decides = request.access.allows(IzinPembayaran.FORMAT_BANK_PUTUS)
    waiting = decides and asked.waiting and request.access.user_id != asked.diusulkan_oleh_id
    rows = services.changed(services.present(asked.kabupaten_id), asked.isi)
    context = {
        "usulan": asked,
        "baris": [
            (_NAMES[name], ", ".join(old), ", ".join(new)) for name, (old, new) in rows.items()
        ],
        "form": form if waiting or form.is_bound else None,
        "remah": trail(_up(), here="Usulan format bank"),
    }
    return render(request, "pembayaran/format_usulan.html", context, status=status_of(form))


@protected_object(IzinPembayaran.FORMAT_BANK_PUTUS, UsulanFormat, related=_LOADED)
@require_POST
def decide(request: Request, asked: UsulanFormat) -> HttpResponseBase:
    """Agree or refuse."""
    form = PutusanKeduaForm(request.POST)
    decided = form.decide(partial(services.decide, asked.pk, request.access))
    if decided is None:
        asked.refresh_from_db()
        return _show(request, asked, form)
    messages.success(request, f"Usulan format {decided.get_status_display().lower()}.")
    return redirect("pembayaran:format_usulan", asked.pk)
