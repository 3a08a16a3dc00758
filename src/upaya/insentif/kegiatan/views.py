"""The activity grid of a month: its page, saving rows, its columns, its officers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import CONFLICT as CONFLICT_STATUS
from upaya.alur.page_frame import FAULTY
from upaya.alur.writing import ClosedError
from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.core.templatetags.upaya import rupiah
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.page_frame import month_context
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.kegiatan import services as service
from upaya.insentif.kegiatan.grid_input import ShapeError, rows_from_form, rows_from_json
from upaya.insentif.kegiatan.menu import menu_by_letter, suggestions
from upaya.insentif.kegiatan.models import BarisKegiatan
from upaya.insentif.kegiatan.presenters import LEBAR_TETAP, menunggu, present_rows
from upaya.insentif.kegiatan.queries import Kisi, kisi
from upaya.insentif.kegiatan.services import CONFLICT, SAVED, RowResult
from upaya.rules.insentif.road import APPROVED

_PAGE = "insentif/kegiatan.html"


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def kegiatan(request: Request, month: Pengajuan) -> HttpResponse:
    """The grid: filled by the operator while the part is open, read by everybody else."""
    return render(request, _PAGE, _context(request, month))


def _context(
    request: Request,
    month: Pengajuan,
    results: Sequence[RowResult] = (),
    typed: Mapping[int, Mapping[int, str]] | None = None,
) -> dict[str, Any]:
    sheet = LembarBulan(month)
    grid = kisi(sheet)
    context = month_context(request, sheet, Bagian.KEGIATAN)
    writable, from_bok = context["terbuka"], sheet.dari_bok
    context["terbuka"] = writable and from_bok is None
    return context | {
        "bok": from_bok,
        "dapat_bok": writable and sheet.seharusnya_dari_bok,
        "terbuka_bok": writable,
        "koreksi_bok": month.status in APPROVED
        and request.access.allows(IzinInsentif.KOREKSI_USUL),
        "kisi": grid,
        "baris": present_rows(grid, results, typed or {}),
        "lebar": len(grid.kolom) + LEBAR_TETAP,
        "saran": suggestions(sheet) if context["terbuka"] and not grid.kolom else [],
        "menunggu": menunggu(grid),
        "galat": [result for result in results if result.state != SAVED],
    }


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_POST
def kegiatan_simpan(request: Request, month: Pengajuan) -> HttpResponse:
    """Save rows: JSON from the page's script gets JSON, a form without script gets a page."""
    if request.content_type == "application/json":
        return _save_json(request, month)
    return _save_form(request, month)


def _save_json(request: Request, month: Pengajuan) -> JsonResponse:
    try:
        results = service.save_rows(month.pk, request.access, rows_from_json(request.body))
    except ShapeError as fault:
        return JsonResponse({"pesan": str(fault)}, status=400)
    except ClosedError as fault:
        return JsonResponse({"pesan": str(fault)}, status=CONFLICT_STATUS)
    return JsonResponse(_answer(kisi(LembarBulan(month)), results))


def _answer(grid: Kisi, results: Sequence[RowResult]) -> dict[str, Any]:
    """What became of each row, and every total and amount that may have moved with it."""
    return {
        "rows": [
            {
                "row": result.row,
                "state": result.state,
                "versi": result.versi,
                "cells": result.stored,
                "faults": result.faults,
                "cell_faults": result.cell_faults,
                "writer": result.writer,
            }
            for result in results
        ],
        "kolom": {kolom.pk: kolom.total for kolom in grid.kolom},
        "frekuensi": grid.frekuensi,
        "orang_hari": grid.orang_hari,
        "jumlah": {row.pk: rupiah(row.bruto) or "menunggu" for row in grid.baris},
        "total": rupiah(grid.bruto) or "menunggu",
        "menunggu": menunggu(grid),
        "ragu": {row.pk: row.ragu for row in grid.baris if row.ragu},
    }


def _save_form(request: Request, month: Pengajuan) -> HttpResponse:
    try:
        writes, typed = rows_from_form(request.POST.dict())
        results = service.save_rows(month.pk, request.access, writes)
    except (ShapeError, ClosedError) as fault:
        messages.error(request, str(fault))
        return redirect("insentif:kegiatan", pk=month.pk)
    failed = [result for result in results if result.state != SAVED]
    if not failed:
        changed = f"Tersimpan: {len(results)} baris berubah."
        messages.success(request, changed if results else "Tidak ada isian yang berubah.")
        return redirect("insentif:kegiatan", pk=month.pk)
    status = CONFLICT_STATUS if any(result.state == CONFLICT for result in failed) else FAULTY
    keep = {result.row: typed.get(result.row, {}) for result in failed}
    return render(request, _PAGE, _context(request, month, results, keep), status=status)


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def menu_tambah(request: Request, month: Pengajuan) -> HttpResponse:
    """The BOK menu to pick columns from (Pasal 11 ayat (3)); in the panel, or a page of its own."""
    refusal, sheet = "", LembarBulan(month)
    if request.method == "POST":
        try:
            made = service.add_lines(month.pk, request.access, request.POST.getlist("kode"))
        except ClosedError as fault:
            messages.error(request, str(fault))
            return redirect("insentif:kegiatan", pk=month.pk)
        except service.MenuError as fault:
            refusal, sheet = str(fault), fault.sheet
        else:
            messages.success(request, f"{len(made)} kolom kegiatan ditambahkan.")
            return redirect("insentif:kegiatan", pk=month.pk)
    cari = request.GET.get("cari", "")[:80]
    context = {
        "pengajuan": month,
        "huruf": menu_by_letter(sheet, cari),
        "cari": cari,
        "galat": refusal,
    }
    if request.htmx:
        return render(request, "insentif/menu_pilih.html", context)
    context |= month_context(request, sheet, Bagian.KEGIATAN)
    return render(request, "insentif/menu.html", context, status=FAULTY if refusal else 200)


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_POST
def menu_hapus(request: Request, month: Pengajuan, baris: int) -> HttpResponse:
    """Take an empty column out of the month."""
    try:
        service.remove_line(month.pk, request.access, baris)
    except BarisKegiatan.DoesNotExist:
        raise Http404 from None
    except (service.MenuError, ClosedError) as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Kolom kegiatan dihapus.")
    return redirect("insentif:kegiatan", pk=month.pk)


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_POST
def petugas_segarkan(request: Request, month: Pengajuan) -> HttpResponse:
    """Bring the rows up to the officers who are on duty at the month's end."""
    try:
        added, removed = service.refresh_officers(month.pk, request.access)
    except ClosedError as fault:
        messages.error(request, str(fault))
    else:
        said = f"{added} petugas ditambahkan, {removed} dilepas."
        messages.success(
            request, said if added or removed else "Daftar petugas sudah sesuai data petugas."
        )
    return redirect("insentif:kegiatan", pk=month.pk)
