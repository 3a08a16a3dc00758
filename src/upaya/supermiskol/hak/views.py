"""Pages of those who answer families: the list, one request, its answer, its promise."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import case_context
from upaya.core.access import Request
from upaya.core.answers import attachment
from upaya.core.documents import pdf
from upaya.core.documents.download import paper_size
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal
from upaya.rules.supermiskol import keluarga as kata
from upaya.supermiskol.hak import services
from upaya.supermiskol.hak.akses import looked
from upaya.supermiskol.hak.forms import HakFilter, JawabanHakForm, PenuhiForm, SalinanForm
from upaya.supermiskol.hak.models import Bidang, Jenis, PermintaanHak
from upaya.supermiskol.hak.queries import RELATED, deciders, listed
from upaya.supermiskol.hak.salinan import naskah, serahkan, terbit
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.permohonan.reading import RELATED as OF_CASE
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.simpan.models import Penghapusan
from upaya.supermiskol.simpan.services import DIHAPUS, TINGGAL, last_day

TITLE = "Hak keluarga"


def _due(row: PermintaanHak) -> str:
    due = row.tenggat
    if due is not None:
        return due.kata
    return "terlambat dijawab" if row.terlambat else "dijawab pada waktunya"


_COLUMNS = (
    Column(
        "tiket",
        "Permohonan",
        lambda r: r.permohonan.tiket,
        url=lambda r: reverse("miskol:hak_rinci", args=[r.pk]),
    ),
    Column("jenis", "Jenis", lambda r: r.get_jenis_display(), "jenis"),
    Column("bidang", "Yang keliru", lambda r: r.get_bidang_display() if r.bidang else ""),
    Column("desa", "Desa", lambda r: r.permohonan.desa.nama, "permohonan__desa__nama"),
    Column("diajukan", "Diajukan", lambda r: r.diajukan_pada, "diajukan_pada", kind="waktu"),
    Column("status", "Status", lambda r: r.get_status_display(), "status", tone=lambda r: r.tone),
    Column("batas", "Tenggat", _due, "batas", tone=lambda r: "bad" if r.terlambat else "neutral"),
)


@protected(IzinSupermiskol.LIHAT)
@require_safe
def hak_daftar(request: Request) -> HttpResponseBase:
    """What families asked for within a scope."""
    rows = table(
        request,
        listed(request.access.scope),
        columns=_COLUMNS,
        filters=HakFilter,
        default_sort="-diajukan",
        title=TITLE,
    )
    context = {"tabel": rows, "trail": trail((PAGES.title, reverse("miskol:daftar")), here=TITLE)}
    return rows.export_response() or render(request, "supermiskol/hak_daftar.html", context)


@protected_object(IzinSupermiskol.LIHAT, PermintaanHak, related=(*RELATED, "kabupaten"))
@require_safe
def hak_rinci(request: Request, row: PermintaanHak) -> HttpResponse:
    """One request of a family, and the form that answers it."""
    return render(request, "supermiskol/hak_rinci.html", _context(request, row))


def _context(request: Request, row: PermintaanHak, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - forms
    may = request.access.allows(IzinSupermiskol.HAK_JAWAB)
    own = row.jenis == Jenis.KEBERATAN and request.access.user_id in deciders(row.permohonan)
    return {
        "row": row,
        "nilai": _right_value(row) if may else "",
        "sendiri": may and own and row.terbuka,
        "form": JawabanHakForm(row=row) if may and row.terbuka and not own else None,
        "penuhi": PenuhiForm() if may and row.menunggu_janji else None,
        "trail": trail(
            (PAGES.title, reverse("miskol:daftar")),
            (TITLE, reverse("miskol:hak_daftar")),
            here=str(row),
        ),
    } | more


def _right_value(row: PermintaanHak) -> str:
    if row.bidang == Bidang.TANGGAL_LAHIR:
        return tanggal(date.fromisoformat(row.seharusnya))
    return row.seharusnya


@protected_object(IzinSupermiskol.HAK_JAWAB, PermintaanHak, related=(*RELATED, "kabupaten"))
@require_POST
def hak_jawab(request: Request, row: PermintaanHak) -> HttpResponse:
    """Answer a family."""
    form = JawabanHakForm(request.POST, row=row)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.answer(row.pk, request.access, said["putusan"], said["jawaban"], **form.values)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Jawaban tersimpan; keluarga membacanya pada halamannya.")
            return redirect("miskol:hak_rinci", pk=row.pk)
    context = _context(request, row, form=form)
    return render(request, "supermiskol/hak_rinci.html", context, status=status_of(form))


@protected_object(IzinSupermiskol.HAK_JAWAB, PermintaanHak, related=(*RELATED, "kabupaten"))
@require_POST
def hak_penuhi(request: Request, row: PermintaanHak) -> HttpResponse:
    """What was promised is done."""
    form = PenuhiForm(request.POST)
    if form.is_valid():
        try:
            services.keep_promise(row.pk, request.access, form.cleaned_data["pemenuhan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Janji dicatat sudah ditepati.")
            return redirect("miskol:hak_rinci", pk=row.pk)
    context = _context(request, row, penuhi=form)
    return render(request, "supermiskol/hak_rinci.html", context, status=status_of(form))


@protected_object(
    IzinSupermiskol.LIHAT,
    Permohonan,
    related=OF_CASE,
    inside=(IzinSupermiskol.AKSES_LIHAT, IzinSupermiskol.HAK_SALIN),
)
@require_safe
def hak(request: Request, case: Permohonan) -> HttpResponse:
    """Of one request: what its family asked for, and why its data are kept."""
    return render(request, "supermiskol/hak.html", _hak_context(request, case))


def _hak_context(
    request: Request, case: Permohonan, form: SalinanForm | None = None
) -> dict[str, Any]:
    context: dict[str, Any] = case_context(PAGES, request, BacaanPermohonan(case), "hak")
    rows = PermintaanHak.objects.filter(permohonan=case).select_related("dijawab_oleh")
    may = request.access.allows(IzinSupermiskol.AKSES_LIHAT)
    context["lihatan"] = looked(case) if may else None
    context |= {
        "simpan_sampai": last_day(case),
        "penghapusan": Penghapusan.objects.filter(permohonan=case).first(),
        "dihapus": DIHAPUS,
        "tinggal": TINGGAL,
    }
    context |= {"permintaan": list(rows), "tujuan": kata.TUJUAN, "dasar": kata.DASAR}
    gives = request.access.allows(IzinSupermiskol.HAK_SALIN)
    context["salinan"] = (form or SalinanForm()) if gives else None
    return context


@protected_object(IzinSupermiskol.HAK_SALIN, Permohonan, related=OF_CASE)
@require_POST
def hak_salinan(request: Request, case: Permohonan) -> HttpResponse:
    """A copy of all that is kept, for a family that stands here; recorded."""
    form = SalinanForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            data = serahkan(case.pk, request.access, said["bentuk"], said["identitas"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            return salinan_file(request, case, data, said["bentuk"])
    context = _hak_context(request, case, form)
    return render(request, "supermiskol/hak.html", context, status=status_of(form))


def salinan_file(
    request: HttpRequest, case: Permohonan, data: dict[str, Any], bentuk: str
) -> HttpResponse:
    """The copy as a file to keep."""
    name = f"salinan-{case.tiket.lower()}"
    if bentuk == "json":
        body = json.dumps(data, ensure_ascii=False, indent=2).encode()
        return attachment(body, "application/json", f"{name}.json")
    isi = naskah(case, data)
    body = pdf.render(isi, terbit(case, isi), paper_size(request))
    return attachment(body, pdf.PDF_TYPE, f"{name}.pdf")
