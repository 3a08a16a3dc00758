"""A report: begun from the plan, written, verified; what counts, what cannot be planned away."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.akun import make_membership
from tests.factories.bok import (
    VALUES,
    YEAR,
    lines,
    make_absorption,
    make_pagu_bok,
    make_plan,
    make_report,
    move_report,
    planner,
)
from tests.factories.pegawai import make_petugas
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.bok import services as bok
from upaya.bok.ketetapan.keys import SAKELAR, SAKELAR_PUSKESMAS
from upaya.bok.realisasi import services
from upaya.bok.realisasi.models import OTHERS, Pelaksanaan
from upaya.bok.realisasi.road import ROAD
from upaya.bok.rencana import services as plans
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok.road import DITETAPKAN, DIVERIFIKASI
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

AUGUST = Period(YEAR, 8)
MEETING = {"menu": "h.1", "nama": "Lokakarya mini", "lokakarya": "bulanan"}


@pytest.fixture
def unit() -> Unit:
    unit = make_puskesmas()
    make_plan(unit, status=DITETAPKAN, activities=({}, MEETING, MEETING | {"menu": "a.1.f"}))
    return unit


def test_only_what_the_plan_in_force_foresees_can_be_reported(unit: Unit) -> None:
    access = planner(unit).access()
    with pytest.raises(ValidationError, match="tidak direncanakan"):
        services.begin(unit.pk, Period(YEAR, 10), 1, access)
    with pytest.raises(ValidationError, match="tidak direncanakan"):
        services.begin(unit.pk, AUGUST, 99, access)
    first = services.begin(unit.pk, AUGUST, 1, access)
    assert services.begin(unit.pk, AUGUST, 1, access) == first  # the same form, sent twice
    assert (first.menu, first.sifat) == ("a.9.a", "lapangan")


def test_verified_activities_alone_count_and_each_day_once(unit: Unit) -> None:
    officer, other = make_petugas(unit), make_petugas(unit)
    days = {officer.pk: [3, 4], other.pk: [3]}
    make_report(unit, days=days, status=DIVERIFIKASI)
    make_report(unit, days={officer.pk: [3]}, status=DIVERIFIKASI)  # the same visit, again
    make_report(unit, kunci=2, days={officer.pk: [10, 11]}, status=DIVERIFIKASI)
    make_report(unit, kunci=3, days={officer.pk: [10]}, status=DIVERIFIKASI)  # a second meeting
    make_report(unit, days={other.pk: [20]}, status="dilaporkan")
    found = [(w.petugas, w.menu, w.hari.day) for w in bok.counted_work(unit.pk, AUGUST)]
    assert found == [
        (officer.pk, "a.9.a", 3),
        (officer.pk, "a.9.a", 4),
        (officer.pk, "a.1.f", 10),
        (officer.pk, "h.1", 11),
        (other.pk, "a.9.a", 3),
    ]


def test_a_withdrawn_verification_counts_no_longer(unit: Unit) -> None:
    officer = make_petugas(unit)
    report = make_report(unit, days={officer.pk: [3]}, status=DIVERIFIKASI)
    assert len(bok.counted_work(unit.pk, AUGUST)) == 1
    move_report(report, "cabut")
    assert bok.counted_work(unit.pk, AUGUST) == []


def test_whoever_reports_does_not_verify(unit: Unit) -> None:
    report = make_report(unit, days={make_petugas(unit).pk: [3]}, status="dilaporkan")
    hat = make_membership(TIM_VERIFIKASI, unit, planner(unit).user).access()
    with pytest.raises(MoveRefusedError, match="Anda ikut mengisi laporan kegiatan ini"):
        ROAD.execute(report.pk, "verifikasi", hat)


def test_an_empty_report_cannot_be_sent(unit: Unit) -> None:
    report = services.begin(unit.pk, AUGUST, 1, planner(unit).access())
    with pytest.raises(MoveRefusedError, match="siapa yang hadir"):
        move_report(report, "laporkan")


def test_days_that_cannot_be_are_said_at_the_officer(unit: Unit) -> None:
    access = planner(unit).access()
    report = services.begin(unit.pk, AUGUST, 1, access)
    gone = make_petugas(unit, aktif=False, nonaktif_sejak=date(YEAR, 8, 20))
    stranger = make_petugas(make_puskesmas("Suboh"))
    values = {"desa": "", "hasil": "Ada."} | dict.fromkeys(OTHERS, 0)
    for officer, day, said in (
        (gone, date(YEAR, 8, 20), "tidak bekerja lagi sejak 20 Agustus 2022"),
        (gone, date(YEAR, 9, 1), "bukan hari dalam Agustus 2022"),
        (stranger, date(YEAR, 8, 3), "tidak bekerja di puskesmas ini"),
    ):
        with pytest.raises(ValidationError) as refused:
            services.write(report.pk, access, values, {officer.pk: [day]}, seen_versi=1)
        assert said in str(refused.value.message_dict[f"hari-{officer.pk}"])
    assert report.hadir.count() == 0


def test_a_second_writer_is_told(unit: Unit) -> None:
    report = make_report(unit, days={make_petugas(unit).pk: [3]})
    values = {"desa": "", "hasil": "Lain."} | dict.fromkeys(OTHERS, 0)
    with pytest.raises(services.BentrokError):
        services.write(report.pk, planner(unit).access(), values, {}, seen_versi=1)


def test_what_was_carried_out_cannot_be_planned_away(unit: Unit) -> None:
    report = make_report(unit, days={make_petugas(unit).pk: [3]})
    access = planner(unit).access()
    base = report.kegiatan.rencana
    second = plans.revise(base.pk, access, "Kegiatan digeser ke September.")
    with pytest.raises(ValidationError, match="sudah dilaksanakan pada Agustus"):
        plans.save_activity(
            second.pk, access, 1, VALUES | {"bulan": [9]}, lines(unit), seen_versi=1
        )
    with pytest.raises(ValidationError, match="sudah dilaksanakan"):
        plans.remove_activity(second.pk, access, 1)
    move_report(report, "batalkan")
    plans.remove_activity(second.pk, access, 1)
    assert Pelaksanaan.objects.get().kegiatan.rencana == base


def test_the_figures_of_a_month(unit: Unit) -> None:
    found = bok.month_figures(unit.pk, AUGUST)
    assert (found.diusulkan, found.diserap) == (3 * 300_000, None)
    make_absorption(unit, 750_000)
    make_absorption(unit, 760_000)  # corrected
    assert bok.month_figures(unit.pk, AUGUST).diserap == 760_000
    with pytest.raises(ValidationError, match="melebihi pagu BOK"):
        make_absorption(unit, 900_000_000, "2022-09")


def test_the_switch_is_dated_by_district_and_by_puskesmas() -> None:
    unit, other = make_puskesmas(), make_puskesmas("Suboh")
    kabupaten = unit.kabupaten
    assert kabupaten is not None

    def on(one: Unit, day: date) -> bool:
        return bok.mengisi_insentif(rulebook_for(kabupaten.kode), one, day)

    assert not on(unit, date(YEAR, 9, 30))
    make_baris(
        kabupaten,
        SAKELAR_PUSKESMAS,
        "ya",
        puskesmas=unit,
        mulai=date(YEAR, 9, 1),
        sampai=date(YEAR, 12, 31),
    )
    assert not on(unit, date(YEAR, 8, 31))
    assert on(unit, date(YEAR, 9, 30))
    assert not on(other, date(YEAR, 9, 30))
    make_baris(kabupaten, SAKELAR, "ya", mulai=date(YEAR, 11, 1))
    assert on(other, date(YEAR, 11, 30))


def test_pagu_of_another_year_is_not_this_ones() -> None:
    unit = make_puskesmas()
    make_pagu_bok(unit, year=2021)
    assert bok.month_figures(unit.pk, AUGUST).diusulkan is None
