"""A plan: opened, written, moved, revised; a version holds only what it changes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.akun import make_membership
from tests.factories.bok import (
    VALUES,
    YEAR,
    lines,
    make_pagu_bok,
    make_plan,
    move_plan,
    planner,
)
from tests.factories.insentif import make_team
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.bok.rencana import services
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.road import ROAD
from upaya.bok.rencana.versions import in_force
from upaya.core.models import AuditEntry
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.bok.window import JENDELA
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS

pytestmark = pytest.mark.django_db


def read(plan: Rencana) -> BacaanRencana:
    return BacaanRencana(Rencana.objects.select_related("puskesmas", "kabupaten").get(pk=plan.pk))


def test_without_a_pagu_nothing_can_be_planned() -> None:
    unit = make_puskesmas()
    access = planner(unit).access()
    with pytest.raises(services.TertutupError, match=r"Pagu BOK .* belum ditetapkan"):
        services.open_plan(unit.pk, YEAR, access)
    make_pagu_bok(unit)
    make_pagu_bok(unit, year=2023)
    with pytest.raises(services.TertutupError, match="2023 belum diatur"):
        services.open_plan(unit.pk, 2023, access)


def test_opening_twice_is_one_plan() -> None:
    unit = make_puskesmas()
    make_pagu_bok(unit)
    access = planner(unit).access()
    first = services.open_plan(unit.pk, YEAR, access)
    assert services.open_plan(unit.pk, YEAR, access) == first
    assert Rencana.objects.count() == 1


def test_a_closed_window_says_why_until_when_and_who_opens_it() -> None:
    unit = make_puskesmas()
    make_pagu_bok(unit)
    assert unit.kabupaten is not None
    make_baris(unit.kabupaten, JENDELA, YEAR, mulai=date(2021, 11, 1), sampai=date(2021, 12, 31))
    with pytest.raises(services.TertutupError) as refused:
        services.open_plan(unit.pk, YEAR, planner(unit).access())
    said = str(refused.value)
    assert "1 November 2021 sampai 31 Desember 2021" in said
    assert "Kepala Dinas Kesehatan" in said


def test_an_activity_costs_its_lines_in_each_of_its_months() -> None:
    plan = make_plan()
    (one,) = read(plan).rencana
    assert one.sebulan == 300_000
    assert read(plan).total == 600_000
    assert dict(read(plan).komponen)["ukm_esensial"] == 600_000


def test_a_form_sent_twice_writes_once_and_a_second_writer_is_told() -> None:
    plan = make_plan()
    unit, row = plan.puskesmas, plan.kegiatan.get()
    access, entries = planner(unit).access(), AuditEntry.objects.count()
    same = services.save_activity(
        plan.pk, access, row.kunci, VALUES, lines(unit), seen_versi=row.versi
    )
    assert (same.versi, AuditEntry.objects.count()) == (row.versi, entries)
    changed = VALUES | {"nama": "Kunjungan nifas"}
    services.save_activity(plan.pk, access, row.kunci, changed, lines(unit), seen_versi=1)
    other = make_team(unit).operator.access()
    with pytest.raises(services.BentrokError, match="sudah diubah orang lain"):
        services.save_activity(plan.pk, other, row.kunci, VALUES, lines(unit), seen_versi=1)


def test_errors_and_unexplained_warnings_stand_in_the_way() -> None:
    plan = make_plan(activities=({"menu": "e.2.a"},))
    with pytest.raises(MoveRefusedError, match="bukan desa lokus"):
        move_plan(plan, "ajukan")
    clean = make_plan(make_puskesmas("Suboh"))
    services.explain(clean.pk, planner(clean.puskesmas).access(), "")
    with pytest.raises(MoveRefusedError, match="Belum dijelaskan: Lokakarya mini"):
        move_plan(clean, "ajukan")


def test_who_plans_does_not_verify_and_who_verifies_does_not_decide() -> None:
    plan = make_plan(status="diajukan")
    unit = plan.puskesmas
    author = planner(unit).user
    hat = make_membership(TIM_VERIFIKASI, unit, author).access()
    with pytest.raises(MoveRefusedError, match="Anda ikut mengisi rencana ini"):
        ROAD.execute(plan.pk, "verifikasi", hat)
    move_plan(plan, "verifikasi")
    verifier = make_team(unit).tim.user
    head = make_membership(KEPALA_PUSKESMAS, unit, verifier).access()
    with pytest.raises(MoveRefusedError, match="Nyatakan benar"):
        ROAD.execute(plan.pk, "tetapkan", head)


def test_a_revision_holds_only_what_it_changes() -> None:
    plan = make_plan(status=DITETAPKAN, activities=({}, {"nama": "Kelas ibu", "menu": "a.8"}))
    unit = plan.puskesmas
    access = planner(unit).access()
    with pytest.raises(services.TertutupError, match="Ditetapkan"):
        services.save_activity(plan.pk, access, 1, VALUES, lines(unit), seen_versi=1)
    second = services.revise(plan.pk, access, "Pagu bertambah di tengah tahun.")
    assert services.revise(plan.pk, access, "Pagu bertambah di tengah tahun.") == second
    assert second.kegiatan.count() == 0
    assert read(second).total == read(plan).total
    services.save_activity(second.pk, access, 1, VALUES | {"bulan": [8]}, lines(unit), seen_versi=1)
    services.remove_activity(second.pk, access, 2)
    assert [row.kunci for row in read(second).kegiatan] == [1]
    assert [row.kunci for row in read(plan).kegiatan] == [1, 2]
    assert read(plan).total == 1_200_000
    assert read(second).total == 300_000
    assert {k: one.murni for k, one in read(second).anggaran.items()} == {1: 600_000, 2: 600_000}
    assert KegiatanRencana.objects.filter(rencana=second).count() == 2
    assert in_force(unit.pk, YEAR) == plan
    for name in ("ajukan", "verifikasi", "tetapkan"):
        services.explain(second.pk, access, "Sudah dibahas.") if name == "ajukan" else None
        move_plan(second, name)
    assert in_force(unit.pk, YEAR) == second


def test_only_one_version_is_written_at_a_time() -> None:
    plan = make_plan(status=DITETAPKAN)
    access = planner(plan.puskesmas).access()
    services.revise(plan.pk, access, "Pergeseran antarkegiatan.")
    with pytest.raises(services.TertutupError, match="masih disusun"):
        services.revise(plan.pk, access, "Alasan lain sama sekali.")
