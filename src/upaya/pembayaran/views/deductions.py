"""Deductions of one line: all of them with their ground, a new one, the second person's word."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from upaya.core.access import Request
from upaya.core.fields import RupiahField
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import BarisPembayaran, Potongan
from upaya.pembayaran.services import deductions as services
from upaya.pembayaran.services.deductions import UsulanPotongan
from upaya.pembayaran.views.lines import payment_trail
from upaya.rules.pembayaran import PAYABLE

_OF_LINE = ("baris__pembayaran__unit", "baris__petugas")


class PotonganForm(forms.Form):
    """A deduction with its ground."""

    nama = forms.CharField(
        label="Nama potongan",
        max_length=60,
        help_text="Misalnya iuran koperasi. Pajak tidak dicatat di sini.",
        error_messages={"required": "Tulis namanya."},
    )
    jumlah = RupiahField(label="Jumlah", minimum=1)
    dasar = forms.ChoiceField(label="Dasar", choices=Potongan.Dasar.choices)
    dokumen = forms.CharField(
        label="Nomor surat persetujuan atau peraturan",
        max_length=120,
        error_messages={"required": "Tulis nomornya."},
    )
    alasan = forms.CharField(
        label="Keterangan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis keterangannya."},
    )


@protected_object(IzinPembayaran.LIHAT, BarisPembayaran, related=("pembayaran__unit", "petugas"))
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, row: BarisPembayaran) -> HttpResponseBase:
    """All deductions of a line; the treasurer proposes another one."""
    may = request.access.allows(IzinPembayaran.KELOLA)
    posted = request.method == "POST" and may
    form = PotonganForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            wanted = UsulanPotongan(**form.cleaned_data)
            services.ask(row.pembayaran_id, row.pk, wanted, request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Potongan diusulkan dan menunggu kepala puskesmas.")
            return redirect("pembayaran:potongan", row.pk)
    return _show(request, row, form=form)


def _show(
    request: Request,
    row: BarisPembayaran,
    *,
    form: PotonganForm | None = None,
    putusan: PutusanKeduaForm | None = None,
) -> HttpResponse:
    payment = row.pembayaran
    free = row.status in PAYABLE and payment.selesai_pada is None
    manages = free and request.access.allows(IzinPembayaran.KELOLA)
    context = {
        "baris": row,
        "potongan": row.semua_potongan.select_related(
            "diusulkan_oleh", "diputus_oleh", "dicabut_oleh"
        ).order_by("pk"),
        "form": (form or PotonganForm()) if manages else None,
        "boleh_cabut": manages,
        "form_putusan": (putusan or PutusanKeduaForm())
        if free and request.access.allows(IzinPembayaran.POTONGAN_PUTUS)
        else None,
        "kembali": reverse("pembayaran:baris", args=[row.pk]),
        "remah": payment_trail(payment, f"Potongan {row.nama}"),
    }
    shown = putusan or form
    return render(
        request, "pembayaran/potongan.html", context, status=status_of(shown) if shown else 200
    )


@protected_object(IzinPembayaran.POTONGAN_PUTUS, Potongan, related=_OF_LINE)
@require_POST
def decide(request: Request, made: Potongan) -> HttpResponseBase:
    """Agree or refuse."""
    form = PutusanKeduaForm(request.POST)
    if form.decide(partial(services.decide, made.pk, request.access)) is None:
        return _show(request, made.baris, putusan=form)
    messages.success(request, "Putusan disimpan.")
    return redirect("pembayaran:potongan", made.baris_id)


@protected_object(IzinPembayaran.KELOLA, Potongan, related=_OF_LINE)
@require_POST
def withdraw(request: Request, made: Potongan) -> HttpResponseBase:
    """Take a deduction back."""
    try:
        services.withdraw(made.pk, request.access)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Potongan dicabut.")
    return redirect("pembayaran:potongan", made.baris_id)
