"""The bank's answer as a file: upload, dry run, apply, throw away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.pembayaran.forms import BerkasHasilForm
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import BerkasHasil, Pembayaran
from upaya.pembayaran.services import bank_file, bank_format
from upaya.pembayaran.views.lines import RELATED, payment_trail


@protected_object(IzinPembayaran.KELOLA, Pembayaran, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, payment: Pembayaran) -> HttpResponseBase:
    """Choose the bank's file; it is kept and checked, nothing is noted yet."""
    posted = request.method == "POST"
    form = BerkasHasilForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        sent = form.cleaned_data["berkas"]
        try:
            kept = bank_file.upload(payment.pk, str(sent.name), sent.read(), request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("pembayaran:hasil_periksa", kept.pk)
    context = {
        "pembayaran": payment,
        "form": form,
        "format": bank_format.layout_of(payment.kabupaten_id),
        "berkas": payment.berkas_hasil.defer("isi").select_related("oleh").order_by("-pk")[:20],
        "remah": payment_trail(payment, "Unggah hasil bank"),
    }
    return render(request, "pembayaran/hasil.html", context, status=status_of(form))


@protected_object(IzinPembayaran.KELOLA, BerkasHasil, related=("pembayaran__unit", "oleh"))
@require_safe
def dry_run(request: Request, kept: BerkasHasil) -> HttpResponseBase:
    """What applying the file would note; or, once applied, that it was."""
    payment = kept.pembayaran
    try:
        plan = bank_file.plan(kept, payment) if kept.diterapkan_pada is None else None
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("pembayaran:hasil", payment.pk)
    context = {
        "berkas": kept,
        "pembayaran": payment,
        "rencana": plan,
        "remah": payment_trail(payment, kept.nama),
    }
    return render(request, "pembayaran/hasil_periksa.html", context)


@protected_object(IzinPembayaran.KELOLA, BerkasHasil)
@require_POST
def apply(request: Request, kept: BerkasHasil) -> HttpResponseBase:
    """Note what the dry run said."""
    try:
        plan = bank_file.apply(kept.pembayaran_id, kept.pk, request.access)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("pembayaran:hasil_periksa", kept.pk)
    messages.success(request, f"Hasil {plan.dicatat} petugas dicatat.")
    return redirect("pembayaran:rinci", kept.pembayaran_id)


@protected_object(IzinPembayaran.KELOLA, BerkasHasil)
@require_POST
def drop(request: Request, kept: BerkasHasil) -> HttpResponseBase:
    """Throw the file away."""
    bank_file.drop(kept.pembayaran_id, kept.pk, request.access)
    messages.success(request, "Berkas dibuang. Tidak ada hasil yang dicatat.")
    return redirect("pembayaran:hasil", kept.pembayaran_id)
