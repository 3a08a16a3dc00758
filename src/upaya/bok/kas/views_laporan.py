"""What a cash book says of a month: reports on the page, and its papers as files."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.kas import services
from upaya.bok.kas.forms import BulanForm
from upaya.bok.kas.kertas import KERTAS, Bacaan, Kertas, banyak
from upaya.bok.kas.models import BukuKas
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.documents import register
from upaya.core.documents.content import Tabel
from upaya.core.documents.download import Bentuk, answer, listed, states
from upaya.core.documents.halaman import TabelHalaman
from upaya.core.guard import protected_object
from upaya.core.navigation import trail
from upaya.rules.period import Period

RELATED = ("unit", "kabupaten")


def months(book: BukuKas) -> list[Period]:
    """The months of a book that have begun, newest first; at least its first."""
    first = Period.of(book.mulai)
    last = max(first, Period.of(min(clock.today(), book.sampai)))
    return [Period(book.tahun, month) for month in range(last.month, first.month - 1, -1)]


def _period(request: Request, book: BukuKas) -> Period:
    """The month that is asked for, else the newest; 404 for one that the book has not."""
    known = months(book)
    asked = request.GET.get("bulan") or request.POST.get("bulan") or ""
    if not asked:
        return known[0]
    found = next((one for one in known if str(one.month) == asked), None)
    if found is None:
        raise Http404
    return found


@protected_object(IzinBok.KAS_LIHAT, BukuKas, related=RELATED)
@require_safe
def laporan(request: Request, book: BukuKas) -> HttpResponseBase:
    """What was spent up to a month, by everything that a spending says of itself; its papers."""
    period = _period(request, book)
    reading = Bacaan(book, period)
    report = KERTAS["realisasi"].isi(reading)
    issued = register.issued_of(book)
    papers = [(one, one.kurang(reading)) for one in KERTAS.values()]
    standing = listed(issued, [one.buat(reading) for one, lack in papers if not lack])
    own = services.may_write(book, request.access)
    context = {
        "buku": book,
        "period": period,
        "pilih": BulanForm(months(book), period),
        "banyak": banyak(reading),
        "tabel": [TabelHalaman(part, {}) for part in report if isinstance(part, Tabel)],
        "catatan": [part for part in report if not isinstance(part, Tabel)],
        "dokumen": [
            (one, lack, standing.get(f"{one.key}-{period.month:02}")) for one, lack in papers
        ],
        "menerbitkan": own and request.access.allows(IzinBok.KAS_CATAT),
        "remah": trail(
            ("Buku kas BOK", reverse("kas:daftar")),
            (str(book), reverse("kas:buku", args=[book.pk])),
            here="Laporan dan dokumen",
        ),
    }
    return render(request, "bok/kas_laporan.html", context)


def _paper(request: Request, book: BukuKas, jenis: str) -> tuple[Kertas, Bacaan]:
    """A paper that can be made of the month; 404 otherwise."""
    one, reading = KERTAS.get(jenis), Bacaan(book, _period(request, book))
    if one is None or one.kurang(reading):
        raise Http404
    return one, reading


def _file(request: Request, book: BukuKas, jenis: str, form: Bentuk) -> HttpResponse:
    one, reading = _paper(request, book, jenis)
    isi = one.buat(reading)
    return answer(
        request,
        book,
        states(book, [isi])[isi.jenis],
        name=slugify(f"{one.key} {book.unit.slug} {reading.period}"),
        kabupaten=book.kabupaten_id,
        form=form,
    )


@protected_object(IzinBok.KAS_LIHAT, BukuKas, related=RELATED)
@require_safe
def dokumen_pdf(request: Request, book: BukuKas, jenis: str) -> HttpResponseBase:
    """A paper of a month as PDF: what was issued, or a preview."""
    return _file(request, book, jenis, "pdf")


@protected_object(IzinBok.KAS_LIHAT, BukuKas, related=RELATED)
@require_safe
def dokumen_xlsx(request: Request, book: BukuKas, jenis: str) -> HttpResponseBase:
    """The same as a workbook."""
    return _file(request, book, jenis, "xlsx")


@protected_object(IzinBok.KAS_CATAT, BukuKas, related=RELATED)
@require_POST
def terbitkan(request: Request, book: BukuKas, jenis: str) -> HttpResponseBase:
    """Draw a number for a paper of a month; the same content keeps its number."""
    if not services.may_write(book, request.access):
        raise PermissionDenied
    one, reading = _paper(request, book, jenis)
    made = register.issue(
        book,
        one.buat(reading),
        request.access,
        kabupaten_id=book.kabupaten_id,
        unit_id=book.unit_id,
    )
    messages.success(request, f"{one.judul} {reading.period.nama} bernomor {made.nomor}.")
    return redirect(f"{reverse('kas:laporan', args=[book.pk])}?bulan={reading.period.month}")
