"""Sending lines, a shipment with its file for the bank, and results noted by hand."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import files
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.exchange.xlsx_writer import CSV_TYPE
from upaya.pegawai.rekening import aturan_bank
from upaya.pembayaran.forms import HasilBarisForm, HasilForm, KirimForm
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Pembayaran
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import bank_file, results, shipments
from upaya.pembayaran.services.locking import TUTUP
from upaya.pembayaran.views.lines import RELATED, payment_trail, show_line
from upaya.rules.pembayaran import BERHASIL, DIKIRIM, GAGAL, PAYABLE, RESULTS
from upaya.rules.rekening import beda_tulisan


@protected_object(IzinPembayaran.KELOLA, Pembayaran, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, payment: Pembayaran) -> HttpResponseBase:
    """Choose whom to pay now; as many as the funds cover are ticked."""
    if payment.selesai_pada is not None:
        messages.warning(request, TUTUP)
        return redirect("pembayaran:rinci", payment.pk)
    lines = list(payment.baris.filter(status__in=PAYABLE).order_by("nama", "pk"))
    free = free_funds(payment)
    form = KirimForm(request.POST if request.method == "POST" else None, lines=lines, funds=free)
    if request.method == "POST":
        again = _already(payment, request.POST.get("kunci", ""))
        if again is not None:
            messages.info(
                request, f"Kiriman ke-{again.nomor} sudah dibuat; tidak dikirim dua kali."
            )
            return redirect("pembayaran:kiriman", again.pk)
        if form.is_valid():
            try:
                shipment = shipments.send(payment.pk, form.order, request.access)
            except ValidationError as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(
                    request, f"Kiriman ke-{shipment.nomor} dibuat: {shipment.banyak} petugas."
                )
                return redirect("pembayaran:kiriman", shipment.pk)
    rule = aturan_bank(payment.kabupaten_id)
    context = {
        "pembayaran": payment,
        "form": form,
        "baris": [(line, beda_tulisan(line.nama_rekening, rule(line.bank))) for line in lines],
        "terpilih": form.chosen,
        "bebas": free,
        "jumlah": sum(line.bruto for line in lines),
        "remah": payment_trail(payment, "Kirim"),
    }
    return render(request, "pembayaran/kirim.html", context, status=status_of(form))


def _already(payment: Pembayaran, key: str) -> Kiriman | None:
    """The shipment that this very form made before."""
    return next((one for one in payment.kiriman.all() if str(one.kunci) == key.lower()), None)


@protected_object(IzinPembayaran.LIHAT, Kiriman, related=("pembayaran__unit", "dibuat_oleh"))
@require_safe
def shipment(request: Request, sent: Kiriman) -> HttpResponse:
    """What was sent at once and what became of each."""
    return _show_shipment(request, sent, HasilForm(results=(BERHASIL, GAGAL)))


def _show_shipment(request: Request, sent: Kiriman, form: HasilForm) -> HttpResponse:
    payment = sent.pembayaran
    attempts = list(sent.percobaan.select_related("baris").order_by("baris__nama", "pk"))
    open_ones = [attempt for attempt in attempts if attempt.status == DIKIRIM]
    paid = [attempt for attempt in attempts if attempt.status == BERHASIL]
    failed = [one for one in attempts if one.status not in (DIKIRIM, BERHASIL)]
    manages = request.access.allows(IzinPembayaran.KELOLA) and payment.selesai_pada is None
    context = {
        "kiriman": sent,
        "pembayaran": payment,
        "menunggu": open_ones,
        "gagal": failed,
        "berhasil": paid,
        "jumlah": {
            name: sum(one.jumlah for one in rows)
            for name, rows in (("menunggu", open_ones), ("gagal", failed), ("berhasil", paid))
        },
        "boleh": manages,
        "boleh_batal": manages and len(open_ones) == len(attempts),
        "form": form if manages and open_ones else None,
        "terpilih": set(request.POST.getlist("rujukan")),
        "remah": payment_trail(payment, f"Kiriman ke-{sent.nomor}"),
    }
    return render(request, "pembayaran/kiriman.html", context, status=status_of(form))


@protected_object(IzinPembayaran.KELOLA, Kiriman, related=("pembayaran__unit", "kabupaten"))
@require_safe
def order_file(request: Request, sent: Kiriman) -> HttpResponse:
    """The file for the bank."""
    response = HttpResponse(bank_file.order_file(sent, request.access), content_type=CSV_TYPE)
    name = f"bayar-{sent.pembayaran_id}-{sent.nomor}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@protected_object(IzinPembayaran.KELOLA, Kiriman, related=("pembayaran__unit", "dibuat_oleh"))
@require_POST
def note_shipment(request: Request, sent: Kiriman) -> HttpResponseBase:
    """Note the same result for every chosen attempt of a shipment, or for all that still wait."""
    form = HasilForm(request.POST, results=(BERHASIL, GAGAL))
    known = _chosen(request, sent, form)
    if "sisa" in request.POST and not known:  # the same button pressed twice
        messages.info(request, "Semua dalam kiriman ini sudah ada hasilnya.")
        return redirect("pembayaran:kiriman", sent.pk)
    if form.is_valid():
        try:
            judged = results.note(
                sent.pembayaran_id, [form.result(one) for one in sorted(known)], request.access
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            refused = [one for one in judged if one.tindakan == results.TOLAK]
            for one in refused:
                form.add_error(None, f"{one.nama}: {one.kalimat}")
            noted = sum(1 for one in judged if one.tindakan == results.CATAT)
            if noted:
                messages.success(request, f"Hasil {noted} petugas dicatat.")
            if not refused:
                return redirect("pembayaran:kiriman", sent.pk)
    sent.pembayaran.refresh_from_db()
    return _show_shipment(request, sent, form)


def _chosen(request: Request, sent: Kiriman, form: HasilForm) -> set[str]:
    """The references that the result is for; the form says it when that is not clear."""
    chosen, rest = request.POST.getlist("rujukan"), "sisa" in request.POST
    wanted: dict[str, object] = {"status": DIKIRIM} if rest else {"rujukan__in": chosen}
    known = set(sent.percobaan.filter(**wanted).values_list("rujukan", flat=True))
    if rest and chosen:
        form.add_error(
            None,
            "Ada yang dicentang. Catat dulu hasil yang dicentang, atau hilangkan centangnya untuk "
            "mencatat semua yang masih menunggu.",
        )
    elif not rest and (not chosen or known != set(chosen)):
        form.add_error(None, "Centang petugas dari kiriman ini.")
    return known


@protected_object(IzinPembayaran.KELOLA, BarisPembayaran, related=("pembayaran__unit", "petugas"))
@require_POST
def note_line(request: Request, row: BarisPembayaran) -> HttpResponseBase:
    """Note what became of the newest attempt at one line."""
    attempt = row.percobaan.order_by("-nomor").first()
    form = HasilBarisForm(
        request.POST, request.FILES, results=RESULTS[attempt.status] if attempt else ()
    )
    if form.is_valid() and attempt is not None:
        try:
            _note(request, row, form, attempt.rujukan)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"Hasil pembayaran {row.nama} dicatat.")
            return redirect("pembayaran:baris", row.pk)
    row.refresh_from_db()
    return show_line(request, row, hasil=form)


@transaction.atomic
def _note(request: Request, row: BarisPembayaran, form: HasilBarisForm, rujukan: str) -> None:
    upload = form.cleaned_data.get("berkas")
    proof = (
        files.store(
            upload,
            kabupaten_id=row.kabupaten_id,
            unit_id=row.pembayaran.unit_id,
            access=request.access,
        )
        if upload
        else None
    )
    results.note_one(row.pembayaran_id, form.result(rujukan), request.access, proof)
