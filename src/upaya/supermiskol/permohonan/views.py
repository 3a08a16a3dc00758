"""Pages of requests: the list, a new one, its parts, its result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import CONFLICT, FAULTY, case_context
from upaya.alur.writing import ClosedError, ConflictError
from upaya.core import audit, foto
from upaya.core.access import Request
from upaya.core.answers import small_picture, stored_attachment
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.models import StoredFile
from upaya.core.navigation import trail
from upaya.supermiskol.hak.akses import note
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan import services
from upaya.supermiskol.permohonan.forms import (
    BerkasForm,
    KembarForm,
    PemohonForm,
    PermohonanFilter,
)
from upaya.supermiskol.permohonan.models import Bagian, Berkas, Permohonan
from upaya.supermiskol.permohonan.pages import PAGES, hasil
from upaya.supermiskol.permohonan.queries import perjalanan
from upaya.supermiskol.permohonan.reading import RELATED, BacaanPermohonan
from upaya.supermiskol.permohonan.road import ROAD

_COLUMNS = (
    Column("tiket", "Tiket", lambda c: c.tiket, "tiket", url=Permohonan.get_absolute_url),
    Column("nama", "Pemohon", lambda c: c.nama, "nama"),
    Column("desa", "Desa", lambda c: c.desa.nama, "desa__nama"),
    Column("masuk", "Datang", lambda c: c.masuk_pada, "masuk_pada", kind="waktu"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    Column("tenggat", "Tenggat", lambda c: c.due),
)


@protected(IzinSupermiskol.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The requests of a scope: a village its own, a kecamatan its villages', an office all."""
    rows = table(
        request,
        ROAD.rows(request.access.scope),
        columns=_COLUMNS,
        filters=PermohonanFilter,
        default_sort="-masuk",
        title="Surat miskin",
    )
    context = {
        "tabel": rows,
        "pages": PAGES,
        "lajur": PAGES.beside(rows, request.access),
        "boleh_baru": request.access.allows(IzinSupermiskol.ISI),
        "boleh_melawan": request.access.allows(IzinSupermiskol.MELAWAN),
        "boleh_skema": request.access.allows(IzinSupermiskol.SKEMA_LIHAT),
        "boleh_peserta": request.access.allows(IzinSupermiskol.PESERTA_KELOLA),
    }
    return rows.export_response() or render(request, "supermiskol/daftar.html", context)


@protected(IzinSupermiskol.ISI)
@require_http_methods(["GET", "HEAD", "POST"])
def baru(request: Request) -> HttpResponse:
    """An applicant stands in the village office."""
    form = PemohonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["kunci"] is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            made = services.file(request.access, form.cleaned_data["kunci"], form.values)
            messages.success(
                request,
                f"Permohonan {made.tiket} tercatat. Cetak tanda terimanya bagi keluarga: dengan "
                "nomor itu dan tanggal lahir pemohon mereka melihat kabarnya. Unggah berkasnya.",
            )
            return redirect("miskol:berkas", pk=made.pk)
    status = FAULTY if form.errors else 200
    way = trail((PAGES.title, reverse("miskol:daftar")), here="Catat permohonan")
    context = {"form": form, "trail": way}
    return render(request, "supermiskol/baru.html", context, status=status)


@protected_object(IzinSupermiskol.LIHAT, Permohonan, related=RELATED, inside=(IzinSupermiskol.ISI,))
@require_http_methods(["GET", "HEAD", "POST"])
def pemohon(request: Request, case: Permohonan) -> HttpResponse:
    """The applicant: a form for the village while it is open, else what stands in it."""
    may, status, reading = request.access.allows(IzinSupermiskol.ISI), 200, BacaanPermohonan(case)
    if request.method == "POST" and not may:
        raise PermissionDenied
    writes = may and case.open_for(Bagian.PEMOHON)
    form = PemohonForm(case=case) if writes else None
    if request.method == "POST":
        form = PemohonForm(request.POST, case=case)
        if form.is_valid() and _written(request, case, form):
            return redirect("miskol:pemohon", pk=case.pk)
        status = FAULTY if form.errors else CONFLICT
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.PEMOHON)
    context |= {
        "form": form,
        "boleh_isi": may,
        "baca": reading,
        "mirip": reading.mirip,
        "boleh_kembar": request.access.allows(IzinSupermiskol.KEMBAR),
        "kembar": KembarForm(),
    }
    return render(request, "supermiskol/pemohon.html", context, status=status)


def _written(request: Request, case: Permohonan, form: PemohonForm) -> bool:
    before = case.versi
    try:
        seen = form.cleaned_data["versi"] or 0
        made = services.write(case.pk, request.access, form.values, seen_versi=seen)
    except (ClosedError, ConflictError) as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, "Data pemohon tersimpan." if made.versi != before else SAME)
    return True


@protected_object(IzinSupermiskol.LIHAT, Permohonan, related=RELATED, inside=(IzinSupermiskol.ISI,))
@require_http_methods(["GET", "HEAD", "POST"])
def berkas(request: Request, case: Permohonan) -> HttpResponse:
    """The papers: what there is, what is missing, and one more."""
    may, status, reading = request.access.allows(IzinSupermiskol.ISI), 200, BacaanPermohonan(case)
    if request.method == "POST" and not may:
        raise PermissionDenied
    asked: dict[str, Any] = {"wajib": reading.berkas_wajib, "ada": _kinds(reading)}
    form = BerkasForm(**asked) if may and case.open_for(Bagian.BERKAS) else None
    if foto.asked(request):
        return foto.answer(request, "berkas", lambda sent: _one(request, case, sent), ClosedError)
    if request.method == "POST":
        form = BerkasForm(request.POST, request.FILES, **asked)
        if form.is_valid() and _attached(request, case, form):
            return redirect("miskol:berkas", pk=case.pk)
        status = FAULTY if form.errors else CONFLICT
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.BERKAS)
    context |= {"form": form, "baca": reading, "boleh_isi": may}
    return render(request, "supermiskol/berkas.html", context, status=status)


def _kinds(reading: BacaanPermohonan) -> set[str]:
    return {one.jenis for one in reading.berkas}


def _one(request: Request, case: Permohonan, sent: foto.Kiriman) -> StoredFile:
    """A paper that the script sends alone: judged by the same form."""
    form = BerkasForm(request.POST, request.FILES)
    if not form.is_valid():
        raise ValidationError([said for words in form.errors.values() for said in words])
    made = services.attach(case.pk, request.access, form.cleaned_data["jenis"], sent)
    messages.success(request, "Berkas tersimpan.")
    kept: StoredFile = made.stored
    return kept


def _attached(request: Request, case: Permohonan, form: BerkasForm) -> bool:
    said = form.cleaned_data
    try:
        services.attach(case.pk, request.access, said["jenis"], foto.Kiriman(said["berkas"]))
    except ValidationError as refused:
        form.add_error("berkas", refused.messages)
        return False
    except ClosedError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, "Berkas tersimpan.")
    return True


@protected_object(IzinSupermiskol.ISI, Permohonan, related=RELATED)
@require_POST
def cek(request: Request, case: Permohonan) -> HttpResponse:
    """Look the applicant up in the district's extract."""
    try:
        found = services.look_up(case.pk, request.access)
    except ClosedError as refused:
        messages.error(request, str(refused))
    else:
        if found is None:
            said = "Data kabupaten belum ada, atau NIK belum diisi: cek sendiri, lalu isi di bawah."
            messages.warning(request, said)
        else:
            messages.success(request, f"Menurut data kabupaten: {found.get_kepesertaan_display()}.")
    return redirect("miskol:pemohon", pk=case.pk)


@protected_object(IzinSupermiskol.LIHAT, Berkas, related=("stored", "permohonan"))
@require_safe
def unduh_berkas(request: Request, found: Berkas) -> HttpResponse:
    """A paper as an attachment; who took it is recorded."""
    response = stored_attachment(found.stored)
    with transaction.atomic():
        audit.record(
            "miskol.berkas_unduh",
            found.permohonan,
            access=request.access,
            kabupaten=found.stored.kabupaten_id,
            detail={"jenis": found.jenis, "berkas": found.pk},
        )
    note(found.permohonan, request.access, "unduh_berkas")
    return response


@protected_object(IzinSupermiskol.LIHAT, Berkas, related=("stored", "permohonan"))
@require_safe
def foto_kecil(request: Request, found: Berkas) -> HttpResponse:
    """The small picture of a paper, for the pages that list it."""
    return small_picture(found.stored)


@protected_object(IzinSupermiskol.KEMBAR, Permohonan, related=RELATED)
@require_POST
def kembar(request: Request, case: Permohonan, lain: int) -> HttpResponse:
    """A word on a look-alike."""
    form = KembarForm(request.POST)
    reading = BacaanPermohonan(case)
    if lain not in {one.lain.pk for one in reading.mirip}:
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.tell_apart(
                case.pk, request.access, lain, sama=said["sama"] == "sama", alasan=said["alasan"]
            )
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Putusan tersimpan.")
            return redirect("miskol:pemohon", pk=case.pk)
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.PEMOHON)
    context |= {"form": None, "baca": reading, "mirip": reading.mirip, "boleh_kembar": True}
    context |= {"kembar": form, "kembar_lain": lain}
    return render(request, "supermiskol/pemohon.html", context, status=FAULTY)


@protected_object(IzinSupermiskol.LIHAT, Permohonan, related=RELATED)
@require_safe
def hasil_view(request: Request, case: Permohonan) -> HttpResponse:
    """The score with its working, the list of step 7, and how long each step took."""
    reading = BacaanPermohonan(case)
    context: dict[str, Any] = case_context(PAGES, request, reading, "hasil")
    context |= {"baca": reading, "hasil": hasil(reading), "waktu": perjalanan(reading)}
    return render(request, "supermiskol/hasil.html", context)
