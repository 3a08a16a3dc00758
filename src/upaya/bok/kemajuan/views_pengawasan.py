"""Who watches over BOK: the Dinas, its head, the auditor; a puskesmas sees itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.kemajuan.pengawasan import SHOWN, Diawasi, Pengawasan, slowest
from upaya.bok.pagu.queries import years_with_pagu
from upaya.bok.pagu.views import TahunFilter, nearest
from upaya.bok.spj.kemajuan import bands, by_age
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.lists import Column, listed
from upaya.core.templatetags.upaya import angka
from upaya.regulasi.queries import district_rules
from upaya.rules.money import rupiah
from upaya.rules.period import BULAN
from upaya.wilayah.models import Unit

_AGES = ("good", "info", "warn", "bad")
_MILLION = 1_000_000


@protected(IzinBok.KAS_LIHAT)
@require_safe
def pengawasan(request: Request) -> HttpResponseBase:
    """Spending and SPJ of a year, late tax, double days, corrections, months opened again."""
    scope, today = request.access.scope, clock.today()
    rules = district_rules(scope.kabupaten or "")
    years = years_with_pagu(rules) or [today.year]
    form = TahunFilter(request.GET, years=years)
    typed = form.cleaned_data.get("tahun") if form.is_valid() else ""
    year = int(typed) if typed else nearest(years)
    inside = Unit.objects.for_scope(scope).filter(jenis=Unit.Jenis.PUSKESMAS)
    units = list(inside.order_by("nama", "pk"))
    seen = Pengawasan(scope, units, year, rules)
    rows = listed(
        request,
        units,
        columns=_columns({one.unit.pk: one for one in seen.baris}),
        filters=form,
        default_sort="nama",
        title=f"Pengawasan BOK {year}",
    )
    if (sheet := rows.export_response()) is not None:
        return sheet
    context = {
        "tabel": rows,
        "tahun": year,
        "awas": seen,
        "ganda": seen.ganda[:SHOWN],
        "pajak": seen.pajak[:SHOWN],
    }
    return render(request, "bok/pengawasan.html", context | _charts(seen, scope.kabupaten or ""))


def _charts(seen: Pengawasan, kabupaten: str) -> dict[str, Any]:
    today = clock.today()
    months = seen.per_bulan()
    ages = by_age({one.unit.pk: one.spj for one in seen.baris}, bands(today, kabupaten))
    state = seen.menurut_keadaan
    return {
        "kalimat": _sentence(seen),
        "keadaan": state,
        "bulan": [
            {"label": BULAN[month - 1][:3], "value": paid, "text": _millions(paid)}
            for month, paid in months.items()
            if paid or month <= today.month or seen.year < today.year
        ],
        "bulan_terbanyak": max(1, *months.values()),
        "puskesmas": [
            {"label": one.unit.nama, "value": one.persen or 0, "text": f"{one.persen or 0}%"}
            for one in sorted(seen.baris, key=lambda one: one.persen or 0)
        ],
        "berjalan": seen.berjalan(today),
        "umur": [
            {"label": band.kata, "value": many, "text": f"{many} SPJ", "tone": tone}
            for (band, many), tone in zip(ages, _AGES, strict=False)
        ],
        "umur_terbanyak": max(1, *(many for _, many in ages)),
        "menunggu": sum(many for _, many in ages),
    }


def _sentence(seen: Pengawasan) -> str:
    """What the page says, before its figures."""
    if not seen.dana:
        return f"Belum ada pagu BOK {seen.year}."
    gone = seen.berjalan(clock.today())
    said = (
        f"Terserap {rupiah(seen.terserap)}, {seen.persen}% dari pagu dan SiLPA; tahun {seen.year} "
        f"sudah berjalan {gone}%."
    )
    last = slowest(seen.baris)
    if last is not None and len(seen.baris) > 1:
        said += f" Paling sedikit {last.unit.nama}, {last.persen}%."
    return said


def _millions(paid: int) -> str:
    """Short enough to stand above a bar on a phone."""
    return angka(paid // _MILLION)


def _columns(found: Mapping[int, Diawasi]) -> tuple[Column, ...]:
    def waiting(unit: Unit) -> int:
        return found[unit.pk].spj.semua - found[unit.pk].spj.diterima

    return (
        Column("nama", "Puskesmas", sort_field="nama"),
        Column("dana", "Pagu dan SiLPA", lambda u: found[u.pk].dana, kind="rupiah"),
        Column("terserap", "Terserap", lambda u: found[u.pk].belanja.total, kind="rupiah"),
        Column("persen", "Persen", lambda u: found[u.pk].persen, kind="angka"),
        Column("spj", "SPJ diterima", lambda u: found[u.pk].spj.diterima, kind="angka"),
        Column("belum", "Belum diterima", waiting, kind="angka"),
        Column("tertua", "Tertua, hari", lambda u: found[u.pk].spj.tertua, kind="angka"),
        Column("pajak", "Pajak terlambat", lambda u: found[u.pk].pajak, kind="rupiah"),
        Column("koreksi", "Koreksi", lambda u: found[u.pk].koreksi, kind="angka"),
        Column("ganda", "Hari ganda", lambda u: found[u.pk].ganda, kind="angka"),
        Column("dibuka", "Bulan dibuka lagi", lambda u: found[u.pk].dibuka, kind="angka"),
    )
