"""Pages of progress: the calendar of a month, the board of all puskesmas."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.kemajuan.queries import BulanKegiatan, Posisi, positions
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import Column, FilterForm, listed, with_usual
from upaya.rules.bok.road import BATAL, DILAPORKAN, DIVERIFIKASI
from upaya.rules.period import Period
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

MONTHS_BACK, MONTHS_AHEAD = 12, 3


def _units(request: Request) -> QuerySet[Unit]:
    """The puskesmas within reach, by name."""
    rows: QuerySet[Unit] = Unit.objects.for_scope(request.access.scope).filter(
        jenis=Unit.Jenis.PUSKESMAS
    )
    return rows.order_by("nama", "pk")


def _months() -> list[tuple[str, str]]:
    period, found = Period.of(clock.today()), []
    for _ in range(MONTHS_AHEAD):
        period = period.next()
    for _ in range(MONTHS_BACK + MONTHS_AHEAD + 1):
        found.append((str(period), period.nama))
        period = period.previous()
    return found


class BulanFilter(FilterForm):
    """Which month; whose, for somebody who sees several."""

    bulan = forms.ChoiceField(label="Bulan")

    def __init__(self, asked: QueryDict, units: QuerySet[Unit] | None = None) -> None:
        choices = list(units.values_list("pk", "nama")) if units is not None else []
        self.first = choices[0][0] if choices else None
        usual = {"bulan": str(Period.of(clock.today()))}
        if self.first is not None:
            usual["puskesmas"] = str(self.first)
        super().__init__(with_usual(asked, **usual))
        months = self.fields["bulan"]
        assert isinstance(months, forms.ChoiceField)  # noqa: S101 - for the type checker
        months.choices = _months()
        if units is not None:
            self.fields["puskesmas"] = forms.ChoiceField(
                label="Puskesmas", choices=[(str(pk), nama) for pk, nama in choices]
            )

    @property
    def period(self) -> Period:
        """The month that was chosen, else this one."""
        chosen = self.cleaned_data.get("bulan") if self.is_valid() else ""
        return Period.parse(chosen) if chosen else Period.of(clock.today())

    @property
    def chosen(self) -> int | None:
        """The puskesmas that was chosen, else the first one."""
        given = self.cleaned_data.get("puskesmas") if self.is_valid() else ""
        return int(given) if given else self.first


@protected(IzinBok.LIHAT)
@require_safe
def kalender(request: Request) -> HttpResponse:
    """What took place on each day of a month, and how far each planned activity is."""
    own = request.access.scope.reach is Reach.UNIT
    units = _units(request)
    form = BulanFilter(request.GET, units=None if own else units)
    period = form.period
    unit = request.access.scope.unit if own else form.chosen
    month = BulanKegiatan(unit, period) if unit is not None else None
    context = {
        "saring": form,
        "bulan": period,
        "unit": units.filter(pk=unit).first() if unit is not None else None,
        "isi": month,
        "hari": month.hari if month else [],
        "kemajuan": month.kemajuan if month else [],
    }
    return render(request, "bok/kalender.html", context)


@protected(IzinBok.LIHAT)
@require_safe
def kemajuan(request: Request) -> HttpResponseBase:
    """Every puskesmas: its plan, a month's activities, what waits, what was recorded as paid."""
    form = BulanFilter(request.GET)
    period, units = form.period, list(_units(request))
    found = positions(units, period)
    rows = listed(
        request,
        units,
        columns=_columns(found, period),
        filters=form,
        default_sort="nama",
        title=f"Kemajuan BOK {period.nama}",
    )
    context = {"tabel": rows, "bulan": period}
    return rows.export_response() or render(request, "bok/kemajuan.html", context)


_NONE = Posisi()


def _columns(found: Mapping[int, Posisi], period: Period) -> tuple[Column, ...]:
    def of(unit: Unit) -> Posisi:
        return found.get(unit.pk, _NONE)

    def plan_name(unit: Unit) -> str:
        plan = of(unit).rencana
        return plan.versi_dan_status if plan else "Belum ada"

    def plan_url(unit: Unit) -> str:
        plan = of(unit).rencana
        return plan.get_absolute_url() if plan else ""

    def told(status: str) -> Column:
        labels = {DIVERIFIKASI: "Diverifikasi", DILAPORKAN: "Menunggu tim", BATAL: "Batal"}
        return Column(status, labels[status], lambda u: of(u).laporan.get(status, 0), kind="angka")

    return (
        Column("nama", "Puskesmas", sort_field="nama"),
        Column("rencana", "Rencana", plan_name, url=plan_url),
        Column("direncanakan", "Kegiatan bulan ini", lambda u: of(u).direncanakan, kind="angka"),
        Column("terlaksana", "Terlaksana", lambda u: of(u).terlaksana, kind="angka"),
        Column("persen", "Persen", lambda u: of(u).persen, kind="angka"),
        told(DIVERIFIKASI),
        told(DILAPORKAN),
        Column("menunggu", "Belum selesai", lambda u: of(u).menunggu, kind="angka"),
        told(BATAL),
        Column("serapan", f"Serapan {period.nama}", lambda u: of(u).serapan, kind="rupiah"),
    )
