"""A month as a workbook: download, result with formulas, upload with a dry run."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.page_frame import CONFLICT, FAULTY
from upaya.alur.writing import ClosedError, ConflictError
from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.exchange.insentif.result_workbook import result_bytes
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.buku import queries, services
from upaya.insentif.buku.forms import BukuForm, KataForm
from upaya.insentif.buku.services import BukuError, DryRun
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.page_frame import month_trail
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.izin import IzinInsentif
from upaya.pegawai.services import padanan

SHOWN = 200
"""Faults and changes on the page; the rest is counted."""


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=XLSX_TYPE)
    kept = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = kept or "attachment"
    return response


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def buku(request: Request, month: Pengajuan) -> HttpResponse:
    """Download the month; `?kosong=1` gives the form without what the operator types."""
    empty = request.GET.get("kosong") == "1"
    body = queries.month_workbook(LembarBulan(month), empty=empty)
    return _file(body, queries.file_name(month, "kosong" if empty else "isian"))


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def hasil_xlsx(request: Request, month: Pengajuan) -> HttpResponse:
    """The result with live formulas: the frozen one once submitted, else that of now."""
    sheet = LembarBulan(month)
    calculation = sheet.hitungan
    if calculation.bulan is None or calculation.hasil is None:
        messages.warning(request, "Hasil bulan ini belum dapat dihitung, jadi belum dapat diunduh.")
        return redirect("insentif:hasil", pk=month.pk)
    body = result_bytes(calculation.bulan, calculation.hasil, sheet.nama)
    return _file(body, queries.file_name(month, "hasil"))


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: Request, month: Pengajuan) -> HttpResponse:
    """Choose a file; see what it would change; confirm. Nothing is written before that."""
    if request.method == "POST" and "jelaskan" in request.POST:
        return _explain(request, month)
    if request.method == "POST" and "terapkan" in request.POST:
        return _confirm(request, month)
    form = BukuForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = FAULTY if form.is_bound else 200
        return _page(request, month, form, status=status)
    found = services.dry_run(month, form.cleaned_data["berkas"], request.access)
    status = FAULTY if found.plan.faults else 200
    return _page(request, month, BukuForm(), found, status=status)


def _explain(request: Request, month: Pengajuan) -> HttpResponse:
    """Remember what words of the file mean here; then the file is chosen again."""
    try:
        form = KataForm.answered(request.POST)
    except BadSignature:
        messages.error(request, "Pertanyaan ini tidak berlaku lagi. Unggah lagi berkasnya.")
        return redirect("insentif:unggah", pk=month.pk)
    if form.is_valid() and form.answers:
        known = padanan.remember(request.access, month.puskesmas_id, form.answers)
        messages.success(
            request, f"{known} kata diingat untuk {month.puskesmas.nama}. Unggah lagi berkasnya."
        )
    else:
        messages.error(request, "Pilih arti paling sedikit satu kata dari daftarnya.")
    return redirect("insentif:unggah", pk=month.pk)


def _confirm(request: Request, month: Pengajuan) -> HttpResponse:
    try:
        applied = services.apply(month.pk, request.access, request.POST["terapkan"])
    except (BukuError, ClosedError, ConflictError) as refused:
        messages.error(request, str(refused))
        month.refresh_from_db()
        return _page(request, month, BukuForm(), status=CONFLICT)
    if applied.counts:
        parts = ", ".join(
            f"{Bagian(part).label} {count} isian" for part, count in applied.counts.items()
        )
        messages.success(request, f"Isi berkas disimpan: {parts}.")
    else:
        messages.success(request, "Isi berkas ini sudah tersimpan; tidak ada yang berubah lagi.")
    return redirect("insentif:bulan", pk=month.pk)


def _page(
    request: Request,
    month: Pengajuan,
    form: BukuForm,
    found: DryRun | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    plan = found.plan if found else None
    context: dict[str, Any] = {
        "pengajuan": month,
        "form": form,
        "diperiksa": plan is not None,
        "galat": plan.faults[:SHOWN] if plan else [],
        "banyak_galat": len(plan.faults) if plan else 0,
        "perubahan": plan.changes[:SHOWN] if plan else [],
        "banyak_perubahan": len(plan.changes) if plan else 0,
        "per_bagian": plan.counts() if plan else {},
        "catatan": plan.notes[:SHOWN] if plan else [],
        "diragukan": plan.doubts[:SHOWN] if plan else [],
        "tiket": found.token if found else "",
        "kata": KataForm(questions=plan.questions) if plan and plan.questions else None,
        "batas": SHOWN,
        "remah": month_trail(month, "Unggah buku kerja"),
    }
    return render(request, "insentif/unggah.html", context, status=status)
