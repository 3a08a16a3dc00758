"""Pages of the import: template, upload, what the file would do, apply, throw away."""

from __future__ import annotations

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.exchange.xlsx_writer import XLSX_TYPE, formats, new_workbook, write_table
from upaya.pegawai.forms import ImporForm
from upaya.pegawai.forms_padanan import PadananForm
from upaya.pegawai.import_columns import KOLOM, LEMBAR, LEMBAR_PILIHAN
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import ImporPetugas
from upaya.pegawai.services import importing as services

_TEMPLATE_ROWS = 500
_PER_PAGE = 50


def template_bytes() -> bytes:
    """The empty workbook: a sheet to fill, with lists in its cells, and a sheet that explains."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        looks = formats(book)
        sheet = book.add_worksheet(LEMBAR)
        write_table(sheet, [column.judul for column in KOLOM], [], looks)
        for number, column in enumerate(KOLOM):
            # Text format: a NIK typed as a number would lose its last digit.
            sheet.set_column(number, number, 22, looks["text"])
            sheet.write_comment(0, number, column.keterangan)
            if column.pilihan:
                sheet.data_validation(
                    1,
                    number,
                    _TEMPLATE_ROWS,
                    number,
                    {"validate": "list", "source": list(column.pilihan)},
                )
        explained = [
            [
                column.judul,
                "wajib" if column.wajib else "boleh kosong",
                column.keterangan,
                ", ".join(column.pilihan),
            ]
            for column in KOLOM
        ]
        choices = book.add_worksheet(LEMBAR_PILIHAN)
        write_table(choices, ["Kolom", "Wajib", "Cara mengisi", "Pilihan"], explained, looks)
    return target.getvalue()


@protected(IzinPegawai.KELOLA)
@require_safe
def template(request: Request) -> HttpResponseBase:
    """Download the empty workbook."""
    response = HttpResponse(template_bytes(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = 'attachment; filename="templat-petugas.xlsx"'
    return response


@protected(IzinPegawai.KELOLA)
def upload(request: Request) -> HttpResponseBase:
    """Choose a workbook; it is kept and checked, nothing is saved yet."""
    form = ImporForm(request.POST or None, request.FILES or None, access=request.access)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.upload(
                request.access, form.puskesmas_id, form.content.name, form.content.body
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("pegawai:impor_periksa", kept.pk)
    waiting = (
        ImporPetugas.objects.for_scope(request.access.scope)
        .filter(diterapkan=None)
        .defer("isi")
        .select_related("puskesmas", "oleh")
        .order_by("-pk")[:20]
    )
    remah = trail(("Petugas", reverse("pegawai:daftar")), here="Impor")
    context = {"form": form, "menunggu": waiting, "remah": remah}
    return render(request, "pegawai/impor.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, ImporPetugas, related=("puskesmas", "oleh"))
@require_safe
def dry_run(request: Request, kept: ImporPetugas) -> HttpResponseBase:
    """What the file would do now; or, once applied, what it did."""
    unread = kept.diterapkan is None
    plan = services.check(kept.puskesmas, services.content(kept)) if unread else None
    return _show(request, kept, plan, 200)


def _show(
    request: Request, kept: ImporPetugas, plan: services.Rencana | None, status: int
) -> HttpResponseBase:
    rows = plan.baris if plan else []
    context = {
        "impor": kept,
        "remah": trail(
            ("Petugas", reverse("pegawai:daftar")),
            ("Impor", reverse("pegawai:impor")),
            here=kept.nama,
        ),
        "rencana": plan,
        "tanya": PadananForm(questions=plan.tanya) if plan and plan.tanya else None,
        "halaman": Paginator(rows, _PER_PAGE).get_page(request.GET.get("hal")),
        "baru": plan.banyak(services.BARU) if plan else kept.baru,
        "berubah": plan.banyak(services.BERUBAH) if plan else kept.berubah,
        "sama": plan.banyak(services.SAMA) if plan else 0,
    }
    return render(request, "pegawai/impor_periksa.html", context, status=status)


@protected_object(IzinPegawai.KELOLA, ImporPetugas, related=("puskesmas", "oleh"))
@require_POST
def apply(request: Request, kept: ImporPetugas) -> HttpResponseBase:
    """Save exactly what was shown, all or nothing."""
    try:
        plan = services.apply(request.access, kept, request.POST.get("sidik", ""))
    except services.NotAppliedError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        if refusal.plan is None:
            kept.refresh_from_db()
        return _show(request, kept, refusal.plan, 409)
    new, changed = plan.banyak(services.BARU), plan.banyak(services.BERUBAH)
    messages.success(request, f"{new} petugas baru dan {changed} perubahan disimpan.")
    return redirect("pegawai:daftar")


@protected_object(IzinPegawai.KELOLA, ImporPetugas)
@require_POST
def discard(request: Request, kept: ImporPetugas) -> HttpResponseBase:
    """Throw the file away."""
    try:
        services.discard(request.access, kept)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, "Berkas dibuang. Tidak ada data yang berubah.")
    return redirect("pegawai:impor")
