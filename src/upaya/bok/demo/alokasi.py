"""The allocation of the demo: what each puskesmas of Situbondo gets in 2022, every value a sample.

Last year's parts and the largest change keep every part above what its incentive needs (Pasal 5
ayat (6)), so that the months of the demo fit into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from upaya.bok.alokasi import services
from upaya.bok.alokasi.models import TAHUN_LALU
from upaya.bok.alokasi.road import ROAD
from upaya.core import clock
from upaya.demo.kabupaten import KODE, Peta
from upaya.rules.bok.road_dinas import PERENCANA_DINAS
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.loader import national_book
from upaya.wilayah.models import Penduduk

WEIGHTS = (
    "penduduk=35; luas=10; transportasi=15; geografi=15; tenaga=15 berlawanan; "
    "kapitasi=10 berlawanan"
)
_SAMPLE = "Angka rekaan untuk demo"
_MILLION, _KEEP = 1_000_000, 95
"""Last year's part is so large that losing five hundredths still leaves enough."""
_HILLS = ("arjasa", "jatibanteng", "sumbermalang", "mlandingan")
_ISLANDS = ("wonorejo",)


def make(peta: Peta, year: int, least: Mapping[str, int]) -> None:
    """Values filled in, submitted, decided by the head; nobody gets less than `least`."""
    planner, head = peta.of(peta.dinas, PERENCANA_DINAS), peta.of(peta.dinas, KEPALA_DINAS)
    with clock.pretend(date(year, 1, 3)):
        case = services.open_allocation(year, planner)
        last = _last_year(least)
        for kode, values in (_values(peta, year) | {TAHUN_LALU: _keyed(peta, last)}).items():
            services.write_values(
                case.pk, planner, kode, sumber=_SAMPLE, nilai=values, seen_versi=0
            )
        stbm = national_book().read("bok.stbm_per_desa", date(year, 12, 31), KODE).integer
        services.set_terms(
            case.pk,
            planner,
            total=sum(last.values()) + 3 * stbm,
            lantai=None,
            perubahan=Decimal(5),
            seen_versi=case.versi,
        )
    road = replace(ROAD, after=None)
    with clock.pretend(date(year, 1, 4)):
        road.execute(case.pk, "ajukan", planner)
    with clock.pretend(date(year, 1, 5)):
        road.execute(case.pk, "tetapkan", head)


def _last_year(least: Mapping[str, int]) -> dict[str, int]:
    """Whole millions that are enough also after the largest fall."""
    return {slug: -(-one * 100 // _KEEP // _MILLION) * _MILLION for slug, one in least.items()}


def _keyed(peta: Peta, values: Mapping[str, object]) -> dict[str, str]:
    return {str(peta.puskesmas[slug].pk): str(value) for slug, value in values.items()}


def _values(peta: Peta, year: int) -> dict[str, dict[str, str]]:
    """A source of its own: what is drawn for the months stays as it was."""
    random = Random(year)  # noqa: S311 - a demo, not a secret
    people = Penduduk.objects.filter(puskesmas__kabupaten=KODE, tahun=year).order_by("pk")
    slugs = list(peta.puskesmas)
    return {
        "penduduk": {str(row.puskesmas_id): str(row.jumlah) for row in people},
        "luas": _keyed(peta, {s: f"{random.randint(1800, 14000) / 100:.2f}" for s in slugs}),
        "transportasi": _keyed(peta, {s: _road(s) for s in slugs}),
        "geografi": _keyed(peta, {s: _land(s) for s in slugs}),
        # One has none at all: the neediest where fewer means more.
        "tenaga": _keyed(peta, {s: 0 if s == _ISLANDS[0] else random.randint(2, 9) for s in slugs}),
        "kapitasi": _keyed(peta, {s: random.randint(700, 2400) * _MILLION for s in slugs}),
    }


def _land(slug: str) -> str:
    if slug in _ISLANDS:
        return "kepulauan"
    return "perbukitan" if slug in _HILLS else "dataran"


def _road(slug: str) -> str:
    if slug in _ISLANDS:
        return "perahu"
    return "jalan rusak" if slug in _HILLS else "jalan beraspal"
