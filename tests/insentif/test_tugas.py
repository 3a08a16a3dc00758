"""Tugas saya: what waits for whom, the nearest deadline first, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.insentif import advance, make_indeks, make_month, make_team
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.deadline import Tenggat, until
from upaya.insentif.bulan.inbox import tasks_for
from upaya.insentif.bulan.pages import PAGES
from upaya.insentif.koreksi.pages import tasks_for as corrections
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    AUDITOR,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

TODAY = date(2022, 11, 3)


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = TODAY


def titles(access: Access) -> list[str]:
    return [task.judul for task in tasks_for(access)]


# ------------------------------------------------------------------ who


@pytest.mark.parametrize("status", INSENTIF.states)
def test_a_month_waits_for_exactly_the_role_of_its_status(status: str) -> None:
    month = make_month(status=status)
    waits_for = INSENTIF.states[status].waits_for
    address = f"/insentif/{month.pk}/"
    for role in ROLES:
        unit = month.puskesmas if role.reach.value == "unit" else None
        found = [t.alamat for t in tasks_for(make_access(role, unit))]
        assert (address in found) is (role in waits_for), role


@pytest.mark.empty_world
def test_who_looks_at_one_puskesmas_reads_what_to_do_who_looks_at_many_reads_where() -> None:
    month = make_month(status="diajukan")
    (task,) = tasks_for(make_team(month.puskesmas).verifikator.access())
    assert (task.judul, task.konteks) == ("Panji, Agustus 2022", month.state.next_step)

    waiting = make_month(make_puskesmas("Besuki"), status="menunggu_verifikasi")
    (task,) = tasks_for(make_team(waiting.puskesmas).tim.access())
    assert task.judul == waiting.state.next_step
    assert task.konteks == "Besuki, Agustus 2022 · Menunggu verifikasi puskesmas"


@pytest.mark.empty_world
def test_months_of_other_units_and_districts_wait_for_others() -> None:
    month = make_month(status="menunggu_verifikasi")
    assert tasks_for(make_access(TIM_VERIFIKASI, make_puskesmas("Besuki"))) == []
    far = make_dinas(make_kabupaten("35.10"))
    submitted = make_month(make_puskesmas("Kendit"), status="diajukan")
    assert tasks_for(make_access(VERIFIKATOR_DINAS, far)) == []
    assert submitted.status, month.status


def test_the_operator_is_told_to_open_the_months_that_have_ended() -> None:
    unit = make_puskesmas()
    access = make_team(unit).operator.access()
    assert titles(access) == [
        f"Buka bulan {name} 2022 dan mulai mengisi." for name in ("Agustus", "September", "Oktober")
    ]
    make_month(unit, "2022-09", status="diajukan")
    assert titles(access) == [
        "Buka bulan Agustus 2022 dan mulai mengisi.",
        "Buka bulan Oktober 2022 dan mulai mengisi.",
    ]


def test_before_there_are_rules_there_is_nothing_to_open_or_to_publish(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 8, 20)
    team = make_team()
    assert titles(team.operator.access()) == []
    assert titles(team.admin.access()) == []


def test_the_admin_is_told_for_how_many_puskesmas_indices_lack() -> None:
    here, there = make_puskesmas("Panji"), make_puskesmas("Besuki")
    closed = make_puskesmas("Tutup")
    Unit.objects.filter(pk=closed.pk).update(aktif=False)
    admin = make_team(here).admin.access()
    make_indeks(here, "2022-08")
    make_indeks(there, "2022-08")
    make_indeks(here, "2022-09")
    make_indeks(
        here, "2022-09", nilai=("0.33", "0.08", "0.20"), alasan="Diperbaiki menurut laporan"
    )
    assert titles(admin) == [
        "Terbitkan indeks September 2022 untuk 1 puskesmas.",
        "Terbitkan indeks Oktober 2022 untuk 2 puskesmas.",
    ]
    make_indeks(closed, "2022-09")
    assert "Terbitkan indeks September 2022 untuk 1 puskesmas." in titles(admin)


# ------------------------------------------------------------------ in which order


@pytest.mark.empty_world
def test_the_oldest_deadline_stands_first(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 1)
    late = make_month(make_puskesmas("Besuki"), status="diajukan")
    settings.BUSINESS_DATE = date(2022, 10, 24)
    early = make_month(make_puskesmas("Panji"), status="diajukan")
    settings.BUSINESS_DATE = TODAY

    found = tasks_for(make_team(early.puskesmas).verifikator.access())

    assert [task.judul for task in found] == ["Panji, Agustus 2022", "Besuki, Agustus 2022"]
    days = [task.tenggat.hari for task in found if task.tenggat]
    assert days == sorted(days)
    assert late.status_since > early.status_since


@pytest.mark.parametrize(
    ("hari", "kata", "tone"),
    [
        (date(2022, 11, 7), "Batas 7 November 2022 · sisa 2 hari kerja", "neutral"),
        (date(2022, 11, 4), "Batas 4 November 2022 · sisa 1 hari kerja", "warn"),
        (date(2022, 11, 3), "Batas 3 November 2022 · hari ini", "warn"),
        (date(2022, 11, 2), "Batas 2 November 2022 · terlambat 1 hari kerja", "bad"),
        (date(2022, 10, 28), "Batas 28 Oktober 2022 · terlambat 4 hari kerja", "bad"),
    ],
)
def test_a_deadline_in_words(hari: date, kata: str, tone: str) -> None:
    found = Tenggat(hari, clock.working_days_left(hari), pasti=True)
    assert (found.kata, found.tone) == (kata, tone)


def test_on_the_weekend_after_its_day_a_thing_is_late(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 5)  # Saturday
    found = until(date(2022, 11, 3), 1)
    assert found.hari == date(2022, 11, 4)
    assert (found.kata, found.tone) == ("Batas 4 November 2022 · terlambat", "bad")


def test_a_year_without_a_list_of_holidays_says_so(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2024, 3, 1)
    assert "libur tahun itu belum tercatat" in until(date(2024, 3, 1), 3).kata


def test_a_draft_counts_from_the_end_of_its_month_and_the_end_has_no_deadline() -> None:
    draft = make_month()
    found = draft.deadline
    assert found is not None
    assert found.hari > date(2022, 8, 31)
    assert found.hari < date(2022, 10, 1)
    assert make_month(make_puskesmas("Besuki"), status="ditolak").deadline is None


# ------------------------------------------------------------------ how many queries


def count(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


@pytest.mark.empty_world
def test_more_months_ask_no_more_queries() -> None:
    first = make_month(make_puskesmas("Panji"), status="diajukan", officers=2)
    access = make_team(first.puskesmas).verifikator.access()
    tasks_for(access)
    few = count(lambda: tasks_for(access))
    board = count(lambda: PAGES.board(access))
    for nama in ("Besuki", "Kendit", "Suboh", "Arjasa"):
        make_month(make_puskesmas(nama), status="diajukan", officers=2)
        make_month(make_puskesmas(nama), "2022-09", status="menunggu_verifikasi", officers=2)
    assert len(tasks_for(access)) == 5
    assert count(lambda: tasks_for(access)) == few <= 8
    assert count(lambda: PAGES.board(access)) == board == 1


def test_the_page_stays_within_its_bound_for_the_operator(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    month = make_month(status="dikembalikan")
    client = sign_in(Client(), make_team(month.puskesmas).operator)
    client.get("/tugas/")
    with django_assert_max_num_queries(15):
        text = client.get("/tugas/").content.decode()
    assert "Perbaiki bagian yang ada temuannya" in text


# ------------------------------------------------------------------ the page


def test_flags_stand_beside_the_month_only_for_the_verifier() -> None:
    month = make_month(status="diajukan", filled=True)
    verifier = make_team(month.puskesmas).verifikator
    unit = make_puskesmas("Besuki")
    second = make_month(unit, filled=True)
    make_indeks(unit, nilai=("0.33", "0.08", "0.20"), alasan="Hasil penilaian")
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(second, move)
    text = sign_in(Client(), verifier).get("/tugas/").content.decode()
    assert text.count("Indeks berbeda") == 1
    head = make_membership(KEPALA_DINAS)
    assert "Indeks berbeda" not in sign_in(Client(), head).get("/tugas/").content.decode()


@pytest.mark.empty_world
def test_the_dinas_sees_what_waits_for_others_by_status() -> None:
    make_month(make_puskesmas("Besuki"), status="menunggu_verifikasi")
    make_month(make_puskesmas("Panji"), status="diajukan")
    make_month(make_puskesmas("Kendit"), status="dana_diajukan")
    make_month(make_puskesmas("Arjasa"), status="ditolak")
    access = make_access(KEPALA_DINAS)
    found = {lane.judul: lane.jumlah for lane in PAGES.board(access)}
    assert found == {"Menunggu verifikasi puskesmas": 1, "Diajukan": 1, "Dana diajukan": 1}
    verifier = make_team().verifikator.access()
    waiting = [lane.judul for lane in PAGES.board(verifier)]
    assert waiting == ["Menunggu verifikasi puskesmas", "Dana diajukan"]
    client = sign_in(Client(), make_membership(KEPALA_DINAS))
    page = client.get("/tugas/").content.decode()
    assert "3 urusan menunggu orang lain" in page
    assert "Besuki, Agustus 2022" not in page  # one number leads to all of them
    way = "/insentif/lajur/?status=menunggu_verifikasi"
    for text in (page, client.get("/insentif/").content.decode()):
        assert f'<a href="{way}">Menunggu verifikasi puskesmas (1)</a>' in text
    lane = client.get(way).content.decode()
    assert "Besuki, Agustus 2022" in lane
    assert "Panji, Agustus 2022" not in lane


def test_own_tasks_come_first_with_how_many_are_late(settings: Settings) -> None:
    make_month(make_puskesmas("Panji"), status="diajukan")
    team = make_team()
    settings.BUSINESS_DATE = date(2022, 12, 20)
    access = team.verifikator.access()
    found = [*tasks_for(access), *corrections(access)]
    page = sign_in(Client(), team.verifikator).get("/tugas/").content.decode()
    late = sum(task.terlambat for task in found)
    assert late
    assert f"Tugas saya: {len(found)} menunggu Anda, {late} terlambat" in page


def test_what_somebody_prepared_waits_for_others_only() -> None:
    """Both roads to it: having written in the month, and having made an earlier move of it."""
    month = make_month(filled=True)
    team = make_team(month.puskesmas)
    user = team.operator.user
    advance(month, "kirim", team)
    address = f"/insentif/{month.pk}/"
    member = make_access(TIM_VERIFIKASI, month.puskesmas, user)
    assert address in [t.alamat for t in tasks_for(team.tim.access())]
    assert address not in [t.alamat for t in tasks_for(member)]
    advance(month, "verifikasi", team)
    head = make_access(KEPALA_PUSKESMAS, month.puskesmas, team.tim.user)
    assert address in [t.alamat for t in tasks_for(team.kepala.access())]
    assert address not in [t.alamat for t in tasks_for(head)]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (PETUGAS, "Buka slip saya"),
        (AUDITOR, "Buka papan Insentif UKM"),
        (PENGAMAT_NASIONAL, "Buka rangkuman nasional"),
    ],
)
def test_without_tasks_the_page_says_where_to_go(role: Role, words: str) -> None:
    text = sign_in(Client(), make_membership(role)).get("/tugas/").content.decode()
    assert "Tugas saya: semua beres" in text
    assert words in text


def test_a_page_that_is_not_there_is_the_last_one() -> None:
    client = sign_in(Client(), make_team().operator)
    for page in ("0", "99", "abc", "9" * 5000):
        assert client.get("/tugas/", {"hal": page}).status_code == 200
