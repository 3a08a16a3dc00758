"""The board of months, and opening the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import Column, FilterForm, Table, table
from upaya.insentif.bulan import board as queries
from upaya.insentif.bulan.board import BoardCell
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.opening import OpenRefusedError, open_month
from upaya.insentif.bulan.pages import board
from upaya.insentif.isian.forms import BukaForm, set_choices
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.uang.queries import of_year
from upaya.pembayaran.izin import IzinPembayaran
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.period import BULAN, Period
from upaya.rules.roles import Reach
from upaya.wilayah.models import Kecamatan, Unit

_ALL = [("", "Semua")]
_PER_PAGE = 50


class BoardFilter(FilterForm):
    """Year, status, kecamatan. The year is always one: the present one unless chosen."""

    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[*_ALL, *INSENTIF.choices()])
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)

    lookups: ClassVar[dict[str, str]] = {"kecamatan": "kecamatan"}

    def __init__(
        self, data: QueryDict, *, years: list[int], kecamatan: list[tuple[str, str]]
    ) -> None:
        filled = data.copy()
        filled.setdefault("tahun", str(years[0]))
        super().__init__(filled)
        set_choices(self, "tahun", [(str(year), str(year)) for year in years])
        set_choices(self, "kecamatan", [*_ALL, *kecamatan])
        self.year = self._year(years)

    def _year(self, years: list[int]) -> int:
        self.is_valid()
        return int(self.cleaned_data.get("tahun") or years[0])

    def narrow_tahun(self, rows: QuerySet[Unit], value: int) -> QuerySet[Unit]:
        """The year chooses the columns, not the rows."""
        return rows

    def narrow_status(self, rows: QuerySet[Unit], value: str) -> QuerySet[Unit]:
        """Puskesmas with a month of that year in this status."""
        return queries.with_status(rows, self.year, value)


class OwnFilter(FilterForm):
    """Year and status of the own months."""

    tahun = forms.ChoiceField(label="Tahun", required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[*_ALL, *INSENTIF.choices()])

    lookups: ClassVar[dict[str, str]] = {"tahun": "periode__year", "status": "status"}

    def __init__(self, data: QueryDict, *, years: list[int]) -> None:
        super().__init__(data)
        set_choices(self, "tahun", [*_ALL, *((str(year), str(year)) for year in years)])


_OWN_COLUMNS = (
    Column(
        "bulan",
        "Bulan",
        value=lambda m: m.period.nama,
        sort_field="periode",
        url=lambda m: reverse("insentif:bulan", args=[m.pk]),
    ),
    Column(
        "status",
        "Status",
        value=lambda m: m.state.label,
        sort_field="status",
        tone=lambda m: m.state.tone,
    ),
    Column("tenggat", "Tenggat", lambda c: c.due),
    Column("insentif", "Insentif diajukan", sort_field="insentif", kind="rupiah"),
)


@protected(IzinInsentif.PAPAN)
@require_safe
def papan(request: Request) -> HttpResponse:
    """Months with their status: a district sees all its puskesmas, a puskesmas its own list."""
    if request.access.scope.reach is Reach.DISTRICT:
        return _district(request)
    return _own(request, _opening(request, None))


def _district(request: Request) -> HttpResponse:
    scope = request.access.scope
    kecamatan = Kecamatan.objects.for_scope(scope).order_by("nama", "pk").values_list("pk", "nama")
    form = BoardFilter(request.GET, years=queries.years(scope), kecamatan=list(kecamatan))
    months = queries.months_of(form.year, scope.kabupaten or "")
    cells = queries.cells(scope, form.year)
    rows = table(
        request,
        queries.puskesmas_of(scope, form.year),
        columns=_board_columns(months, cells),
        filters=form,
        default_sort="puskesmas",
        title=f"Papan insentif {form.year}",
        per_page=_PER_PAGE,
    )
    return rows.export_response() or render(
        request,
        "insentif/papan_kabupaten.html",
        {
            "tabel": rows,
            "baris": _board_rows(rows, months, cells),
            "bulan": [BULAN[month.month - 1][:3] for month in months],
            "legenda": queries.legend(),
            "tahun": form.year,
            "lajur": board(request.access),
            "uang": of_year(scope, form.year),
            "boleh_format": request.access.allows(IzinPembayaran.FORMAT_BANK_KELOLA),
        },
    )


def _board_columns(months: list[Period], cells: dict[tuple[int, int], BoardCell]) -> list[Column]:
    def status_in(number: int) -> Callable[[Unit], str]:
        def text(unit: Unit) -> str:
            cell = cells.get((unit.pk, number))
            return cell.label if cell else "Belum dibuka"

        return text

    return [
        Column("puskesmas", "Puskesmas", value=lambda u: u.nama, sort_field="nama"),
        Column("kecamatan", "Kecamatan", value=lambda u: u.kecamatan.nama if u.kecamatan else ""),
        *(Column(str(month), month.nama, value=status_in(month.month)) for month in months),
    ]


def _board_rows(
    rows: Table, months: list[Period], cells: dict[tuple[int, int], BoardCell]
) -> list[dict[str, Any]]:
    return [
        {
            "unit": unit,
            "sel": [
                {"bulan": month.nama, "isi": cells.get((unit.pk, month.month))} for month in months
            ],
        }
        for unit in rows.page.object_list
    ]


def _own(request: Request, form: BukaForm | None, status: int = 200) -> HttpResponse:
    scope = request.access.scope
    rows = table(
        request,
        queries.own_months(scope),
        columns=_OWN_COLUMNS,
        filters=OwnFilter(request.GET, years=queries.years(scope)),
        default_sort="-bulan",
        title="Bulan insentif",
    )
    context = {
        "tabel": rows,
        "form": form,
        "berikut": form.proposed if form else None,
        "uang": of_year(scope, clock.today().year),
    }
    return rows.export_response() or render(
        request, "insentif/papan_puskesmas.html", context, status=status
    )


def _opening(request: Request, data: QueryDict | None) -> BukaForm | None:
    """The form that opens a month; None for who may not, or when there is none to open."""
    access = request.access
    if not access.allows(IzinInsentif.ISI):
        return None
    months = queries.openable(access.scope, access.scope.kabupaten or "")
    return BukaForm(data, months=months) if months else None


@protected(IzinInsentif.ISI)
@require_POST
def buka(request: Request) -> HttpResponse:
    """Open a month and go on to its first part; a month that is open already is just shown."""
    form = _opening(request, request.POST)
    existing = _already_open(request)
    if existing is not None:
        messages.info(request, f"Bulan {existing.period.nama} sudah dibuka.")
        return redirect("insentif:bulan", pk=existing.pk)
    if form is None:
        messages.error(request, "Belum ada bulan yang dapat dibuka.")
        return redirect("insentif:papan")
    if not form.is_valid():
        return _own(request, form, 422)
    period = Period.parse(form.cleaned_data["periode"])
    unit = request.access.scope.unit
    assert unit is not None  # noqa: S101 - an operator belongs to a puskesmas
    try:
        month = open_month(unit, period, request.access, copy_previous=form.cleaned_data["salin"])
    except OpenRefusedError as fault:
        messages.error(request, str(fault))
        return redirect("insentif:papan")
    messages.success(request, f"Bulan {period.nama} dibuka.")
    return redirect("insentif:bulan", pk=month.pk)


def _already_open(request: Request) -> Pengajuan | None:
    """A second click on the same button finds what the first one made."""
    try:
        period = Period.parse(request.POST.get("periode", ""))
    except ValueError:
        return None
    found: Pengajuan | None = (
        Pengajuan.objects.for_scope(request.access.scope).filter(periode=period.first_day).first()
    )
    return found
