"""The board of BOK: each puskesmas with its pagu and its plan."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.pagu.queries import BarisPagu, pagu_tahun, years_with_pagu
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import Column, FilterForm, table, with_usual
from upaya.regulasi.queries import district_rules
from upaya.wilayah.models import Unit

_NONE = BarisPagu()


class TahunFilter(FilterForm):
    """The budget year."""

    tahun = forms.ChoiceField(label="Tahun anggaran")

    def __init__(self, asked: QueryDict, years: list[int]) -> None:
        super().__init__(with_usual(asked, tahun=str(_nearest(years))))
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
    year = int(typed) if typed else _nearest(years)
    units = (
        Unit.objects.for_scope(request.access.scope)
        .filter(jenis=Unit.Jenis.PUSKESMAS)
        .order_by("nama", "pk")
    )
    found = pagu_tahun(list(units), year, rules)
    rows = table(
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
        "dinas": request.access.allows(IzinBok.DINAS_LIHAT),
    }
    return rows.export_response() or render(request, "bok/papan.html", context)


def _nearest(years: list[int]) -> int:
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
        return f"{plan.versi_kata}, {plan.state.label.lower()}" if plan else "Belum ada"

    return (
        Column("nama", "Puskesmas", sort_field="nama"),
        Column("pagu", "Pagu BOK", lambda u: of(u).pagu, kind="rupiah"),
        Column("silpa", "SiLPA tahun lalu", lambda u: of(u).silpa, kind="rupiah"),
        Column("insentif", "Pagu insentif", lambda u: of(u).pagu_insentif, kind="rupiah"),
        Column("rencana", "Rencana", plan_name, url=plan_url),
        Column("murni", "Murni", lambda u: of(u).angka.murni, kind="rupiah"),
        Column("perubahan", "Perubahan", lambda u: of(u).angka.perubahan, kind="rupiah"),
        Column("realisasi", "Realisasi", lambda u: of(u).angka.realisasi, kind="rupiah"),
        Column("sisa", "Sisa", lambda u: of(u).angka.sisa, kind="rupiah"),
        Column("belum", "Belum direncanakan", lambda u: of(u).belum_direncanakan, kind="rupiah"),
        Column("dana", "Sisa dana (calon SiLPA)", lambda u: of(u).sisa_dana, kind="rupiah"),
    )
