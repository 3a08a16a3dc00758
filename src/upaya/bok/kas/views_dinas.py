"""Pages of the Dinas: funds approved and transferred, double days decided, months opened again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from upaya.bok.izin import IzinBok
from upaya.bok.kas import ganda, permintaan, services, tutup
from upaya.bok.kas.errors import TertutupError
from upaya.bok.kas.forms import BukaBulanForm, PutusForm, SaldoAwalForm, TransferForm
from upaya.bok.kas.models import BukuKas, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import HariGanda
from upaya.bok.kas.views import form_page
from upaya.core.access import Request
from upaya.core.forms import show_refusal
from upaya.core.guard import protected_object
from upaya.core.templatetags.upaya import tanggal
from upaya.rules.money import rupiah
from upaya.rules.period import Period

_WRITE = ["GET", "HEAD", "POST"]
_RELATED = ("buku__unit",)


@protected_object(IzinBok.KAS_PUTUS, PermintaanDana, related=_RELATED)
@require_http_methods(_WRITE)
def putus(request: Request, row: PermintaanDana) -> HttpResponseBase:
    """Approve or refuse funds."""
    form = PutusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            permintaan.decide(
                row.pk, request.access, setuju=data["putusan"] == "ya", alasan=data["alasan"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{row} diputus.")
            return redirect("kas:buku", row.buku_id)
    note = (
        f"{row.buku.unit.nama} meminta {rupiah(row.jumlah)} ({row.get_cara_display()}): "
        f"{row.alasan}"
    )
    return form_page(request, form, str(row), row.buku, catatan=note)


@protected_object(IzinBok.KAS_TRANSFER, PermintaanDana, related=_RELATED)
@require_http_methods(_WRITE)
def transfer(request: Request, row: PermintaanDana) -> HttpResponseBase:
    """Enter what was transferred of an approved request."""
    rest = permintaan.left(row)
    form = TransferForm(request.POST if request.method == "POST" else None, jumlah=rest)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = permintaan.transfer(
                row.pk, data["hari"], data["bukti"], data["jumlah"], request.access, data["kunci"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        except TertutupError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made} tercatat, {rupiah(made.jumlah)}.")
            return redirect("kas:buku", row.buku_id)
    note = f"{row.buku.unit.nama}: disetujui {rupiah(row.jumlah)}, belum ditransfer {rupiah(rest)}."
    return form_page(request, form, f"Transfer {row}", row.buku, catatan=note)


@protected_object(IzinBok.KAS_PUTUS, HariGanda, related=("buku__unit", "pertama__unit"))
@require_http_methods(_WRITE)
def putus_ganda(request: Request, row: HariGanda) -> HttpResponseBase:
    """Accept or refuse that a day is paid a second time."""
    form = PutusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ganda.decide(
                row.pk, request.access, setuju=data["putusan"] == "ya", alasan=data["alasan"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"Hari ganda {row.nama} diputus.")
            return redirect("kas:buku", row.buku_id)
    first = row.pertama
    note = (
        f"{row.nama}, {row.get_macam_display()} {tanggal(row.hari)}: pertama kali dibayar "
        f"{first.unit.nama} ({first.kegiatan}); sekarang diminta {row.buku.unit.nama} "
        f"({row.kegiatan}), {rupiah(row.jumlah)}. Alasan: {row.alasan or 'belum ditulis'}"
    )
    return form_page(request, form, f"Hari ganda {row.nama}", row.buku, catatan=note)


@protected_object(IzinBok.KAS_BUKA, TutupBulan, related=_RELATED)
@require_http_methods(_WRITE)
def buka_bulan(request: Request, row: TutupBulan) -> HttpResponseBase:
    """Open a closed month again, and the later ones with it."""
    month = Period.of(row.periode).nama
    form = BukaBulanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            tutup.reopen(row.pk, form.cleaned_data["alasan"], request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{month} terbuka.")
            return redirect("kas:buku", row.buku_id)
    note = "Bulan-bulan sesudahnya ikut terbuka, karena saldonya bertumpu pada bulan ini."
    return form_page(request, form, f"Buka kembali {month}", row.buku, catatan=note)


@protected_object(IzinBok.KAS_BUKA, BukuKas, related=("unit",))
@require_http_methods(_WRITE)
def saldo_awal(request: Request, book: BukuKas) -> HttpResponseBase:
    """Put right what a book begins with."""
    form = SaldoAwalForm(request.POST if request.method == "POST" else None, buku=book)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.correct_opening(
                book.pk, data["bank"], data["tunai"], data["alasan"], request.access
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Saldo awal dibetulkan.")
            return redirect("kas:buku", book.pk)
    note = f"Saldo pada {tanggal(book.mulai)}. Yang semula tetap tercatat dalam jejak audit."
    return form_page(request, form, "Betulkan saldo awal", book, catatan=note)
