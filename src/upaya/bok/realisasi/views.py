"""Pages of reports: the month's activities, beginning a report, who was there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import ALONE, CONFLICT, FAULTY, case_context
from upaya.bok.izin import IzinBok
from upaya.bok.program.services import mine, program_of
from upaya.bok.realisasi import services
from upaya.bok.realisasi.forms import CatatForm, LaporanFilter, LaporanForm
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.realisasi.pages import PAGES
from upaya.bok.realisasi.queries import officers
from upaya.bok.realisasi.road import RELATED, BacaanLaporan
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.rules.bok.program import milik
from upaya.rules.bok.road import DIVERIFIKASI, EDITABLE
from upaya.rules.period import Period
from upaya.rules.roles import Reach

_COLUMNS = (
    Column("nama", "Kegiatan", lambda c: c.nama, "nama", url=Pelaksanaan.get_absolute_url),
    Column("unit", "Puskesmas", lambda c: c.owner_name),
    Column("periode", "Bulan", lambda c: c.period.nama, "periode"),
    Column("menu", "Menu"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
)


@protected(IzinBok.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """Reports of a month, and what its RPK foresees."""
    period = _period(request.GET.get("bulan", ""))
    rows = table(
        request,
        _rows(request, period),
        columns=_COLUMNS,
        filters=LaporanFilter,
        default_sort="nama",
        title=f"Kegiatan BOK {period.nama}",
    )
    context = {
        "tabel": rows,
        "bulan": period,
        "lalu": period.previous(),
        "nanti": period.next() if period < Period.of(clock.today()) else None,
        "catat": _begin_form(request, period),
        "lajur": PAGES.beside(rows, request.access),
    }
    return rows.export_response() or render(request, "bok/laporan_daftar.html", context)


def _rows(request: Request, period: Period) -> QuerySet[Pelaksanaan]:
    rows: QuerySet[Pelaksanaan] = Pelaksanaan.objects.for_scope(request.access.scope)
    return rows.filter(periode=period.first_day).select_related(*RELATED)


def _period(text: str) -> Period:
    """The month that was asked for; this one when nothing readable was."""
    try:
        return Period.parse(text)
    except ValueError:
        return Period.of(clock.today())


def _own_unit(request: Request) -> int | None:
    scope = request.access.scope
    writes = request.access.allows(IzinBok.RENCANA_ISI) and scope.reach is Reach.UNIT
    return scope.unit if writes else None


def _begin_form(request: Request, period: Period) -> CatatForm | None:
    unit = _own_unit(request)
    if unit is None:
        return None
    own = program_of(request.access)
    rows = [row for row in services.planned(unit, period) if milik(own, row.menu)]
    return CatatForm(rows=rows) if rows else None


@protected(IzinBok.RENCANA_ISI)
@require_POST
def catat(request: Request) -> HttpResponse:
    """Begin a report of a planned activity."""
    unit = _own_unit(request)
    if unit is None:
        raise PermissionDenied
    period = _period(request.POST.get("bulan", ""))
    form = CatatForm(request.POST, rows=services.planned(unit, period))
    address = f"?bulan={period}"
    if not form.is_valid():
        messages.error(request, "Pilih kegiatan yang direncanakan pada bulan itu.")
        return redirect_list(address)
    try:
        made = services.begin(unit, period, form.cleaned_data["kunci"], request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect_list(address)
    return redirect(made.get_absolute_url())


def redirect_list(query: str) -> HttpResponse:
    """Back to the list of a month."""
    response = redirect("realisasi:daftar")
    response["Location"] += query
    return response


@protected_object(IzinBok.LIHAT, Pelaksanaan, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def rinci(request: Request, report: Pelaksanaan) -> HttpResponse:
    """A report: a form for whoever may write in it now, else what stands in it."""
    writes = (
        report.status in EDITABLE
        and request.access.allows(IzinBok.RENCANA_ISI)
        and mine(request.access, report.menu)
    )
    if request.method == "POST" and not request.access.allows(IzinBok.RENCANA_ISI):
        raise PermissionDenied
    reading = BacaanLaporan(report)
    form = _form(request, reading) if writes or request.method == "POST" else None
    status = 200
    if request.method == "POST" and form is not None:
        if form.is_valid() and _saved(request, report, form):
            if "laporkan" in request.POST:  # one press less: to the second step of reporting
                return redirect("realisasi:alur_laporkan", pk=report.pk)
            return redirect(report.get_absolute_url())
        status = FAULTY if form.errors else CONFLICT
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    verified = report.status == DIVERIFIKASI
    context |= {
        "form": form,
        "baca": reading,
        "spj": report.spj.order_by("pk") if verified else [],
        "susun_spj": verified and request.access.allows(IzinBok.SPJ_SUSUN),
        "hadir": [
            {"nama": one.petugas.nama, "hari": ", ".join(map(tanggal_pendek, one.hari))}
            for one in reading.hadir
        ],
    }
    return render(request, "bok/laporan.html", context, status=status)


def _form(request: Request, reading: BacaanLaporan) -> LaporanForm:
    report = reading.subject
    people = list(officers(report.puskesmas_id, report.period))
    return LaporanForm(
        request.POST if request.method == "POST" else None,
        report=report,
        people=people,
        days={one.petugas.pk: one.hari for one in reading.hadir},
        names=reading.nama_lain,
    )


def _saved(request: Request, report: Pelaksanaan, form: LaporanForm) -> bool:
    """Whether the report is stored; else the person was told why not."""
    try:
        made = services.write(
            report.pk,
            request.access,
            form.values,
            form.days,
            form.names,
            seen_versi=form.cleaned_data["versi"],
        )
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    except (services.TertutupError, services.BentrokError) as refused:
        messages.error(request, str(refused))
        return False
    changed = made.versi != report.versi
    messages.success(request, "Laporan kegiatan tersimpan." if changed else SAME)
    return True
