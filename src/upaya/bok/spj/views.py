"""Pages of SPJ: the list, opening one, who was paid, the checklist with its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import CONFLICT, FAULTY, case_context
from upaya.alur.writing import ClosedError, ConflictError, save_fields
from upaya.bok.izin import IzinBok
from upaya.bok.spj import bukti, services
from upaya.bok.spj.forms import (
    BersamaForm,
    DokumenForm,
    PenerimaForm,
    SpjFilter,
    naskah_form,
    words_of,
)
from upaya.bok.spj.kemajuan import PosisiSpj, bands, by_age, positions
from upaya.bok.spj.models import Bagian, BerkasSpj, SpjKegiatan
from upaya.bok.spj.pages import PAGES
from upaya.bok.spj.reading import RELATED, BacaanSpj, BarisDokumen
from upaya.bok.spj.road import ROAD
from upaya.bok.spj.sekaligus import last_reason
from upaya.core import clock, foto
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import outcome, show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.izin import IzinCore
from upaya.core.lists import Column, listed, table
from upaya.core.models import StoredFile
from upaya.rules.bok.road_spj import DIBATALKAN, SPJ
from upaya.rules.money import rupiah
from upaya.wilayah.models import Unit

_COLUMNS = (
    Column(
        "nama",
        "Kegiatan",
        lambda c: c.pelaksanaan.nama,
        "pelaksanaan__nama",
        url=SpjKegiatan.get_absolute_url,
    ),
    Column("unit", "Puskesmas", lambda c: c.owner_name, "puskesmas__nama"),
    Column("bulan", "Bulan", lambda c: c.period.nama, "pelaksanaan__periode"),
    Column("jenis", "Huruf", lambda c: c.jenis, "jenis"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    Column("sejak", "Sejak", lambda c: c.status_since, "status_since", kind="waktu"),
    Column("tenggat", "Tenggat", lambda c: c.due),
)


@protected(IzinBok.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The SPJ of a scope."""
    rows = table(
        request,
        ROAD.rows(request.access.scope),
        columns=_COLUMNS,
        filters=SpjFilter,
        default_sort="-sejak",
        title="SPJ BOK",
    )
    context = {
        "tabel": rows,
        "pages": PAGES,
        "lajur": PAGES.beside(rows, request.access),
        "boleh_buka": request.access.allows(IzinBok.SPJ_SUSUN),
    }
    return rows.export_response() or render(request, "bok/spj_daftar.html", context)


@protected(IzinBok.LIHAT)
@require_safe
def kemajuan(request: Request) -> HttpResponseBase:
    """Every puskesmas: its SPJ by status, and how old what waits is."""
    access, today = request.access, clock.today()
    inside = Unit.objects.for_scope(access.scope).filter(jenis=Unit.Jenis.PUSKESMAS)
    units = list(inside.order_by("nama", "pk"))
    found = positions(units, today.year)
    rows = listed(
        request,
        units,
        columns=_progress_columns(found),
        default_sort="nama",
        title=f"Kemajuan SPJ BOK {today.year}",
    )
    ages = by_age(found, bands(today, access.scope.kabupaten or ""))
    tones = ("good", "info", "warn", "bad")
    context = {
        "tabel": rows,
        "tahun": today.year,
        "umur": [
            {"label": band.kata, "value": many, "text": f"{many} SPJ", "tone": tone}
            for (band, many), tone in zip(ages, tones, strict=False)
        ],
        "terbanyak": max(1, *(many for _, many in ages)),
        "menunggu": sum(many for _, many in ages),
        "diterima": sum(one.diterima for one in found.values()),
        "tanpa": sum(one.tanpa for one in found.values()),
        "tua": _oldest(units, found),
    }
    return rows.export_response() or render(request, "bok/spj_kemajuan.html", context)


def _oldest(units: Iterable[Unit], found: Mapping[int, PosisiSpj]) -> tuple[str, int] | None:
    """Where the oldest waits, and for how many days."""
    ages = [(one.tertua, unit.nama) for unit in units if (one := found[unit.pk]).tertua is not None]
    if not ages:
        return None
    days, name = max(ages, key=lambda pair: pair[0] or 0)
    return name, days or 0


_NOWHERE = PosisiSpj()


def _progress_columns(found: Mapping[int, PosisiSpj]) -> tuple[Column, ...]:
    def of(unit: Unit) -> PosisiSpj:
        return found.get(unit.pk, _NOWHERE)

    def stands(name: str) -> Column:
        label = SPJ.states[name].label
        return Column(name, label, lambda u: of(u).status.get(name, 0), kind="angka")

    return (
        Column("nama", "Puskesmas", sort_field="nama"),
        Column("semua", "Kegiatan", lambda u: of(u).semua, kind="angka"),
        Column("tanpa", "Belum ada SPJ", lambda u: of(u).tanpa, kind="angka"),
        *(stands(name) for name in SPJ.states if name != DIBATALKAN),
        Column("persen", "Diterima (%)", lambda u: of(u).persen, kind="angka"),
        Column("tertua", "Tertua (hari)", lambda u: of(u).tertua, kind="angka"),
    )


@protected_object(IzinBok.LIHAT, SpjKegiatan, related=RELATED, inside=(IzinBok.SPJ_SUSUN,))
@require_http_methods(["GET", "HEAD", "POST"])
def penerima(request: Request, case: SpjKegiatan) -> HttpResponse:
    """Who was paid: a form while it is open, else what stands in it."""
    may, status, reading = request.access.allows(IzinBok.SPJ_SUSUN), 200, BacaanSpj(case)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = None
    if request.method == "POST" or (may and case.open_for(Bagian.PENERIMA)):
        sent = request.POST if request.method == "POST" else None
        form = PenerimaForm(sent, case=case, rows=reading.penerima)
    if request.method == "POST" and form is not None:
        if form.is_valid() and _received(request, case, form):
            return redirect("spj:penerima", pk=case.pk)
        status = FAULTY if form.errors else CONFLICT
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.PENERIMA)
    context |= {"form": form, "baca": reading}
    return render(request, "bok/spj_penerima.html", context, status=status)


@protected_object(IzinBok.SPJ_SUSUN, SpjKegiatan, related=RELATED)
@require_POST
def dari_kas(request: Request, case: SpjKegiatan) -> HttpResponse:
    """What the cash book has since comes into the rows, or is passed over."""
    taken = request.POST.get("tindakan") != "lewati"
    try:
        made = services.take_from_book(case.pk, request.access, masuk=taken)
    except ClosedError as refused:
        messages.error(request, str(refused))
    else:
        done = "Pembayaran menurut buku kas masuk ke daftar." if taken else "Pembayaran dilewati."
        messages.success(request, done if made.spj.kas_sampai != case.kas_sampai else SAME)
        for one in made.tanpa_baris:
            said = ", ".join(filter(None, (one.nama, one.sebagai)))
            messages.warning(
                request,
                f"{rupiah(one.ditarik)} yang ditarik kembali dari {said} belum mengurangi baris "
                "mana pun: tidak ada baris yang pasti miliknya. Betulkan barisnya di bawah.",
            )
    return redirect("spj:penerima", pk=case.pk)


def _received(request: Request, case: SpjKegiatan, form: PenerimaForm) -> bool:
    before = case.versi
    try:
        made = services.write_receivers(
            case.pk, request.access, form.received, seen_versi=form.cleaned_data["versi"]
        )
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    except (ClosedError, ConflictError) as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, "Penerima tersimpan." if made.versi != before else SAME)
    return True


@protected_object(IzinBok.LIHAT, SpjKegiatan, related=RELATED, inside=(IzinBok.SPJ_SUSUN,))
@require_http_methods(["GET", "HEAD", "POST"])
def naskah(request: Request, case: SpjKegiatan) -> HttpResponse:
    """What the papers of its kind quote, entered once."""
    may, status, form_of = request.access.allows(IzinBok.SPJ_SUSUN), 200, naskah_form(case)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = form_of(instance=case)
    if request.method == "POST":
        # A form writes what was typed into its own copy: the page shows what is stored.
        form = form_of(request.POST, instance=copy(case))
        if form.is_valid() and _worded(request, case, form):
            return redirect("spj:naskah", pk=case.pk)
        status = FAULTY if form.errors else CONFLICT
        case.refresh_from_db()
        if status == CONFLICT:  # sending it again now means: mine
            again = request.POST.copy()
            again["versi"] = str(case.versi)
            form = form_of(again, instance=copy(case))
    context: dict[str, Any] = case_context(PAGES, request, BacaanSpj(case), Bagian.NASKAH)
    context |= {"form": form, "shown": _words(case)}
    return render(request, "alur/part.html", context, status=status)


def _words(case: SpjKegiatan) -> list[dict[str, str]]:
    fields = (SpjKegiatan._meta.get_field(name) for name in words_of(case.jenis))
    return [
        {"label": str(one.verbose_name).capitalize(), "value": getattr(case, one.name) or "-"}  # type: ignore[union-attr] # fields of its own
        for one in fields
    ]


def _worded(request: Request, case: SpjKegiatan, form: ModelForm[SpjKegiatan]) -> bool:
    said = dict(form.cleaned_data)
    seen = said.pop("versi")
    try:
        save_fields(SpjKegiatan, case.pk, request.access, Bagian.NASKAH, said, seen)
    except (ClosedError, ConflictError) as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, outcome(form, "Isi naskah tersimpan."))
    return True


@protected_object(IzinBok.LIHAT, SpjKegiatan, related=RELATED)
@require_safe
def kelengkapan(request: Request, case: SpjKegiatan) -> HttpResponse:
    """The checklist: each document, what proves it, what lacks."""
    return show_checklist(request, BacaanSpj(case))


def show_checklist(
    request: Request,
    reading: BacaanSpj,
    typed: DokumenForm | None = None,
    kode: str = "",
    together: BersamaForm | None = None,
) -> HttpResponse:
    """The checklist with its forms; `typed` and `together` are those that were refused."""
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.KELENGKAPAN)
    rows = reading.baris(request.access)
    writes = request.access.allows(IzinBok.SPJ_SUSUN)
    context |= {
        "baca": reading,
        "baris": [
            (row, typed if row.dokumen.kode == kode else _document_form(row))
            if writes and row.terbuka
            else (row, typed if row.dokumen.kode == kode else None)
            for row in rows
        ],
        "kode": kode,
        "unduh": request.access.allows(IzinCore.BERKAS_UNDUH),
        "terbitkan": [one.naskah for one in reading.cetakan if one.perlu] if writes else [],
        "lengkap": sum(not row.kurang for row in rows),
    }
    if together is not None or (writes and any(row.terbuka and row.kurang for row in rows)):
        context["bersama"] = together or BersamaForm(alasan=last_reason(reading.subject))
    sent = typed or together
    status = 200 if sent is None else FAULTY if sent.errors else CONFLICT
    return render(request, "bok/spj_kelengkapan.html", context, status=status)


def _document_form(row: BarisDokumen) -> DokumenForm:
    said = {name: getattr(row.isi, name) for name in ("alasan", "jumlah", "bermeterai")}
    return DokumenForm(
        kode=row.dokumen.kode,
        purchase=row.dokumen.pembelian,
        required=row.dokumen.pokok,
        initial=said,
    )


@protected_object(IzinBok.SPJ_SUSUN, SpjKegiatan, related=RELATED)
@require_POST
def dokumen_isi(request: Request, case: SpjKegiatan, kode: str) -> HttpResponse:
    """Files of a document, or the reason why it does not apply."""
    reading = BacaanSpj(case)
    document = next((one for one in reading.ketentuan.dokumen if one.kode == kode), None)
    if document is None:
        raise Http404
    form = DokumenForm(
        request.POST,
        request.FILES,
        kode=kode,
        purchase=document.pembelian,
        required=document.pokok,
    )
    if foto.asked(request):
        name = form.add_prefix("berkas")
        return foto.answer(request, name, lambda sent: _one(request, case, kode, sent), ClosedError)
    if form.is_valid() and _proved(request, case, kode, form):
        answer = redirect("spj:kelengkapan", pk=case.pk)
        answer["Location"] += f"#dokumen-{kode.replace('.', '-')}"
        return answer
    case.refresh_from_db()
    return show_checklist(request, BacaanSpj(case), form, kode)


def _one(request: Request, case: SpjKegiatan, kode: str, sent: foto.Kiriman) -> StoredFile:
    """A file that the device sends by itself."""
    kept = bukti.prove_by_device(case.pk, kode, request.access, sent)
    messages.success(request, f"{kept.name} tersimpan.")
    return kept


def _proved(request: Request, case: SpjKegiatan, kode: str, form: DokumenForm) -> bool:
    try:
        made = bukti.prove(case.pk, kode, request.access, form.values, form.uploads)
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    except ClosedError as refused:
        messages.error(request, str(refused))
        return False
    said = f"{len(made)} berkas tersimpan." if made else "Tersimpan."
    messages.success(request, said if form.has_changed() else SAME)
    return True


@protected_object(IzinBok.SPJ_SUSUN, SpjKegiatan, related=RELATED)
@require_POST
def berkas_lepas(request: Request, case: SpjKegiatan, berkas: int) -> HttpResponse:
    """A file counts no more."""
    try:
        bukti.take_out(case.pk, berkas, request.access)
    except BerkasSpj.DoesNotExist as missing:
        raise Http404 from missing
    except ClosedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Berkas dilepas dari dokumen ini; tetap tersimpan.")
    return redirect("spj:kelengkapan", pk=case.pk)
