"""Pages on which a treasurer writes: spending, other movements, corrections, funds, closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.izin import IzinBok
from upaya.bok.kas import permintaan, services, tutup
from upaya.bok.kas.belanja import spend
from upaya.bok.kas.errors import HariGandaError, TertutupError
from upaya.bok.kas.forms import KoreksiForm, MintaForm, MutasiForm, SusulkanForm, TutupForm
from upaya.bok.kas.forms_belanja import BelanjaForm, KegiatanForm
from upaya.bok.kas.kertas import Bacaan
from upaya.bok.kas.mirip import flagged
from upaya.bok.kas.models import BukuKas, Mutasi
from upaya.bok.kas.models_belanja import Belanja, HariDibayar
from upaya.bok.kas.otomatis import catch_up, outside
from upaya.bok.kas.pajak import proposed
from upaya.bok.kas.queries import as_ruled, closed, movements, next_to_close
from upaya.bok.kas.views import RELATED, form_page
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.realisasi.queries import officers, presence
from upaya.bok.serapan.services import payable
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.core.navigation import trail
from upaya.rules.bok.road import BATAL
from upaya.rules.money import rupiah
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

REPORTS = 60
"""Reports that a treasurer can choose from: the newest."""
_WRITE = ["GET", "HEAD", "POST"]


BookView = Callable[[Request, BukuKas], HttpResponseBase]


def _own(view: BookView) -> BookView:
    """Only for the treasurer of the book's unit; others are led to the book and told so."""

    @wraps(view)
    def asked(request: Request, book: BukuKas) -> HttpResponseBase:
        if services.may_write(book, request.access):
            return view(request, book)
        messages.info(request, f"Buku ini diisi bendahara {book.unit.sebutan} sendiri.")
        return redirect("kas:buku", book.pk)

    return asked


@protected_object(IzinBok.KAS_CATAT, BukuKas, related=RELATED)
@require_http_methods(_WRITE)
@_own
def belanja(request: Request, book: BukuKas) -> HttpResponseBase:
    """Enter a spending: the activity first, then to whom, with those who took part filled in."""
    decreed = ketetapan(book.unit, book.tahun)
    activities = payable(book.unit, book.tahun, decreed)
    reports = list(
        Pelaksanaan.objects.filter(puskesmas=book.unit_id, periode__year=book.tahun)
        .exclude(status=BATAL)
        .order_by("-periode", "-pk")[:REPORTS]
    )
    asked = request.GET.get("tentang", "")
    pick = KegiatanForm(request.GET if asked else None, activities=activities, reports=reports)
    report = next((one for one in reports if f"l-{one.pk}" == asked), None)
    kunci = report.kunci if report else next(
        (one.kunci for one in activities if f"k-{one.kunci}" == asked), None
    )  # fmt: skip
    form = _spending_form(request, book, report, decreed) if kunci is not None else None
    if form is not None and request.method == "POST" and form.is_valid() and kunci is not None:
        made = _spend(request, book, form, kunci, report)
        if made is not None:
            left = as_ruled(book, movements(book)).sisa
            messages.success(
                request,
                f"{made} tercatat, {rupiah(made.mutasi.jumlah)}. Sisa dana {rupiah(left)}.",
            )
            if said := _alike(made):
                messages.warning(request, said)
            return redirect(f"{reverse('kas:belanja', args=[book.pk])}")
    back = reverse("kas:buku", args=[book.pk])
    context = {
        "pilih": pick,
        "form": form,
        "buku": book,
        "nama": report.nama if report else "",
        "batal": back,
        "remah": trail(("Buku kas BOK", reverse("kas:daftar")), (str(book), back),
                       here="Catat belanja"),
    }  # fmt: skip
    return render(request, "bok/kas_belanja.html", context, status=status_of(form) if form else 200)


def _spend(
    request: Request, book: BukuKas, form: BelanjaForm, kunci: int, report: Pelaksanaan | None
) -> Belanja | None:
    """Enter it; None where the form says what is wrong, or what is to be withheld by the rules."""
    wanted = form.spending(kunci, report, {one.pk: one for one in form.prices})  # type: ignore[attr-defined]
    if form.propose(proposed(book, wanted)):
        return None
    try:
        return spend(book.pk, wanted, request.access, form.cleaned_data["kunci"])
    except HariGandaError as refusal:
        form.show(refusal)
        if wanted.alasan_ganda.strip() and refusal.percobaan:
            messages.info(request, _ASKED)
        return None
    except ValidationError as refusal:
        form.show(refusal)
        return None


_ASKED = (
    "Permintaan dengan alasan ini sudah dikirim ke verifikator Dinas. Belanjanya belum tercatat: "
    "catat lagi setelah diizinkan; tugasnya muncul di Tugas saya."
)
ALIKE = 5
"""So many people of the same name and village are named after a spending."""


def _alike(made: Belanja) -> str:
    """Whose name and village was paid for the same day before; "" for nobody."""
    found = flagged(HariDibayar.objects.filter(penerima__belanja=made), ALIKE)
    if not found:
        return ""
    return f"Periksa, mungkin orang yang sama. {'; '.join(one.kalimat for one in found)}."


def _spending_form(
    request: Request, book: BukuKas, report: Pelaksanaan | None, decreed: Ketetapan
) -> BelanjaForm:
    day = min(max(clock.today(), book.mulai), book.sampai)
    kinds = decreed.book.find("bok.jenis_belanja", day, book.kabupaten_id)
    prices = [
        one
        for one in HargaSatuan.objects.filter(kabupaten=book.kabupaten_id).order_by("nama", "pk")
        if one.berlaku(day)
    ]
    form = BelanjaForm(
        request.POST if request.method == "POST" else None,
        kinds=dict(kinds.table) if kinds else {},
        prices=prices,
        people=_people(book, report),
    )
    form.prices = prices  # type: ignore[attr-defined] # what was offered
    return form


def _people(book: BukuKas, report: Pelaksanaan | None) -> Sequence[Mapping[str, Any]]:
    """Who took part, with the days; without a report the officers of the unit."""
    if report is None:
        staff = officers(book.unit_id, Period.of(clock.today()))
        return [{"petugas": one.pk, "nama": one.nama} for one in staff]
    found: list[dict[str, Any]] = [
        {
            "petugas": one.petugas.pk,
            "nama": one.petugas.nama,
            "hari": ", ".join(str(day.day) for day in one.hari)
            if all(Period.of(day) == Period.of(clock.today()) for day in one.hari)
            else "; ".join(f"{day:%d/%m/%Y}" for day in one.hari),
        }
        for one in presence(report)
    ]
    guests = report.peserta.order_by("jenis", "urutan").values_list("nama", flat=True)
    return [*found, *({"nama": name, "desa": report.desa} for name in guests)]


@protected_object(IzinBok.KAS_CATAT, BukuKas, related=RELATED)
@require_http_methods(_WRITE)
@_own
def mutasi(request: Request, book: BukuKas) -> HttpResponseBase:
    """Enter what is not spending."""
    dinas = book.unit.jenis == Unit.Jenis.DINAS
    form = MutasiForm(request.POST if request.method == "POST" else None, dinas=dinas)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("kunci")
        try:
            made = services.record(book.pk, services.Gerak(**data), request.access, key)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{made} tercatat, {rupiah(made.jumlah)}.")
            return redirect("kas:buku", book.pk)
    return form_page(request, form, "Catat mutasi", book)


@protected_object(IzinBok.KAS_CATAT, Mutasi, related=("buku__unit",))
@require_http_methods(_WRITE)
def koreksi(request: Request, row: Mutasi) -> HttpResponseBase:
    """Take a movement back."""
    return _correct(request, row, "Koreksi")


@protected_object(IzinBok.KAS_TRANSFER, Mutasi, related=("buku__unit",))
@require_http_methods(_WRITE)
def koreksi_transfer(request: Request, row: Mutasi) -> HttpResponseBase:
    """The Dinas takes a transfer back."""
    return _correct(request, row, "Koreksi transfer")


def _correct(request: Request, row: Mutasi, words: str) -> HttpResponseBase:
    form = KoreksiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.reverse(row.pk, data["hari"], data["alasan"], request.access, data["kunci"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        except TertutupError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{row} dikoreksi.")
            return redirect("kas:buku", row.buku_id)
    title = f"{words} {row.bukti}, {rupiah(row.jumlah)}"
    return form_page(request, form, title, row.buku)


@protected_object(IzinBok.KAS_CATAT, BukuKas, related=RELATED)
@require_http_methods(_WRITE)
@_own
def minta(request: Request, book: BukuKas) -> HttpResponseBase:
    """Ask for funds of a month; the Dinas asks nobody."""
    if book.unit.jenis == Unit.Jenis.DINAS:
        messages.info(request, "Dinas mencatat dananya ketika masuk, tanpa permintaan.")
        return redirect("kas:buku", book.pk)
    period = Period.of(min(max(clock.today(), book.mulai), book.sampai))
    foreseen = sum(int(str(one["jumlah"])) for one in permintaan.month_plan(book.unit_id, period))
    form = MintaForm(
        request.POST if request.method == "POST" else None,
        buku=book,
        periode=str(period),
        jumlah=foreseen or None,
        alasan=f"Kegiatan menurut RPK {period.nama}.",
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = permintaan.ask(
                book.pk, Period.parse(data["periode"]), data["cara"], data["jumlah"],
                data["alasan"], request.access, data["kunci"],
            )  # fmt: skip
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{made} dikirim ke Dinas.")
            return redirect("kas:buku", book.pk)
    return form_page(request, form, "Minta dana", book)


@protected_object(IzinBok.KAS_CATAT, BukuKas, related=RELATED)
@require_http_methods(_WRITE)
@_own
def tutup_bulan(request: Request, book: BukuKas) -> HttpResponseBase:
    """Close the next month with a cash count."""
    due = next_to_close(book, closed(book))
    if due is None:
        messages.info(request, "Semua bulan buku ini sudah ditutup.")
        return redirect("kas:buku", book.pk)
    cash = as_ruled(book, movements(book)).tunai_akhir(due.month)
    head, _ = Bacaan(book, due).penanda
    form = TutupForm(
        request.POST if request.method == "POST" else None, tunai=cash, kepala=head.nama
    )
    if request.method == "POST" and form.is_valid():
        try:
            tutup.close(book.pk, due, form.counted, form.cleaned_data["kepala"], request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{due.nama} ditutup.")
            return redirect("kas:buku", book.pk)
    note = f"Uang tunai menurut buku pada akhir {due.nama}: {rupiah(cash)}."
    return form_page(request, form, f"Tutup {due.nama}", book, catatan=note)


@protected_object(IzinBok.KAS_CATAT, BukuKas, related=RELATED)
@require_http_methods(_WRITE)
@_own
def susulkan(request: Request, book: BukuKas) -> HttpResponseBase:
    """Enter payments that were made elsewhere and are not in the book yet."""
    waiting = outside(book)
    if not waiting:
        messages.info(request, "Semua pembayaran sudah ada dalam buku ini.")
        return redirect("kas:buku", book.pk)
    form = SusulkanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        left = catch_up(book, request.access)
        if not left:
            messages.success(request, "Pembayaran dimasukkan ke buku.")
            return redirect("kas:buku", book.pk)
        for sentence in left:
            form.add_error(None, sentence)
    note = "; ".join(f"{one.judul}: {one.banyak} mutasi" for one in waiting)
    return form_page(request, form, "Masukkan pembayaran ke buku", book, catatan=note)
