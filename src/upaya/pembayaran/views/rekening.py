"""Accounts of the Bendahara Pengeluaran Pembantu: all within reach, a new one, the second word."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from upaya.core.access import Request
from upaya.core.fields import TanggalField
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models_rekening import RekeningPembantu
from upaya.pembayaran.queries.rekening import decidable, listed
from upaya.pembayaran.services import rekening as services
from upaya.pembayaran.services.rekening import UsulanRekening

_COLUMNS = (
    Column("unit", "Unit", value=lambda row: row.unit.nama, sort_field="unit__nama"),
    Column("bank", "Bank", sort_field="bank"),
    Column("rekening", "Nomor rekening", value=lambda row: row.tersamar),
    Column("nama_rekening", "Pemilik", sort_field="nama_rekening"),
    Column("mulai", "Berlaku mulai", sort_field="mulai", kind="tanggal"),
    Column("dokumen", "Dasar"),
    Column(
        "status",
        "Putusan",
        value=lambda row: row.get_status_display(),
        sort_field="status",
        tone=lambda row: row.tone,
    ),
    Column("pengusul", "Diusulkan", value=lambda row: row.diusulkan_oleh.name),
    Column(
        "pemutus", "Diputus", value=lambda row: row.diputus_oleh.name if row.diputus_oleh else ""
    ),
)


class RekeningForm(forms.Form):
    """A new account with the day from which it holds."""

    bank = forms.CharField(
        label="Nama bank", max_length=60, error_messages={"required": "Tulis nama banknya."}
    )
    rekening = forms.CharField(
        label="Nomor rekening",
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Tulis nomor rekeningnya."},
    )
    nama_rekening = forms.CharField(
        label="Nama pemilik rekening",
        max_length=120,
        help_text="Seperti tertera di buku bank.",
        error_messages={"required": "Tulis nama pemilik rekeningnya."},
    )
    mulai = TanggalField(
        label="Berlaku mulai", error_messages={"required": "Isi tanggal mulai berlakunya."}
    )
    dokumen = forms.CharField(
        label="Nomor surat atau keputusan rekening",
        max_length=120,
        error_messages={"required": "Tulis nomor surat atau keputusannya."},
    )
    alasan = forms.CharField(
        label="Keterangan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya: rekening pertama, atau bendahara berganti.",
        error_messages={"required": "Tulis keterangannya."},
    )


@protected(IzinPembayaran.REKENING_PEMBANTU_LIHAT)
@require_safe
def accounts(request: Request) -> HttpResponseBase:
    """All accounts within reach."""
    return _show(request)


@protected(IzinPembayaran.REKENING_PEMBANTU_USUL)
@require_POST
def ask(request: Request) -> HttpResponseBase:
    """The treasurer proposes another account of the own puskesmas."""
    form = RekeningForm(request.POST)
    if form.is_valid():
        try:
            unit = request.access.scope.unit or 0
            services.ask(unit, UsulanRekening(**form.cleaned_data), request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Rekening diusulkan dan menunggu putusan orang kedua.")
            return redirect("pembayaran:rekening_pembantu")
    return _show(request, form)


def _show(
    request: Request,
    form: RekeningForm | None = None,
    putusan: PutusanKeduaForm | None = None,
    deciding: int | None = None,
) -> HttpResponseBase:
    rows = listed(request.access.scope)
    found = table(
        request,
        rows,
        columns=_COLUMNS,
        default_sort="-mulai",
        title="Rekening bendahara",
    )
    proposes = request.access.allows(IzinPembayaran.REKENING_PEMBANTU_USUL)
    decides = request.access.allows(IzinPembayaran.REKENING_PEMBANTU_PUTUS)
    waiting = decidable(request.access).filter(status="diusulkan").order_by("pk") if decides else []
    context: dict[str, Any] = {
        "tabel": found,
        "form": form or (RekeningForm() if proposes else None),
        "menunggu": [
            (row, putusan if putusan and row.pk == deciding else PutusanKeduaForm())
            for row in waiting
        ],
    }
    bound = putusan or form
    status = status_of(bound) if bound else 200
    return found.export_response() or render(
        request, "pembayaran/rekening_pembantu.html", context, status=status
    )


@protected_object(IzinPembayaran.REKENING_PEMBANTU_PUTUS, RekeningPembantu, related=("unit",))
@require_POST
def decide(request: Request, made: RekeningPembantu) -> HttpResponse | HttpResponseBase:
    """Agree or refuse."""
    form = PutusanKeduaForm(request.POST)
    if form.decide(partial(services.decide, made.pk, request.access)) is None:
        return _show(request, putusan=form, deciding=made.pk)
    messages.success(request, "Putusan disimpan.")
    return redirect("pembayaran:rekening_pembantu")
