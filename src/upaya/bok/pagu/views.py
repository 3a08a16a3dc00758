"""The board of BOK: each puskesmas with its pagu and its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.pagu.queries import BarisPagu, Ringkas, pagu_tahun, years_with_pagu
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import Column, FilterForm, listed, with_usual
from upaya.regulasi.queries import district_rules
from upaya.wilayah.models import Unit

_NONE = BarisPagu()


class TahunFilter(FilterForm):
    """The budget year."""

    tahun = forms.ChoiceField(label="Tahun anggaran")

    def __init__(self, asked: QueryDict, years: list[int]) -> None:
        super().__init__(with_usual(asked, tahun=str(nearest(years))))
        choice = self.fields["tahun"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        choice.choices = [(str(year), str(year)) for year in years]


@protected(IzinBok.LIHAT)
@require_safe
def papan(request: Request) -> HttpResponseBase:
    """Pagu, plan and what is left, by puskesmas."""
    rules = district_rules(request.access.scope.kabupaten or "")
    years = years_with_pagu(rules) or [clock.today().year]
    form = TahunFilter(request.GET, years=years)
    form.is_valid()
    typed = form.cleaned_data.get("tahun") or ""
    year = int(typed) if typed else nearest(years)
    inside = Unit.objects.for_scope(request.access.scope).filter(jenis=Unit.Jenis.PUSKESMAS)
    units = list(inside.order_by("nama", "pk"))
    found = pagu_tahun(units, year, rules)
    rows = listed(
        request,
        units,
        columns=_columns(found),
        filters=form,
        default_sort="nama",
        title=f"BOK {year}",
    )
    context = {
        "tabel": rows,
        "tahun": year,
        "ringkas": Ringkas.of(found.values()),
    }
    return rows.export_response() or render(request, "bok/papan.html", context)


def nearest(years: list[int]) -> int:
    """This year, else the newest before it, else the first."""
    today = clock.today().year
    return max((year for year in years if year <= today), default=years[-1])


def _columns(rows: Mapping[int, BarisPagu]) -> tuple[Column, ...]:
    def of(unit: Unit) -> BarisPagu:
        return rows.get(unit.pk, _NONE)

    def plan_url(unit: Unit) -> str:
        plan = of(unit).rencana
        return plan.get_absolute_url() if plan else ""

    def plan_name(unit: Unit) -> str:
        plan = of(unit).rencana
        return plan.versi_dan_status if plan else "Belum ada"

    def money(name: str, label: str, value: Callable[[BarisPagu], Any], under: str = "") -> Column:
        return Column(name, label, lambda u: value(of(u)), kind="rupiah", under=under)

    return (
        Column("nama", "Puskesmas", sort_field="nama"),
        money("pagu", "Pagu BOK", lambda b: b.pagu),
        money("silpa", "SiLPA tahun lalu", lambda b: b.silpa, "pagu"),
        money("insentif", "Pagu insentif", lambda b: b.pagu_insentif, "pagu"),
        Column("rencana", "Rencana", plan_name, url=plan_url),
        money("murni", "Murni", lambda b: b.angka.murni),
        money("perubahan", "Perubahan", lambda b: b.angka.perubahan),
        money("realisasi", "Realisasi", lambda b: b.angka.realisasi),
        money("sisa", "Sisa", lambda b: b.angka.sisa),
        money("belum", "Belum direncanakan", lambda b: b.belum_direncanakan, "perubahan"),
        money("dana", "Sisa dana (calon SiLPA)", lambda b: b.sisa_dana, "sisa"),
    )
