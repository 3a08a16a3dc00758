"""Two at once: places, choices, contracts, months and honours are made once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.tenaga import (
    access_of,
    isi_of,
    make_bulan,
    make_calon,
    make_formasi,
    make_kontrak,
    make_tenaga,
)
from tests.factories.wilayah import make_puskesmas
from upaya.pembayaran.models import Pembayaran
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.formasi import services as formasi
from upaya.tenaga.formasi.models import Calon, Formasi
from upaya.tenaga.kerja import services as kerja
from upaya.tenaga.kerja.models import BulanKerja, HonorBeku
from upaya.tenaga.kerja.road import ROAD as BULAN
from upaya.tenaga.kontrak import services as kontrak
from upaya.tenaga.kontrak.models import Kontrak

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.empty_world,
    pytest.mark.budget(20, "delapan orang sekaligus pada basis data berkas"),
]


@pytest.fixture(autouse=True)
def _in_the_year(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def test_of_eight_decisions_at_once_four_are_places() -> None:
    unit = make_puskesmas()
    access = access_of(KEPALA_DINAS, unit)
    said = formasi.Keputusan("188/12/2022", date(2022, 1, 3), "Paling kurang.")
    made, refused = at_once(
        lambda _: formasi.tetapkan(unit.pk, 2022, "promkes", said, access), clicks=8
    )
    assert (sorted(one.nomor for one in made), len(refused)) == ([1, 2, 3, 4], 4)
    assert Formasi.objects.count() == 4


def test_one_is_chosen_for_a_place() -> None:
    place = make_formasi()
    access_of(VERIFIKATOR_DINAS, place.puskesmas)
    made, refused = at_once(lambda n: make_calon(place, nama=f"Calon {n}"), clicks=4)
    assert (len(made), len(refused)) == (1, 3)
    assert Calon.objects.filter(hasil="terpilih").count() == 1


def test_one_contract_is_written_on_a_place() -> None:
    unit = make_puskesmas()
    place, worker = make_formasi(unit), make_tenaga(unit)
    make_calon(place)
    operator = access_of(OPERATOR_PUSKESMAS, unit)
    made, refused = at_once(lambda _: kontrak.susun(place.pk, isi_of(worker), operator), clicks=4)
    assert (len(made), len(refused), Kontrak.objects.count()) == (1, 3, 1)


def test_a_month_is_opened_once_and_everybody_gets_it() -> None:
    case = make_kontrak()
    head = access_of(KEPALA_PUSKESMAS, case.puskesmas)
    made, refused = at_once(lambda _: kerja.buka(case.pk, Period(2022, 9), head), clicks=4)
    assert (len({one.pk for one in made}), refused, BulanKerja.objects.count()) == (1, [], 1)


def test_an_honour_is_frozen_once_and_asked_for_once() -> None:
    month = make_bulan(status=road.DINILAI)
    team = access_of(TIM_VERIFIKASI, month.puskesmas)
    made, refused = at_once(
        lambda _: BULAN.execute(month.pk, "verifikasi", team, seen_status=road.DINILAI), clicks=4
    )
    assert (len(made), len(refused), HonorBeku.objects.count()) == (1, 3, 1)
    treasurer = access_of(BENDAHARA_PEMBANTU, month.puskesmas)
    made, refused = at_once(
        lambda _: BULAN.execute(month.pk, "ajukan_dana", treasurer, seen_status=road.DIVERIFIKASI),
        clicks=4,
    )
    assert (len(made), len(refused)) == (1, 3)
    assert Pembayaran.objects.get(sumber="honor").total == 1_942_751


def test_two_windows_of_one_report_do_not_overwrite_each_other() -> None:
    month = make_bulan(status=road.TARGET)
    head = access_of(KEPALA_PUSKESMAS, month.puskesmas)

    def write(number: int) -> BulanKerja:
        rows = [kerja.IsiTarget(f"Target {number}", "kali", Decimal(1), 100, "foto")]
        try:
            return kerja.tulis_target(month.pk, rows, head, seen_versi=month.versi)
        except kerja.BentrokError as clash:
            from django.core.exceptions import ValidationError  # noqa: PLC0415 - counted as such

            raise ValidationError(str(clash)) from clash

    made, refused = at_once(write, clicks=4)
    assert (len(made), len(refused), month.target.count()) == (1, 3, 1)
