"""Pages of the cash books: all of them, one of them, opening one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.kas import services
from upaya.bok.kas.forms import SUB, BukaForm, BukuFilter
from upaya.bok.kas.models import JENIS, BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models import PAJAK as NAMA_PAJAK
from upaya.bok.kas.models_belanja import HariGanda
from upaya.bok.kas.otomatis import outside
from upaya.bok.kas.queries import as_ruled, figures, movements, next_to_close, tax_debts
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.rules.bok import kas
from upaya.rules.period import Period, tanggal
from upaya.rules.tax.belanja import Utang
from upaya.wilayah.models import Unit

RELATED = ("unit",)
_BOOKS = (
    Column(
        "unit", "Unit", lambda b: b.unit.nama, "unit__nama",
        url=lambda b: reverse("kas:buku", args=[b.pk]),
    ),
    Column("tahun", "Tahun", lambda b: str(b.tahun), "tahun"),
    Column("mulai", "Sejak", kind="tanggal"),
    Column("terserap", "Terserap", kind="rupiah"),
    Column("bank", "Bank", kind="rupiah"),
    Column("tunai", "Tunai", kind="rupiah"),
    Column("pajak", "Pajak belum disetor", kind="rupiah"),
    Column("koreksi", "Koreksi", kind="angka"),
    Column("ganda", "Hari ganda dicoba", kind="angka"),
    Column("dibuka", "Bulan dibuka lagi", kind="angka"),
)  # fmt: skip


@protected(IzinBok.KAS_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """Every book within reach: what was spent, what lies where, what was corrected."""
    rows = table(
        request,
        figures(BukuKas.objects.for_scope(request.access.scope).select_related("unit")),
        columns=_BOOKS,
        default_sort="unit",
        title="Buku kas BOK",
    )
    context = {"tabel": rows, "buka": _opens(request)}
    return rows.export_response() or render(request, "bok/kas_daftar.html", context)


def _opens(request: Request) -> bool:
    """Whether this person has a unit without a book this year."""
    unit = request.access.scope.unit
    if not request.access.allows(IzinBok.KAS_CATAT) or unit is None:
        return False
    return not BukuKas.objects.filter(unit=unit, tahun=clock.today().year).exists()


@protected(IzinBok.KAS_CATAT)
@require_http_methods(["GET", "HEAD", "POST"])
def buka(request: Request) -> HttpResponseBase:
    """Open the book of one's own unit."""
    scope = request.access.scope
    unit = Unit.objects.for_scope(scope).filter(pk=scope.unit or 0).first()
    if unit is None:
        raise PermissionDenied
    form = BukaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.open_book(
                unit.pk, Period.parse(data["mulai"]), request.access,
                bank=data["bank"], tunai=data["tunai"],
            )  # fmt: skip
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{made} dibuka.")
            return redirect("kas:buku", made.pk)
    return form_page(request, form, f"Buka buku kas {unit.nama}", None)


def form_page(
    request: Request, form: Form, title: str, buku: BukuKas | None, catatan: str = ""
) -> HttpResponse:
    """A page that is one form; the way back leads to the book."""
    back = reverse("kas:buku", args=[buku.pk]) if buku else reverse("kas:daftar")
    steps = [("Buku kas BOK", reverse("kas:daftar"))]
    if buku:
        steps.append((str(buku), back))
    context = {
        "form": form,
        "judul": title,
        "catatan": catatan,
        "batal": back,
        "remah": trail(*steps, here=title),
    }
    return render(request, "bok/isian.html", context, status=status_of(form))


@protected_object(IzinBok.KAS_LIHAT, BukuKas, related=RELATED)
@require_safe
def buku(request: Request, book: BukuKas) -> HttpResponseBase:
    """One book: the BKU or one of its sub-books, its balances, months, requests, double days."""
    every = list(movements(book))
    ruled = as_ruled(book, every)
    form = BukuFilter(request.GET, book)
    form.is_valid()
    sub = form.cleaned_data.get("pembantu") or ""
    after = {every[line.urutan].pk: line for line in ruled.baris}
    undone = {row.membalik_id for row in every if row.membalik_id}
    own = services.may_write(book, request.access)
    writes = own and request.access.allows(IzinBok.KAS_CATAT)
    rows = table(
        request,
        Mutasi.objects.filter(buku=book),
        columns=_columns(sub, after, undone, _corrects(request, writes=writes)),
        filters=form,
        default_sort="hari",
        title=f"{SUB[sub]} {book.unit.nama} {book.tahun}",
    )
    shut, opened = _months(book)
    debts = tax_debts(book, every)
    today = clock.today()
    late = sum(debt.sisa for debt in debts if debt.terlambat(today))
    context = {
        "utang": [_debt(debt, today) for debt in debts] if sub == kas.PAJAK else None,
        "terlambat": late,
        "di_luar": outside(book),
        "tabel": rows,
        "buku": book,
        "judul": SUB[sub],
        "sebulan": _balances(ruled, sub, form.cleaned_data.get("bulan") or "", book),
        "angka": ruled,
        "bank": ruled.akhir(kas.BANK),
        "tunai": ruled.akhir(kas.TUNAI),
        "pajak": ruled.akhir(kas.PAJAK),
        "tutup": shut,
        "terbuka": opened,
        "berikut": next_to_close(book, shut),
        "remah": trail(("Buku kas BOK", reverse("kas:daftar")), here=str(book)),
    }
    context |= _doings(request, book, writes=writes) | _waiting(book)
    return rows.export_response() or render(request, "bok/kas_buku.html", context)


def _doings(request: Request, book: BukuKas, *, writes: bool) -> dict[str, bool]:
    """What this person may do with a book."""
    may = request.access.allows
    return {
        "menulis": writes,
        # The Dinas asks nobody: its own funds are entered as they arrive.
        "meminta": writes and book.unit.jenis != Unit.Jenis.DINAS,
        "memutus": may(IzinBok.KAS_PUTUS),
        "mentransfer": may(IzinBok.KAS_TRANSFER),
        "membuka": may(IzinBok.KAS_BUKA),
    }


def _waiting(book: BukuKas) -> dict[str, Any]:
    """The last requests of a book with what was not transferred of them, and its double days."""
    asked = PermintaanDana.objects.filter(buku=book).annotate(
        sisa=F("jumlah") - Coalesce(Sum("transfer__jumlah"), 0)
    )
    doubled = HariGanda.objects.filter(buku=book).select_related("pertama__unit")
    return {
        "permintaan": asked.order_by("-periode", "-pk")[:12],
        "ganda": doubled.order_by("-pk")[:12],
    }


def _months(book: BukuKas) -> tuple[list[TutupBulan], list[TutupBulan]]:
    """Months that are closed, and those the Dinas opened and nobody closed since; one query."""
    rows = TutupBulan.objects.filter(buku=book).select_related("dibuka_oleh")
    every = list(rows.order_by("periode", "pk"))
    shut = [row for row in every if row.dibuka_pada is None]
    again = {row.periode for row in shut}
    opened = {row.periode: row for row in every if row.periode not in again}  # the last of each
    return shut, list(opened.values())


def _balances(ruled: kas.Buku, sub: str, bulan: str, book: BukuKas) -> list[tuple[str, int]]:
    """What a month, or the year so far, opens with, what came and went, and what is left."""
    months = ruled.pembantu(sub) if sub else ruled.bulan()
    if bulan:
        one = months[int(bulan) - 1]
        came, went, opening, left = one.masuk, one.keluar, one.awal, one.akhir
        start = max(Period(book.tahun, one.bulan).first_day, book.mulai)
    else:
        came, went = sum(one.masuk for one in months), sum(one.keluar for one in months)
        opening, left, start = months[0].awal, months[-1].akhir, book.mulai
    return [
        (f"Saldo awal {tanggal(start)}", opening),
        ("Penerimaan", came),
        ("Pengeluaran", went),
        ("Saldo", left),
    ]


def _debt(debt: Utang, today: date) -> dict[str, object]:
    """Tax that is not paid over yet, as a row."""
    late = debt.terlambat(today)
    return {
        "pajak": NAMA_PAJAK[debt.dipungut.pajak],
        "bukti": debt.dipungut.bukti,
        "hari": debt.dipungut.hari,
        "sisa": debt.sisa,
        "batas": debt.batas,
        "kata": "Terlambat" if late else "Menunggu",
        "tone": "bad" if late else "neutral",
    }


def _corrects(request: Request, *, writes: bool) -> Callable[[Mutasi], str]:
    """Where this person takes a movement back: the own ones, the Dinas what it transferred."""
    sends = request.access.allows(IzinBok.KAS_TRANSFER)

    def address(row: Mutasi) -> str:
        if row.permintaan_id is not None:
            return "kas:koreksi_transfer" if sends else ""
        return "kas:koreksi" if writes else ""

    return address


def _columns(
    sub: str,
    after: Mapping[int, kas.BarisKas],
    undone: set[int],
    corrects: Callable[[Mutasi], str],
) -> tuple[Column, ...]:
    def came(row: Mutasi) -> int:
        return kas.debit(row.aturan, sub) if sub else row.aturan.masuk

    def went(row: Mutasi) -> int:
        return came(row) - row.aturan.ubah(sub) if sub else row.aturan.keluar

    def left(row: Mutasi) -> int:
        line = after[row.pk]
        return int(getattr(line, sub)) if sub else line.saldo

    def mark(row: Mutasi) -> str:
        if row.membalik_id:
            return "Koreksi"
        return "Dikoreksi" if row.pk in undone else ""

    def link(row: Mutasi) -> str:
        address = corrects(row)
        return "" if mark(row) or row.sumber or not address else reverse(address, args=[row.pk])

    found = (
        Column("nomor", "No", lambda r: after[r.pk].nomor, kind="angka"),
        Column("hari", "Tanggal", sort_field="hari", kind="tanggal"),
        Column("bukti", "Nomor bukti", sort_field="bukti"),
        Column("uraian", "Uraian"),
        Column("jenis", "Jenis", lambda r: JENIS[r.jenis], under="uraian"),
        Column("rekening", "Kode rekening", under="uraian"),
        Column("masuk", "Penerimaan", came, kind="rupiah"),
        Column("keluar", "Pengeluaran", went, kind="rupiah"),
        Column("saldo", "Saldo", left, kind="rupiah"),
        Column("tanda", "Keterangan", mark, tone=lambda r: "warn" if mark(r) else "neutral"),
    )
    act = Column(
        "koreksi", "Tindakan", lambda r: "Koreksi" if link(r) else "", export=False, url=link
    )
    return (*found, act)
