"""Pages of a plan: the list and its year, the activities, one activity, the five sheets."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import ALONE, CONFLICT, FAULTY, case_context, case_trail
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.izin import IzinBok
from upaya.bok.rencana import services
from upaya.bok.rencana.forms import (
    AlasanForm,
    BukaForm,
    KegiatanForm,
    PenjelasanForm,
    RincianForm,
    line_forms,
)
from upaya.bok.rencana.jejak import JejakKegiatan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.pages import PAGES
from upaya.bok.rencana.papers import LEMBAR, Lembar, months
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.road import RELATED, ROAD
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal
from upaya.core.guard import View, protected, protected_object
from upaya.core.lists import Column, table
from upaya.rules.bok.road import DITETAPKAN, EDITABLE
from upaya.rules.roles import Reach

_COLUMNS = (
    Column("nama", "Rencana", lambda c: c.full_name, url=Rencana.get_absolute_url),
    Column("tahun", "Tahun", sort_field="tahun", kind="teks"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    Column("sejak", "Sejak", lambda c: c.status_since, "status_since", kind="waktu"),
)


@protected(IzinBok.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """Plans within reach, and the year that can be opened."""
    rows = table(
        request,
        ROAD.rows(request.access.scope),
        columns=_COLUMNS,
        default_sort="-tahun",
        title="Rencana BOK",
    )
    own = request.access.allows(IzinBok.RENCANA_ISI) and request.access.scope.unit is not None
    context = {
        "tabel": rows,
        "lajur": PAGES.board(request.access),
        "buka": BukaForm(initial={"tahun": clock.today().year}) if own else None,
    }
    return rows.export_response() or render(request, "bok/rencana_daftar.html", context)


@protected(IzinBok.RENCANA_ISI)
@require_POST
def buka(request: Request) -> HttpResponse:
    """Open a year's plan at one's own puskesmas."""
    unit, form = request.access.scope.unit, BukaForm(request.POST)
    if unit is None or request.access.scope.reach is not Reach.UNIT:
        raise PermissionDenied
    if not form.is_valid():
        messages.error(request, "Tulis tahun anggaran empat angka, misalnya 2022.")
        return redirect("rencana:daftar")
    try:
        plan = services.open_plan(unit, form.cleaned_data["tahun"], request.access)
    except services.TertutupError as refused:
        messages.error(request, str(refused))
        return redirect("rencana:daftar")
    return redirect(plan.get_absolute_url())


# ------------------------------------------------------------------ one version
@protected_object(IzinBok.LIHAT, Rencana, related=RELATED)
@require_safe
def rinci(request: Request, plan: Rencana) -> HttpResponse:
    """The activities of a version, what the rules say of them, the parts of the pagu."""
    reading = BacaanRencana(plan)
    return render(request, "bok/rencana.html", _context(request, reading))


def _context(request: Request, reading: BacaanRencana) -> dict[str, Any]:
    plan, context = reading.subject, case_context(PAGES, request, reading, ALONE)
    writes = _writes(request, reading)
    revisable = plan.status == DITETAPKAN and request.access.allows(IzinBok.RENCANA_ISI)
    return context | {
        "baca": reading,
        "baris": [
            {"row": row, "bulan": months(row), "angka": reading.anggaran[row.kunci]}
            for row in reading.kegiatan
        ],
        "lain": [
            {"kunci": kunci, "menu": menu, "nama": nama, "angka": reading.anggaran[kunci]}
            for kunci, menu, nama in reading.ditiadakan
        ],
        "komponen": _parts(reading),
        "boleh": writes,
        "penjelasan": PenjelasanForm(initial={"penjelasan": plan.penjelasan}) if writes else None,
        "perubahan": AlasanForm() if revisable and _latest(plan) else None,
    }


def _writes(request: Request, reading: BacaanRencana) -> bool:
    return (
        reading.subject.status in EDITABLE
        and request.access.allows(IzinBok.RENCANA_ISI)
        and not reading.ketetapan.mengapa_tidak
        and not reading.jendela_tertutup()
    )


def _latest(plan: Rencana) -> bool:
    newer = Rencana.objects.filter(puskesmas=plan.puskesmas_id, tahun=plan.tahun)
    return not newer.filter(nomor__gt=plan.nomor).exists()


def _parts(reading: BacaanRencana) -> list[dict[str, Any]]:
    """The parts of the pagu with their ceilings and what is left of each."""
    rules = reading.ketetapan.rencana
    if rules is None:
        return []
    return [
        {"batas": part, "rencana": planned, "sisa": part.batas - planned}
        for part in rules.komponen
        for planned in [reading.komponen[part.kode]]
    ]


@protected_object(IzinBok.LIHAT, Rencana, related=RELATED)
@require_safe
def jejak_kegiatan(request: Request, plan: Rencana, kunci: int) -> HttpResponse:
    """What stands behind the figures of one activity."""
    found = JejakKegiatan(plan, kunci)
    if not found.versi:
        raise Http404
    context = {"case": plan, "jejak": found, "trail": case_trail(PAGES, plan, found.nama)}
    return render(request, "bok/jejak_kegiatan.html", context)


def sheet_view(sheet: Lembar) -> View:
    """The page of one of the five sheets."""

    @protected_object(IzinBok.LIHAT, Rencana, related=RELATED)
    @require_safe
    def view(request: Request, plan: Rencana) -> HttpResponse:
        reading = BacaanRencana(plan)
        context = case_context(PAGES, request, reading, sheet.key)
        context |= {"lembar": sheet, "bagian": _parts_of(reading, sheet)}
        return render(request, "bok/lembar.html", context)

    return view


def _parts_of(reading: BacaanRencana, sheet: Lembar) -> list[dict[str, Any]]:
    """The content with its kind, for the template."""
    return [{"bentuk": type(part).__name__, "isi": part} for part in sheet.content(reading)]


SHEETS = {sheet.key: sheet_view(sheet) for sheet in LEMBAR}


@protected_object(IzinBok.RENCANA_ISI, Rencana, related=RELATED)
@require_POST
def revisi(request: Request, plan: Rencana) -> HttpResponse:
    """Begin a new version, with its reason."""
    form = AlasanForm(request.POST)
    if not form.is_valid():
        context = _context(request, BacaanRencana(plan)) | {"perubahan": form}
        return render(request, "bok/rencana.html", context, status=FAULTY)
    try:
        made = services.revise(plan.pk, request.access, form.cleaned_data["alasan"])
    except services.TertutupError as refused:
        messages.error(request, str(refused))
        return redirect(plan.get_absolute_url())
    messages.success(request, f"Versi {made.versi_kata} dimulai.")
    return redirect(made.get_absolute_url())


@protected_object(IzinBok.RENCANA_ISI, Rencana, related=RELATED)
@require_POST
def jelaskan(request: Request, plan: Rencana) -> HttpResponse:
    """Explain the warnings about the plan as a whole."""
    form = PenjelasanForm(request.POST)
    if not form.is_valid():
        context = _context(request, BacaanRencana(plan)) | {"penjelasan": form}
        return render(request, "bok/rencana.html", context, status=FAULTY)
    try:
        text = form.cleaned_data["penjelasan"]
        changed = plan.penjelasan != text
        services.explain(plan.pk, request.access, text)
    except services.TertutupError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Penjelasan tersimpan." if changed else SAME)
    return redirect(plan.get_absolute_url())


# ------------------------------------------------------------------ one activity
@protected_object(IzinBok.RENCANA_ISI, Rencana, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def tambah(request: Request, plan: Rencana) -> HttpResponse:
    """A new activity."""
    return _activity(request, BacaanRencana(plan), None)


@protected_object(IzinBok.RENCANA_ISI, KegiatanRencana, related=("rencana__puskesmas",))
@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: Request, row: KegiatanRencana) -> HttpResponse:
    """An activity as it is from this version on: written into the version that is open."""
    plan = _being_written(row)
    if plan is None:
        messages.warning(request, "Rencana ini sudah ditetapkan; mulai perubahan lebih dahulu.")
        return redirect(row.rencana.get_absolute_url())
    reading = BacaanRencana(plan)
    standing = next((one for one in reading.kegiatan if one.kunci == row.kunci), None)
    if standing is None:
        raise Http404
    return _activity(request, reading, standing)


@protected_object(IzinBok.RENCANA_ISI, KegiatanRencana, related=("rencana__puskesmas",))
@require_POST
def hapus(request: Request, row: KegiatanRencana) -> HttpResponse:
    """Take an activity out from this version on."""
    plan = _being_written(row) or row.rencana
    try:
        services.remove_activity(plan.pk, request.access, row.kunci)
    except services.TertutupError as refused:
        messages.error(request, str(refused))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{row.nama} dikeluarkan dari rencana.")
    return redirect(plan.get_absolute_url())


def _being_written(row: KegiatanRencana) -> Rencana | None:
    """The version of this plan that is open; None while none is."""
    rows: QuerySet[Rencana] = Rencana.objects.filter(
        ~Q(status=DITETAPKAN), puskesmas=row.rencana.puskesmas_id, tahun=row.rencana.tahun
    )
    return rows.select_related(*RELATED).order_by("-nomor").first()


def _activity(
    request: Request, reading: BacaanRencana, row: KegiatanRencana | None
) -> HttpResponse:
    plan, status = reading.subject, 200
    data = request.POST if request.method == "POST" else None
    rules = reading.ketetapan.rencana
    form = KegiatanForm(data, row=row, menu=rules.menu.values() if rules else ())
    prices = _prices(plan, row)
    lines = line_forms(data, row, prices)
    if data is not None:
        whole = all([form.is_valid(), *(line.is_valid() for line in lines)])
        saved = _saved(request, plan, form, lines, row) if whole else None
        if saved is not None:
            return redirect(plan.get_absolute_url())
        status = FAULTY if form.errors or any(line.errors for line in lines) else CONFLICT
    context = {
        "case": plan,
        "form": form,
        "lines": lines,
        "row": row,
        "faults": _faults(lines),
        "trail": case_trail(PAGES, plan, row.nama if row else "Tambah kegiatan"),
        "komponen": _parts(reading),
        "milik": json.dumps(_components(reading)),
        "lain": json.dumps(_elsewhere(reading, row)),
        "harga": json.dumps({key: price.harga for key, price in prices.items()}),
        "catatan": [note for note in reading.catatan if row and note.kegiatan == str(row.pk)],
        "tertutup": "" if _writes(request, reading) else (_why_closed(reading)),
    }
    return render(request, "bok/kegiatan_rencana.html", context, status=status)


def _why_closed(reading: BacaanRencana) -> str:
    return (
        reading.ketetapan.mengapa_tidak
        or reading.jendela_tertutup()
        or f"Rencana ini berstatus “{reading.subject.state.label}”, jadi isinya tidak dapat diubah."
    )


def _saved(
    request: Request,
    plan: Rencana,
    form: KegiatanForm,
    lines: list[RincianForm],
    row: KegiatanRencana | None,
) -> KegiatanRencana | None:
    """The activity as it is stored; None when the person was told why not."""
    before = (row.pk, row.versi) if row else None
    try:
        made = services.save_activity(
            plan.pk,
            request.access,
            row.kunci if row else None,
            form.values,
            [line.line for line in lines if not line.empty],
            seen_versi=form.cleaned_data["versi"],
        )
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    except (services.TertutupError, services.BentrokError) as refused:
        messages.error(request, str(refused))
        return None
    same = before == (made.pk, made.versi)
    messages.success(request, SAME if same else f"{made.nama} tersimpan.")
    return made


def _prices(plan: Rencana, row: KegiatanRencana | None) -> dict[str, HargaSatuan]:
    """The prices in force today, and those that the activity has already, by key."""
    day = min(max(clock.today(), plan.akhir_tahun.replace(month=1, day=1)), plan.akhir_tahun)
    used = [line.harga_id for line in row.rincian.all()] if row else []
    holds = Q(mulai__lte=day) & (Q(sampai=None) | Q(sampai__gte=day))
    rows = HargaSatuan.objects.filter(Q(pk__in=used) | holds, kabupaten=plan.kabupaten_id)
    return {str(price.pk): price for price in rows}


def _faults(lines: list[RincianForm]) -> list[dict[str, str]]:
    """What is wrong in the lines, for the summary at the top."""
    return [
        {"text": f"Baris {n}, {form[name].label}: {text}", "href": f"#{form[name].auto_id}"}
        for n, form in enumerate(lines, 1)
        for name, texts in form.errors.items()
        for text in texts
    ]


def _components(reading: BacaanRencana) -> dict[str, str]:
    rules = reading.ketetapan.rencana
    return {code: line.komponen for code, line in rules.menu.items()} if rules else {}


def _elsewhere(reading: BacaanRencana, row: KegiatanRencana | None) -> dict[str, int]:
    """What the other activities plan of each part, so that the page can add this one."""
    found = dict(reading.komponen)
    parts = _components(reading)
    for one, plan in zip(reading.kegiatan, reading.rencana, strict=True):
        if row is not None and one.pk == row.pk and one.menu in parts:
            found[parts[one.menu]] -= plan.setahun
    return found
