"""A payment: its lines, one line with its attempts, tax, and accounts taken anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.core.second import ProposalStatus
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.pembayaran import sumber
from upaya.pembayaran.forms import BarisFilter, HasilBarisForm, PajakForm
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import (
    BarisPembayaran,
    Kiriman,
    Pembayaran,
    Pembetulan,
    Percobaan,
    UsulanPajak,
)
from upaya.pembayaran.queries import lines as queries
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.queries.tax_exceptions import people, tax_exceptions
from upaya.pembayaran.services import bank_file, shared_accounts, taxes
from upaya.pembayaran.services.pembetulan import PENGUSUL
from upaya.pembayaran.services.refresh import outdated
from upaya.pembayaran.services.refresh import refresh as bring_up_to_date
from upaya.regulasi.queries import rulebook_for
from upaya.rules.pembayaran import DIKIRIM, PAYABLE, RESULTS
from upaya.rules.tax.pph21_rates import JENIS

RELATED = ("unit", "kabupaten")


def payment_trail(payment: Pembayaran, here: str) -> list[dict[str, str]]:
    """The way back from a page of a payment: what it pays, the payment, here."""
    steps = [(payment.judul, sumber.of(payment).alamat(payment))]
    if here:
        steps.append(("Daftar pembayaran", reverse("pembayaran:rinci", args=[payment.pk])))
    return trail(*steps, here=here or "Daftar pembayaran")


_COLUMNS = (
    Column(
        "nama",
        "Penerima",
        sort_field="nama",
        url=lambda row: reverse("pembayaran:baris", args=[row.pk]),
    ),
    Column("bruto", "Bruto", sort_field="bruto", kind="rupiah"),
    Column("pajak", "Pajak", sort_field="pajak", kind="rupiah"),
    Column("neto", "Neto", sort_field="neto", kind="rupiah"),
    Column("bank", "Bank", sort_field="bank"),
    Column("rekening", "Rekening", value=lambda row: row.rekening_tersamar),
    Column(
        "status",
        "Status",
        value=lambda row: row.get_status_display(),
        sort_field="status",
        tone=lambda row: row.tone,
    ),
    Column("tanggal", "Tanggal", kind="tanggal"),
    Column("rujukan", "Rujukan", show=False),
    Column("bukti", "Nomor bukti", show=False),
    Column(
        "cara",
        "Cara",
        value=lambda row: Kiriman.Cara(row.cara).label if row.cara else "",
        show=False,
    ),
    Column("alasan", "Alasan", show=False),
)


@protected_object(IzinPembayaran.LIHAT, Pembayaran, related=RELATED)
@require_safe
def detail(request: Request, payment: Pembayaran) -> HttpResponseBase:
    """Lines with what became of them; sums by status; shipments."""
    table = lists.table(
        request,
        queries.with_last_attempt(payment),
        columns=_COLUMNS,
        filters=BarisFilter,
        default_sort="nama",
        title="Daftar pembayaran",
        per_page=100,
    )
    manages = request.access.allows(IzinPembayaran.KELOLA) and payment.selesai_pada is None
    summary = queries.by_status(payment)
    context = {
        "pembayaran": payment,
        "tabel": table,
        "ringkas": summary,
        "bebas": free_funds(payment),
        "dana": payment.dana_masuk.select_related("dicatat_oleh").order_by("pk"),
        "pembetulan": payment.pembetulan.select_related("diusulkan_oleh").order_by("-pk"),
        "boleh_dana": request.access.role in PENGUSUL[Pembetulan.Jenis.DANA],
        "kiriman": payment.kiriman.select_related("dibuat_oleh").order_by("-nomor"),
        "boleh": manages,
        "bersama": shared_accounts.shared(payment),
        "boleh_konfirmasi": request.access.allows(IzinPembayaran.REKENING_BERSAMA)
        and payment.selesai_pada is None,
        "dapat_dikirim": manages and any(row.status in PAYABLE for row in summary),
        "berubah": outdated(
            payment,
            payment.baris.filter(status__in=PAYABLE).select_related("petugas"),
            clock.today(),
            rulebook_for(payment.kabupaten_id),
        )
        if manages
        else [],
        "remah": payment_trail(payment, ""),
    }
    return table.export_response() or render(request, "pembayaran/rinci.html", context)


@protected_object(IzinPembayaran.KELOLA, Pembayaran)
@require_POST
def refresh(request: Request, payment: Pembayaran) -> HttpResponseBase:
    """Take changed accounts over from the officers' data, and the tax of today."""
    try:
        changed = bring_up_to_date(payment.pk, request.access)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        names = ", ".join(line.nama for line in changed)
        if changed:
            messages.success(request, f"Diperbarui: {names}.")
        else:
            messages.info(request, SAME)
    return redirect("pembayaran:rinci", payment.pk)


@protected_object(IzinPembayaran.REKENING_BERSAMA, Pembayaran)
@require_POST
def confirm_account(request: Request, payment: Pembayaran) -> HttpResponseBase:
    """Say that those who have one account may have it."""
    try:
        shared_accounts.confirm(
            payment.pk,
            request.POST.get("sidik", ""),
            request.POST.get("alasan", ""),
            request.access,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Rekening bersama dikonfirmasi.")
    return redirect("pembayaran:rinci", payment.pk)


@protected_object(IzinPembayaran.LIHAT, BarisPembayaran, related=("pembayaran__unit", "petugas"))
@require_safe
def line(request: Request, row: BarisPembayaran) -> HttpResponse:
    """One payee: amount, tax and its origin, account, every attempt."""
    return show_line(request, row)


def show_line(
    request: Request,
    row: BarisPembayaran,
    *,
    pajak: PajakForm | None = None,
    hasil: HasilBarisForm | None = None,
    putusan: PutusanKeduaForm | None = None,
) -> HttpResponse:
    """The page of a line, with the forms that may be used now."""
    payment = row.pembayaran
    manages = request.access.allows(IzinPembayaran.KELOLA) and payment.selesai_pada is None
    tried = row.percobaan.select_related("kiriman", "dicatat_oleh", "berkas_bukti")
    attempts = list(tried.order_by("-nomor"))
    results = RESULTS[attempts[0].status] if attempts and manages else ()
    if manages and row.status in PAYABLE and pajak is None:
        pajak = PajakForm(
            initial={"pajak": row.pajak, "alasan": row.alasan_pajak, "versi": row.versi}
        )
    if results and hasil is None:
        hasil = HasilBarisForm(results=results)
    said = list(row.usulan_pajak.select_related("diusulkan_oleh", "diputus_oleh").order_by("pk"))
    open_tax = next((one for one in said if one.waiting), None)
    if open_tax and putusan is None and request.access.allows(IzinPembayaran.PAJAK_PUTUS):
        putusan = PutusanKeduaForm()
    context = {
        "usulan_pajak": said,
        "pajak_menunggu": open_tax,
        "form_putusan": putusan if open_tax else None,
        "baris": row,
        "mengapa": sumber.of(payment).mengapa(row, request.access),
        "pembayaran": payment,
        "jenis_pajak": JENIS[row.jenis_pajak],
        "percobaan": _with_mendings(row, attempts),
        "form_pajak": pajak,
        "form_hasil": hasil,
        "dapat_dibetulkan": _mendable(request, attempts),
        "remah": payment_trail(payment, row.nama),
    }
    forms = (pajak, hasil, putusan)
    shown = next((form for form in forms if form is not None and form.is_bound), None)
    return render(
        request, "pembayaran/baris.html", context, status=status_of(shown) if shown else 200
    )


def _with_mendings(
    row: BarisPembayaran, attempts: Sequence[Percobaan]
) -> list[tuple[Percobaan, list[Pembetulan]]]:
    """Each attempt with what was proposed to mend its result."""
    mended: dict[int | None, list[Pembetulan]] = {}
    for one in Pembetulan.objects.filter(percobaan__baris=row).order_by("pk"):
        mended.setdefault(one.percobaan_id, []).append(one)
    return [(attempt, mended.get(attempt.pk, [])) for attempt in attempts]


def _mendable(request: Request, attempts: Sequence[Percobaan]) -> int | None:
    """The attempt whose result this person may propose to mend."""
    if not attempts or request.access.role not in PENGUSUL[Pembetulan.Jenis.HASIL]:
        return None
    newest = attempts[0]
    return None if newest.status == DIKIRIM else newest.pk


@protected_object(IzinPembayaran.KELOLA, BarisPembayaran, related=("pembayaran__unit", "petugas"))
@require_POST
def tax(request: Request, row: BarisPembayaran) -> HttpResponseBase:
    """Withhold another amount, with a reason."""
    form = PajakForm(request.POST)
    if form.is_valid():
        try:
            taxes.adjust_tax(row.pembayaran_id, row.pk, **form.cleaned_data, access=request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            if row.usulan_pajak.filter(status=ProposalStatus.DIUSULKAN).exists():
                said = "diusulkan; selisihnya besar, jadi kepala puskesmas memutuskannya"
            else:
                said = "dicatat"
            messages.success(request, f"Pajak {row.nama} {said}.")
            return redirect("pembayaran:baris", row.pk)
    return show_line(request, row, pajak=form)


@protected_object(
    IzinPembayaran.PAJAK_PUTUS,
    UsulanPajak,
    related=("baris__pembayaran__unit", "baris__petugas"),
)
@require_POST
def decide_tax(request: Request, made: UsulanPajak) -> HttpResponseBase:
    """Agree to a tax far from the rules, or refuse it."""
    form = PutusanKeduaForm(request.POST)
    if form.decide(partial(taxes.decide_tax, made.pk, request.access)) is None:
        return show_line(request, made.baris, putusan=form)
    messages.success(request, "Putusan disimpan.")
    return redirect("pembayaran:baris", made.baris_id)


@protected_object(IzinPembayaran.LIHAT, Pembayaran, related=RELATED)
@require_safe
def tax_list(request: Request, payment: Pembayaran) -> HttpResponseBase:
    """The tax of every line with its origin, totals per kind, and the list for the return."""
    kinds = queries.tax_totals(payment)
    table = lists.table(
        request,
        payment.baris.select_related("petugas"),
        columns=_TAX_COLUMNS,
        filters=BarisFilter,
        default_sort="nama",
        title="Daftar pajak",
        per_page=100,
    )
    odd = tax_exceptions(payment)
    context = {
        "perlu_dilihat": odd,
        "banyak_dilihat": people(odd),
        "pembayaran": payment,
        "tabel": table,
        "jenis": kinds,
        "jumlah": queries.sums(kinds),
        "boleh": request.access.allows(IzinPembayaran.KELOLA),
        "remah": payment_trail(payment, "Pajak"),
    }
    return table.export_response() or render(request, "pembayaran/pajak.html", context)


@protected_object(IzinPembayaran.KELOLA, Pembayaran, related=RELATED)
@require_safe
def tax_return(request: Request, payment: Pembayaran) -> HttpResponse:
    """The list for the tax return with full numbers; each download is recorded."""
    response = HttpResponse(bank_file.tax_return(payment, request.access), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="daftar-pph21-{payment.pk}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _officer(row: BarisPembayaran, name: str) -> str:
    return str(getattr(row.petugas, name)) if row.petugas else ""


_TAX_COLUMNS = (
    Column(
        "nama",
        "Penerima",
        sort_field="nama",
        url=lambda row: reverse("pembayaran:baris", args=[row.pk]),
    ),
    Column(
        "kepegawaian",
        "Kepegawaian",
        value=lambda row: row.petugas.get_status_display() if row.petugas else "",
    ),
    Column("golongan", "Golongan", value=lambda row: _officer(row, "golongan")),
    Column("ptkp", "PTKP", value=lambda row: _officer(row, "ptkp")),
    Column(
        "npwp", "NPWP", value=lambda row: "Ada" if row.petugas and row.petugas.npwp else "Belum ada"
    ),
    Column("jenis", "Jenis", value=lambda row: JENIS[row.jenis_pajak], sort_field="jenis_pajak"),
    Column("bruto", "Bruto", sort_field="bruto", kind="rupiah"),
    Column("tarif", "Tarif", value=lambda row: row.tarif_pajak, kind="persen"),
    Column("hitung", "Pajak menurut aturan", value=lambda row: row.pajak_hitung, kind="rupiah"),
    Column("pajak", "Pajak dipotong", sort_field="pajak", kind="rupiah"),
    Column("alasan", "Alasan penyesuaian", value=lambda row: row.alasan_pajak),
    Column("dasar", "Dasar", value=lambda row: row.dasar_hukum_pajak, show=False),
    Column("asal", "Asal", value=lambda row: row.asal_pajak, show=False),
)
