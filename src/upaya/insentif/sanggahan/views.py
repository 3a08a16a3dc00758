"""Objections: the officer writes and withdraws, the head answers, Dinas and auditor read."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import lists
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.insentif.hasil.calculation import thaw
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.sanggahan import queries, services
from upaya.insentif.sanggahan.forms import JawabanForm, SanggahanFilter, SanggahanForm
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.insentif.slip.queries import KalimatSlip, sentences, sentences_of
from upaya.insentif.slip.views import RELATED as OF_SLIP
from upaya.insentif.slip.views import own_slip, slip_trail
from upaya.rules.insentif.road import APPROVED
from upaya.rules.roles import Reach

_OF_PAGE = (
    *queries.RELATED,
    "petugas__user",
    "bagian__petugas",
    "bagian__perhitungan__pengajuan__puskesmas",
)


# ------------------------------------------------------------------ the officer
@protected_object(IzinInsentif.SANGGAHAN_AJUKAN, PerhitunganPetugas, related=OF_SLIP)
@require_http_methods(["GET", "HEAD", "POST"])
def sanggah(request: Request, share: PerhitunganPetugas) -> HttpResponse:
    """Object to the own line: choose one of the five sentences and say what is wrong with it."""
    posted, calculation = request.method == "POST", thaw(share.perhitungan)
    if posted:  # what was typed is not lost when the month moved on meanwhile
        said = sentences_of(share, calculation)
    else:
        slip = own_slip(share)
        refusal = services.closed(slip.month)
        if refusal:
            messages.warning(request, refusal)
            return redirect("insentif:slip_bulan", pk=share.pk)
        said = sentences(slip, calculation)
    form = SanggahanForm(
        request.POST if posted else None,
        kalimat={one.pokok.value: one.isi.teks for one in said},
    )
    if form.is_valid():
        try:
            made = services.submit(share.pk, request.access, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Sanggahan terkirim ke kepala puskesmas.")
            return redirect("insentif:sanggahan_saya", pk=made.pk)
    context = {"form": form, "share": share, "remah": slip_trail(share, "Sanggah")}
    return render(request, "insentif/sanggah.html", context, status=status_of(form))


@protected_object(IzinInsentif.SANGGAHAN_AJUKAN, Sanggahan, related=_OF_PAGE)
@require_safe
def sanggahan_saya(request: Request, row: Sanggahan) -> HttpResponse:
    """The own objection and its answer, also when the month was sent back since."""
    context = {
        "sanggahan": row,
        "disanggah": _objected(row, _all_sentences(row)),
        "tenggat": queries.due(row),
        "remah": trail(("Slip saya", reverse("insentif:slip")), here="Sanggahan"),
    }
    return render(request, "insentif/sanggahan_saya.html", context)


@protected_object(IzinInsentif.SANGGAHAN_AJUKAN, Sanggahan)
@require_POST
def sanggahan_cabut(request: Request, row: Sanggahan) -> HttpResponse:
    """Take the own objection back."""
    try:
        services.withdraw(row.pk, request.access)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Sanggahan dicabut.")
    return redirect("insentif:sanggahan_saya", pk=row.pk)


# ------------------------------------------------------------------ head, Dinas, auditor
_COLUMNS = (
    Column(
        "petugas",
        "Petugas",
        value=lambda row: row.petugas.nama,
        sort_field="petugas__nama",
        url=lambda row: reverse("insentif:sanggahan_rinci", args=[row.pk]),
    ),
    Column(
        "puskesmas",
        "Puskesmas",
        value=lambda row: row.pengajuan.puskesmas.nama,
        sort_field="pengajuan__puskesmas__nama",
    ),
    Column(
        "bulan",
        "Bulan",
        value=lambda row: row.pengajuan.period.nama,
        sort_field="pengajuan__periode",
    ),
    Column("pokok", "Yang disanggah", value=lambda row: row.get_pokok_display()),
    Column(
        "status",
        "Status",
        value=lambda row: row.get_status_display(),
        sort_field="status",
        tone=lambda row: row.tone,
    ),
    Column("diajukan", "Diajukan", value=lambda row: row.diajukan_pada, sort_field="diajukan_pada",
           kind="waktu"),
    Column("dijawab", "Dijawab", value=lambda row: row.dijawab_pada, sort_field="dijawab_pada",
           kind="waktu"),
    Column("uraian", "Isi sanggahan", show=False),
    Column("jawaban", "Jawaban", show=False),
    Column("penjawab", "Dijawab oleh", show=False,
           value=lambda row: row.dijawab_oleh.name if row.dijawab_oleh else ""),
)  # fmt: skip


@protected(IzinInsentif.SANGGAHAN_LIHAT)
@require_safe
def sanggahan(request: Request) -> HttpResponseBase:
    """All objections within reach, newest first."""
    district = request.access.scope.reach is Reach.DISTRICT
    table = lists.table(
        request,
        queries.listed(request.access.scope),
        columns=_COLUMNS,
        filters=SanggahanFilter(request.GET, district=district),
        default_sort="-diajukan",
        title="Sanggahan",
    )
    return table.export_response() or render(request, "insentif/sanggahan.html", {"tabel": table})


@protected_object(IzinInsentif.SANGGAHAN_LIHAT, Sanggahan, related=_OF_PAGE)
@require_safe
def sanggahan_rinci(request: Request, row: Sanggahan) -> HttpResponse:
    """One objection beside the five sentences that the officer reads."""
    return _show(request, row, JawabanForm() if _may_answer(request, row) else None)


@protected_object(IzinInsentif.SANGGAHAN_JAWAB, Sanggahan, related=_OF_PAGE)
@require_POST
def sanggahan_jawab(request: Request, row: Sanggahan) -> HttpResponse:
    """Answer it."""
    form = JawabanForm(request.POST)
    if form.is_valid():
        try:
            services.answer(row.pk, request.access, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Jawaban terkirim ke petugas.")
            return redirect("insentif:sanggahan_rinci", pk=row.pk)
    return _show(request, row, form)


def _may_answer(request: Request, row: Sanggahan) -> bool:
    access = request.access
    allowed = access.allows(IzinInsentif.SANGGAHAN_JAWAB) and row.terbuka
    return allowed and not services.own(row, access)


def _show(request: Request, row: Sanggahan, form: JawabanForm | None) -> HttpResponse:
    said = _all_sentences(row)
    context = {
        "sanggahan": row,
        "kalimat": said,
        "disanggah": _objected(row, said),
        "form": form,
        "milik_sendiri": row.terbuka
        and request.access.allows(IzinInsentif.SANGGAHAN_JAWAB)
        and services.own(row, request.access),
        "tenggat": queries.due(row),
        "hitungan_lama": row.bagian.perhitungan.round != row.pengajuan.round,
        "boleh_koreksi": row.status == Sanggahan.Status.DITERIMA
        and request.access.allows(IzinInsentif.KOREKSI_USUL)
        and row.pengajuan.status in APPROVED,
        "belum_disetujui": row.status == Sanggahan.Status.DITERIMA
        and row.pengajuan.status not in APPROVED,
        "koreksi": list(row.koreksi.select_related("pengajuan").order_by("pk")),
        "boleh_bulan": request.access.allows(IzinInsentif.LIHAT),
        "remah": trail(("Sanggahan", reverse("insentif:sanggahan")), here=row.petugas.nama),
    }
    status = status_of(form) if form else 200
    return render(request, "insentif/sanggahan_rinci.html", context, status=status)


def _all_sentences(row: Sanggahan) -> list[KalimatSlip]:
    return sentences_of(row.bagian, thaw(row.bagian.perhitungan))


def _objected(row: Sanggahan, said: Sequence[KalimatSlip]) -> KalimatSlip:
    return next(one for one in said if one.pokok == row.pokok)
