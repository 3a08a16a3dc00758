"""Pages of imports: all files and one more, what a file would do, a word on a row, taking over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core.access import Access, Request
from upaya.core.answers import attachment
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.exchange.jamkesda.peserta_tabel import KOLOM, LEMBAR
from upaya.exchange.xlsx_writer import XLSX_TYPE, table_bytes
from upaya.jamkesda.impor import services
from upaya.jamkesda.impor.forms import AmbilForm, BarisFilter, BerkasForm, PutusanForm
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.izin import IzinJamkesda

TITLE = "Impor peserta"
_CONTOH = (
    "Siti Rekaan", "9999014404800001", "9999010101220001", "04/04/1980", "P", "kepala",
    "Ibu Rekaan", "64.09.01.2001", "RT 01", "miskin",
)  # fmt: skip
_COLUMNS = (
    Column(
        "diunggah",
        "Diunggah",
        lambda i: i.diunggah_pada,
        "diunggah_pada",
        kind="waktu",
        url=lambda i: reverse("jamkesda:impor", args=[i.pk]),
    ),
    Column("nama", "Berkas", lambda i: i.nama),
    Column("mulai", "Aktif mulai", lambda i: i.mulai, "mulai", kind="tanggal"),
    Column("oleh", "Oleh", lambda i: i.diunggah_oleh.name),
    Column(
        "keadaan",
        "Keadaan",
        lambda i: "Diambil" if i.diterapkan_pada else "Belum diambil",
        tone=lambda i: "good" if i.diterapkan_pada else "info",
    ),
)
_TONES = {"tepat": "neutral", "mirip": "warn", "baru": "good", "galat": "bad"}


def _said(row: BarisImpor) -> str:
    if row.galat:
        return row.galat
    if row.cocok == BarisImpor.Cocok.MIRIP:
        return str(row.get_putusan_display())
    return ""


_ROWS = (
    Column("nomor", "Baris", lambda b: b.nomor, "nomor"),
    Column(
        "nama",
        "Nama",
        lambda b: b.nama_baris,
        url=lambda b: (
            reverse("jamkesda:impor_baris", args=[b.pk])
            if b.cocok == BarisImpor.Cocok.MIRIP
            else ""
        ),
    ),
    Column(
        "cocok",
        "Kecocokan",
        lambda b: b.get_cocok_display(),
        "cocok",
        tone=lambda b: _TONES[b.cocok],
    ),
    Column("keterangan", "Keterangan", _said),
)


def _way(*steps: tuple[str, str], here: str) -> list[dict[str, str]]:
    return trail(("Peserta", reverse("jamkesda:peserta_daftar")), *steps, here=here)


@protected(IzinJamkesda.PESERTA_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """All files of a district."""
    rows = table(
        request,
        ImporPeserta.objects.for_scope(request.access.scope).select_related("diunggah_oleh"),
        columns=_COLUMNS,
        default_sort="-diunggah",
        title=TITLE,
    )
    may = request.access.allows(IzinJamkesda.IMPOR)
    context = {"tabel": rows, "boleh": may, "trail": _way(here=TITLE)}
    return rows.export_response() or render(request, "jamkesda/impor_daftar.html", context)


@protected(IzinJamkesda.IMPOR)
@require_safe
def templat(request: Request) -> HttpResponse:
    """The empty list, with one example."""
    body = table_bytes([column.judul for column in KOLOM], [_CONTOH], LEMBAR)
    return attachment(body, XLSX_TYPE, "templat-peserta.xlsx")


@protected(IzinJamkesda.IMPOR)
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: Request) -> HttpResponse:
    """One more file: read and matched, nobody becomes a member yet."""
    sent = request.method == "POST"
    form = BerkasForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.coba(
                request.access,
                str(said["berkas"].name),
                form.body,
                form.jenis,
                said["mulai"],
                said["nomor_berkas"],
            )
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Berkas dibaca; belum ada yang menjadi peserta.")
            return redirect("jamkesda:impor", pk=made.pk)
    way = _way((TITLE, reverse("jamkesda:impor_daftar")), here="Berkas baru")
    context = {"form": form, "trail": way}
    return render(request, "jamkesda/impor_unggah.html", context, status=status_of(form))


@protected_object(
    IzinJamkesda.PESERTA_LIHAT,
    ImporPeserta,
    related=("diunggah_oleh", "diterapkan_oleh"),
    inside=(IzinJamkesda.IMPOR_TERAPKAN,),
)
@require_safe
def impor(request: Request, found: ImporPeserta) -> HttpResponseBase:
    """What one file holds and would do, row by row."""
    return _page(request, found, None)


def _page(request: Request, found: ImporPeserta, form: AmbilForm | None) -> HttpResponseBase:
    rows = table(
        request,
        found.baris.select_related("warga"),
        columns=_ROWS,
        filters=BarisFilter,
        default_sort="nomor",
        title=str(found),
    )
    kinds = dict(BarisImpor.Cocok.choices)
    counts = found.baris.order_by().values_list("cocok").annotate(many=Count("pk"))
    waiting = 0 if found.diterapkan_pada else services.belum(found)
    own = request.access.user_id == found.diunggah_oleh_id
    may = request.access.allows(IzinJamkesda.IMPOR_TERAPKAN) and not own
    if form is None and may and not found.diterapkan_pada and not waiting:
        form = AmbilForm()
    context: dict[str, Any] = {
        "impor": found,
        "tabel": rows,
        "jumlah": sorted((str(kinds[kind]), many) for kind, many in counts),
        "menunggu": waiting,
        "form": form,
        "trail": _way((TITLE, reverse("jamkesda:impor_daftar")), here=str(found)),
    }
    status = 200 if form is None else status_of(form)
    page = render(request, "jamkesda/impor.html", context, status=status)
    return rows.export_response() or page


@protected_object(
    IzinJamkesda.PESERTA_LIHAT,
    BarisImpor,
    related=("impor", "warga__desa", "warga__keluarga"),
    inside=(IzinJamkesda.KENALI,),
)
@require_http_methods(["GET", "HEAD"])
def baris(request: Request, found: BarisImpor) -> HttpResponse:
    """One row beside whom it may be."""
    return render(request, "jamkesda/impor_baris.html", _row_context(request, found, None))


def _row_context(request: Request, found: BarisImpor, form: PutusanForm | None) -> dict[str, Any]:
    decides = request.access.allows(IzinJamkesda.KENALI) and not found.impor.diterapkan_pada
    if form is None and decides and found.cocok == BarisImpor.Cocok.MIRIP:
        start = {"putusan": found.putusan, "alasan": found.alasan} if found.putusan else None
        form = PutusanForm(initial=start)
    back = (str(found.impor), reverse("jamkesda:impor", args=[found.impor_id]))
    return {
        "baris": found,
        "form": form,
        "trail": _way((TITLE, reverse("jamkesda:impor_daftar")), back, here=str(found)),
    }


@protected_object(IzinJamkesda.KENALI, BarisImpor, related=("impor", "warga__desa"))
@require_POST
def putuskan(request: Request, found: BarisImpor) -> HttpResponse:
    """A word on a row; the next one that waits follows."""
    form = PutusanForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.putuskan(found.pk, request.access, said["putusan"], said["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Putusan tersimpan.")
            waits = found.impor.baris.filter(cocok=BarisImpor.Cocok.MIRIP, putusan="").first()
            if waits is not None:
                return redirect("jamkesda:impor_baris", pk=waits.pk)
            return redirect("jamkesda:impor", pk=found.impor_id)
    context = _row_context(request, found, form)
    return render(request, "jamkesda/impor_baris.html", context, status=status_of(form))


@protected_object(
    IzinJamkesda.IMPOR_TERAPKAN, ImporPeserta, related=("diunggah_oleh", "diterapkan_oleh")
)
@require_POST
def terapkan(request: Request, found: ImporPeserta) -> HttpResponseBase:
    """Take the file over."""
    form = AmbilForm(request.POST)
    if form.is_valid():
        try:
            services.terapkan(found.pk, request.access)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Berkas diambil; yang baru menjadi peserta.")
            return redirect("jamkesda:impor", pk=found.pk)
    return _page(request, found, form)


def tasks(access: Access) -> Iterator[Tugas]:
    """Files that wait: for words on their rows, then for whoever takes them over."""
    decides, takes = (
        access.allows(IzinJamkesda.KENALI),
        access.allows(IzinJamkesda.IMPOR_TERAPKAN),
    )
    if not decides and not takes:
        return
    rows = ImporPeserta.objects.for_scope(access.scope).filter(diterapkan_pada=None)
    waiting = BarisImpor.objects.filter(cocok=BarisImpor.Cocok.MIRIP, putusan="").values("impor")
    if decides:
        rows, say = rows.filter(pk__in=waiting), "Putuskan baris impor yang mirip."
    else:
        rows = rows.exclude(pk__in=waiting).exclude(diunggah_oleh=access.user_id)
        say = "Periksa lalu ambil impor peserta."
    for one in rows.order_by("pk")[:LIMIT]:
        yield Tugas(say, f"{one.nama}, {one}", reverse("jamkesda:impor", args=[one.pk]))
