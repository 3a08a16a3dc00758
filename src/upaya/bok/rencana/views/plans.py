"""Pages of a plan: the list and its year, the activities, the sheets, a new version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import ALONE, FAULTY, case_context, case_trail
from upaya.bok.program.services import program_of
from upaya.bok.rencana import services
from upaya.bok.rencana.forms import (
    AlasanForm,
    BukaForm,
    PenjelasanForm,
)
from upaya.bok.rencana.jejak import JejakKegiatan
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.papers import Lembar, months
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.road import RELATED
from upaya.bok.rencana.seat import PUSKESMAS, Seat, parts_of_pagu, writes
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.documents.content import Tabel
from upaya.core.documents.halaman import TabelHalaman
from upaya.core.guard import View, protected, protected_object
from upaya.core.lists import Column, table
from upaya.rules.bok.program import milik
from upaya.rules.bok.road import DITETAPKAN

_COLUMNS = (
    Column("nama", "Rencana", lambda c: c.full_name, url=Rencana.get_absolute_url),
    Column("tahun", "Tahun", sort_field="tahun", kind="teks"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    Column("sejak", "Sejak", lambda c: c.status_since, "status_since", kind="waktu"),
)


def list_of(seat: Seat) -> View:
    """Plans within reach, and the year that can be opened."""

    @protected(seat.pages.view)
    @require_safe
    def daftar(request: Request) -> HttpResponseBase:
        rows = table(
            request,
            seat.pages.road.rows(request.access.scope),
            columns=_COLUMNS,
            default_sort="-tahun",
            title=seat.title,
        )
        own = request.access.allows(seat.write) and seat.unit(request.access) is not None
        context = {
            "tabel": rows,
            "judul": seat.title,
            "kalimat": seat.lead,
            "alamat": reverse(seat.to("buka")),
            "lajur": seat.pages.beside(rows, request.access),
            "buka": BukaForm(initial={"tahun": clock.today().year}) if own else None,
        }
        return rows.export_response() or render(request, "bok/rencana_daftar.html", context)

    return daftar


def opening(seat: Seat) -> View:
    """Open a year's plan of one's own unit."""

    @protected(seat.write)
    @require_POST
    def buka(request: Request) -> HttpResponse:
        unit, form = seat.unit(request.access), BukaForm(request.POST)
        if unit is None:
            raise PermissionDenied
        if not form.is_valid():
            messages.error(request, "Tulis tahun anggaran empat angka, misalnya 2022.")
            return redirect(seat.to("daftar"))
        try:
            plan = services.open_plan(unit, form.cleaned_data["tahun"], request.access)
        except services.TertutupError as refused:
            messages.error(request, str(refused))
            return redirect(seat.to("daftar"))
        return redirect(seat.to("rinci"), plan.pk)

    return buka


# ------------------------------------------------------------------ one version
def whole(seat: Seat) -> View:
    """The activities of a version, what the rules say of them, the parts of the pagu."""

    @protected_object(seat.pages.view, seat.model, related=RELATED)
    @require_safe
    def rinci(request: Request, plan: Rencana) -> HttpResponse:
        context = _context(seat, request, BacaanRencana(plan))
        return render(request, "bok/rencana.html", context)

    return rinci


def _context(seat: Seat, request: Request, reading: BacaanRencana) -> dict[str, Any]:
    plan, context = reading.subject, case_context(seat.pages, request, reading, ALONE)
    may = writes(seat, request, reading)
    own = program_of(request.access) if may else frozenset()
    revisable = plan.status == DITETAPKAN and request.access.allows(seat.write)
    return context | {
        "baca": reading,
        "baris": [
            {
                "row": row,
                "bulan": months(row),
                "angka": reading.anggaran[row.kunci],
                "boleh": may and milik(own, row.menu),
            }
            for row in reading.kegiatan
        ],
        "lain": [
            {"kunci": kunci, "menu": menu, "nama": nama, "angka": reading.anggaran[kunci]}
            for kunci, menu, nama in reading.ditiadakan
        ],
        "komponen": parts_of_pagu(reading),
        "boleh": may,
        "buku": seat is PUSKESMAS,
        "program": ", ".join(sorted(own)),
        "penjelasan": PenjelasanForm(initial={"penjelasan": plan.penjelasan}) if may else None,
        "perubahan": AlasanForm() if revisable and _latest(plan) else None,
    }


def _latest(plan: Rencana) -> bool:
    newer = Rencana.objects.filter(puskesmas=plan.puskesmas_id, tahun=plan.tahun)
    return not newer.filter(nomor__gt=plan.nomor).exists()


def trail_of(seat: Seat) -> View:
    """What stands behind the figures of one activity."""

    @protected_object(seat.pages.view, seat.model, related=RELATED)
    @require_safe
    def jejak_kegiatan(request: Request, plan: Rencana, kunci: int) -> HttpResponse:
        found = JejakKegiatan(plan, kunci)
        if not found.versi:
            raise Http404
        context = {
            "case": plan,
            "jejak": found,
            "trail": case_trail(seat.pages, plan, found.nama),
        }
        return render(request, "bok/jejak_kegiatan.html", context)

    return jejak_kegiatan


def sheet_view(seat: Seat, sheet: Lembar) -> View:
    """The page of one of the sheets."""

    @protected_object(seat.pages.view, seat.model, related=RELATED)
    @require_safe
    def view(request: Request, plan: Rencana) -> HttpResponse:
        reading = BacaanRencana(plan)
        context = case_context(seat.pages, request, reading, sheet.key)
        context |= {"lembar": sheet, "bagian": _parts_of(reading, sheet)}
        return render(request, "bok/lembar.html", context)

    return view


def _parts_of(reading: BacaanRencana, sheet: Lembar) -> list[dict[str, Any]]:
    """The content with its kind, for the template."""
    return [
        {
            "bentuk": type(part).__name__,
            "isi": part,
            "tabel": TabelHalaman(part, sheet.lipat) if isinstance(part, Tabel) else None,
        }
        for part in sheet.content(reading)
    ]


def revision(seat: Seat) -> View:
    """Begin a new version, with its reason."""

    @protected_object(seat.write, seat.model, related=RELATED)
    @require_POST
    def revisi(request: Request, plan: Rencana) -> HttpResponse:
        form = AlasanForm(request.POST)
        if not form.is_valid():
            context = _context(seat, request, BacaanRencana(plan)) | {"perubahan": form}
            return render(request, "bok/rencana.html", context, status=FAULTY)
        try:
            made = services.revise(plan.pk, request.access, form.cleaned_data["alasan"])
        except services.TertutupError as refused:
            messages.error(request, str(refused))
            return redirect(plan.get_absolute_url())
        messages.success(request, f"Versi {made.versi_kata} dimulai.")
        return redirect(seat.to("rinci"), made.pk)

    return revisi


def explaining(seat: Seat) -> View:
    """Explain the warnings about the plan as a whole."""

    @protected_object(seat.write, seat.model, related=RELATED)
    @require_POST
    def jelaskan(request: Request, plan: Rencana) -> HttpResponse:
        form = PenjelasanForm(request.POST)
        if not form.is_valid():
            context = _context(seat, request, BacaanRencana(plan)) | {"penjelasan": form}
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

    return jelaskan
