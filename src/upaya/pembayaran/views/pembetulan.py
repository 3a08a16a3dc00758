"""Mending an entry: proposed on a page of its own, decided by another person."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core.access import Request
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.pembayaran.forms_pembetulan import (
    BetulkanDanaForm,
    BetulkanForm,
    BetulkanHasilForm,
)
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import DanaMasuk, Kiriman, Pembayaran, Pembetulan, Percobaan
from upaya.pembayaran.services import pembetulan as services
from upaya.pembayaran.views.lines import payment_trail
from upaya.rules.roles import either

_LOADED = (
    "pembayaran__unit",
    "diusulkan_oleh",
    "diputus_oleh",
    "percobaan__baris",
    "percobaan__kiriman",
    "kiriman",
    "dana",
    "berkas_semula",
)
_USUL, _PUTUS = IzinPembayaran.PEMBETULAN_USUL, IzinPembayaran.PEMBETULAN_PUTUS


@protected_object(_USUL, Percobaan, related=("baris__pembayaran__unit", "kiriman"))
@require_http_methods(["GET", "HEAD", "POST"])
def mend_result(request: Request, attempt: Percobaan) -> HttpResponseBase:
    """A result that was noted wrongly, or money that came back after the end."""
    form = BetulkanHasilForm(request.POST if request.method == "POST" else None, attempt=attempt)
    title = f"Betulkan hasil {attempt.baris.nama}"
    return _propose(request, attempt.baris.pembayaran, attempt, form, title)


@protected_object(_USUL, Kiriman, related=("pembayaran__unit",))
@require_http_methods(["GET", "HEAD", "POST"])
def mend_shipment(request: Request, sent: Kiriman) -> HttpResponseBase:
    """A shipment that was never made."""
    form = BetulkanForm(request.POST if request.method == "POST" else None)
    return _propose(request, sent.pembayaran, sent, form, f"Batalkan kiriman ke-{sent.nomor}")


@protected_object(_USUL, DanaMasuk, related=("pembayaran__unit",))
@require_http_methods(["GET", "HEAD", "POST"])
def mend_funds(request: Request, noted: DanaMasuk) -> HttpResponseBase:
    """A transfer that was noted wrongly."""
    form = BetulkanDanaForm(
        request.POST if request.method == "POST" else None,
        initial={"nomor": noted.nomor, "tanggal": noted.tanggal, "jumlah": noted.jumlah},
    )
    return _propose(request, noted.pembayaran, noted, form, f"Betulkan transfer {noted.nomor}")


def _propose(
    request: Request,
    payment: Pembayaran,
    row: Percobaan | Kiriman | DanaMasuk,
    form: BetulkanForm,
    title: str,
) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        try:
            made = services.usulkan(payment.pk, form.usulan(row), request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request,
                f"Pembetulan diusulkan. Berikutnya: {either(services.PEMUTUS[made.jenis])}.",
            )
            return redirect("pembayaran:pembetulan", made.pk)
    context = {
        "form": form,
        "judul": title,
        "pembayaran": payment,
        "kembali": reverse("pembayaran:rinci", args=[payment.pk]),
        "remah": payment_trail(payment, title),
    }
    return render(request, "pembayaran/betulkan.html", context, status=status_of(form))


@protected_object(IzinPembayaran.LIHAT, Pembetulan, related=_LOADED)
@require_safe
def detail(request: Request, made: Pembetulan) -> HttpResponse:
    """What is to be mended, by whom, and what stood there."""
    return _show(request, made, PutusanKeduaForm())


def _show(request: Request, made: Pembetulan, form: PutusanKeduaForm) -> HttpResponse:
    decides = request.access.role in services.PEMUTUS[made.jenis] and request.access.allows(_PUTUS)
    context = {
        "usulan": made,
        "pembayaran": made.pembayaran,
        "form": form if decides and made.waiting else None,
        "pemutus": either(services.PEMUTUS[made.jenis]),
        "remah": payment_trail(made.pembayaran, "Pembetulan"),
    }
    return render(request, "pembayaran/pembetulan.html", context, status=status_of(form))


@protected_object(_PUTUS, Pembetulan, related=_LOADED)
@require_POST
def decide(request: Request, made: Pembetulan) -> HttpResponseBase:
    """Agree or refuse."""
    form = PutusanKeduaForm(request.POST)
    decided = form.decide(partial(services.putuskan, made.pk, request.access))
    if decided is None:
        made.refresh_from_db()
        return _show(request, made, form)
    messages.success(request, f"Pembetulan {decided.get_status_display().lower()}.")
    return redirect("pembayaran:pembetulan", made.pk)
