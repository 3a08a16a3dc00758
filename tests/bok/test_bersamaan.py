"""Two at once: a plan is opened once, a report begun once, a price entered once."""

from __future__ import annotations

from datetime import date

import pytest

from tests.at_once import at_once
from tests.factories.akun import person
from tests.factories.bok import YEAR, make_pagu_bok, make_plan, planner
from tests.factories.insentif import make_team
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.bok.alokasi import services as allocations
from upaya.bok.alokasi.models import Alokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.harga.services import add_price
from upaya.bok.realisasi import services as reports
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana import services as plans
from upaya.bok.rencana.models import Rencana
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.bok.road_dinas import PERENCANA_DINAS
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 4


def test_a_plan_is_opened_once() -> None:
    unit = make_puskesmas()
    make_pagu_bok(unit)
    access = planner(unit).access()
    made, refused = at_once(lambda _: plans.open_plan(unit.pk, YEAR, access), CLICKS)
    assert (len(made), refused) == (CLICKS, [])
    assert Rencana.objects.count() == 1


def test_a_report_is_begun_once() -> None:
    plan = make_plan(status=DITETAPKAN)
    unit, access = plan.puskesmas, planner(plan.puskesmas).access()
    made, refused = at_once(lambda _: reports.begin(unit.pk, Period(YEAR, 8), 1, access), CLICKS)
    assert (len(made), refused) == (CLICKS, [])
    assert Pelaksanaan.objects.count() == 1


def test_a_price_is_entered_once() -> None:
    access = make_team(make_puskesmas()).admin.access()
    values = {
        "nama": "Transpor lokal",
        "satuan": "orang",
        "belanja": "a",
        "wilayah": "semua",
        "harga": 50_000,
        "mulai": date(YEAR, 1, 1),
        "nomor_keputusan": "188/1/2022",
        "contoh": True,
    }
    made, refused = at_once(lambda _: add_price(access, **values), CLICKS)
    assert (len(made), refused) == (CLICKS, [])
    assert HargaSatuan.objects.count() == 1


def test_an_allocation_is_opened_once_and_changed_once() -> None:
    unit = make_puskesmas()
    assert unit.kabupaten is not None
    access = person(PERENCANA_DINAS, make_dinas(unit.kabupaten)).access()
    made, refused = at_once(lambda _: allocations.open_allocation(YEAR, access), CLICKS)
    assert (len(made), refused) == (CLICKS, [])
    assert Alokasi.objects.count() == 1
    case = Alokasi.objects.get()

    def write(place: int) -> bool:
        value = {"1": str(place)}
        try:
            return allocations.write_values(
                case.pk, access, "luas", sumber=f"Angka {place}", nilai=value, seen_versi=0
            )
        except allocations.BentrokError:  # told that somebody else was first
            return False

    written, refused = at_once(write, CLICKS)
    assert (sorted(written), refused) == ([False] * (CLICKS - 1) + [True], [])
    assert case.kriteria.get().versi == 1
