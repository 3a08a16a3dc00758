"""The board: what it shows to whom, filters, export, cost; opening the next month."""

import csv
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import make_membership, make_user, sign_in, sign_in_as
from tests.factories.insentif import make_month, make_team
from tests.factories.wilayah import make_kabupaten, make_kecamatan, make_puskesmas
from upaya.core import clock
from upaya.insentif.bulan.board import openable
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    PEMBACA,
    PENGAMAT_NASIONAL,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]
LOOKING = [*PEMBACA, TIM_VERIFIKASI]


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 4)


def bare_month(unit: Unit, number: int, status: str = "draf", year: int = 2023) -> Pengajuan:
    """A month without content, for lists."""
    row = Pengajuan(
        kabupaten=unit.kabupaten or make_kabupaten(),
        puskesmas=unit,
        periode=date(year, number, 1),
        status=status,
        status_since=clock.now(),
        dibuat_oleh=make_user(),
        dibuat_pada=clock.now(),
        penduduk=1,
        bok_diusulkan=1,
        bok_diserap=1,
        jaspel=0,
    )
    row.save(force_insert=True)
    return row


@pytest.mark.parametrize("role", LOOKING)
def test_the_board_opens_for_every_role_that_looks(client: Client, role: Role) -> None:
    sign_in_as(client, role)

    assert client.get("/insentif/").status_code == 200


@pytest.mark.parametrize("role", [PETUGAS, PENGAMAT_NASIONAL])
def test_the_board_is_closed_to_the_others(client: Client, role: Role) -> None:
    sign_in_as(client, role)

    assert client.get("/insentif/").status_code == 403


def test_a_district_sees_its_own_puskesmas_and_only_them(client: Client) -> None:
    make_month(make_puskesmas("Panji"))
    far = make_month(make_puskesmas("Genteng", make_kabupaten("35.10")))
    sign_in_as(client, VERIFIKATOR_DINAS)

    page = client.get("/insentif/").content.decode()

    assert "Panji" in page
    assert "Genteng" not in page
    assert f"/insentif/{far.pk}/" not in page


def test_a_puskesmas_sees_only_its_own_months(client: Client) -> None:
    own, other = make_month(make_puskesmas("Panji")), make_month(make_puskesmas("Besuki"))
    sign_in(client, make_team(own.puskesmas).tim)

    page = client.get("/insentif/").content.decode()

    assert f'href="/insentif/{own.pk}/"' in page
    assert f'href="/insentif/{other.pk}/"' not in page
    assert "Buka bulan" not in page  # the team does not open months


def test_the_year_the_status_and_the_kecamatan_narrow_the_board(
    client: Client, settings: Settings
) -> None:
    settings.BUSINESS_DATE = date(2023, 12, 20)
    panji = make_puskesmas("Panji", kecamatan=make_kecamatan())
    besuki = make_puskesmas("Besuki", kecamatan=make_kecamatan("35.12.02", "Besuki"))
    for number, status in enumerate(INSENTIF.states, start=1):
        bare_month(panji, number, status)
    bare_month(besuki, 1)
    old = bare_month(besuki, 8, year=2022)
    sign_in_as(client, KEPALA_DINAS)

    page = client.get("/insentif/").content.decode()
    for state in INSENTIF.states.values():
        assert page.count(state.label) >= 2  # a cell and the legend
    assert _rows(client, status="ditolak") == ["Panji"]
    assert _rows(client, kecamatan="35.12.02") == ["Besuki"]
    assert _rows(client, tahun="2022", status="disetujui") == []
    assert f"/insentif/{old.pk}/" in client.get("/insentif/?tahun=2022").content.decode()
    assert client.get("/insentif/?tahun=ngawur&status=x").status_code == 200


def _rows(client: Client, **query: str) -> list[str]:
    return [row["unit"].nama for row in client.get("/insentif/", query).context["baris"]]


def test_the_board_costs_the_same_for_twenty_puskesmas_and_twelve_months(
    client: Client,
    settings: Settings,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.BUSINESS_DATE = date(2023, 12, 20)
    for place in range(20):
        unit = make_puskesmas(f"Contoh {place}", kategori="", penduduk=0)
        for number in range(1, 13):
            bare_month(unit, number)
    sign_in_as(client, VERIFIKATOR_DINAS)
    client.get("/insentif/")  # the first request of a session also notes the session

    with django_assert_max_num_queries(10):
        page = client.get("/insentif/")

    assert page.content.decode().count('href="/insentif/') >= 240


def test_the_own_list_costs_the_same_for_many_months(
    client: Client,
    settings: Settings,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.BUSINESS_DATE = date(2023, 12, 20)
    unit = make_puskesmas()
    for number in range(1, 13):
        bare_month(unit, number, "diajukan")
        bare_month(unit, number, year=2022)  # also months from before any rule
    sign_in(client, make_membership(KEPALA_PUSKESMAS, unit))
    client.get("/insentif/")

    with django_assert_max_num_queries(8):
        client.get("/insentif/")


def test_the_board_is_exported_in_words(client: Client) -> None:
    make_month(make_puskesmas("Panji"), status="diajukan")
    make_puskesmas("Besuki")
    sign_in_as(client, ADMIN_DINAS)

    answer = client.get("/insentif/", {"ekspor": "csv"})

    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:3] == ["Puskesmas", "Kecamatan", "Agustus 2022"]
    assert [row[2] for row in rows[1:]] == ["Belum dibuka", "Diajukan"]


def test_the_next_month_is_proposed_and_opened_with_a_copy(client: Client) -> None:
    august = make_month(filled=True)
    team = make_team(august.puskesmas)
    sign_in(client, team.operator)
    assert "Buka bulan September 2022" in client.get("/insentif/").content.decode()

    client.post("/insentif/buka/", {"periode": "2022-09", "salin": "on"})

    september = Pengajuan.objects.get(periode=date(2022, 9, 1))
    assert september.baris.count() == august.baris.count() == 2
    assert set(september.pelayanan.values_list("target", "realisasi")) == {(100, None)}
    assert september.bok_diserap is None
    assert not september.berkas.exists()


def test_opening_twice_leads_to_the_month_that_is_there(client: Client) -> None:
    sign_in(client, make_team(make_puskesmas()).operator)
    for _ in range(2):
        answer = client.post("/insentif/buka/", {"periode": "2022-08"}, follow=True)

    assert "Bulan Agustus 2022 sudah dibuka." in answer.content.decode()
    assert Pengajuan.objects.count() == 1


@pytest.mark.parametrize("periode", ["2022-07", "2022-12", "2022-13", "ngawur", ""])
def test_a_month_without_rules_or_not_begun_is_not_opened(client: Client, periode: str) -> None:
    sign_in(client, make_team(make_puskesmas()).operator)

    answer = client.post("/insentif/buka/", {"periode": periode})

    assert answer.status_code == 422
    assert not Pengajuan.objects.exists()


def test_only_an_operator_opens_months(client: Client) -> None:
    for role in (KEPALA_PUSKESMAS, ADMIN_DINAS):
        sign_in_as(client, role)
        assert client.post("/insentif/buka/", {"periode": "2022-08"}).status_code == 403


def test_a_gap_is_proposed_before_the_newest_month() -> None:
    unit = make_puskesmas()
    access = make_team(unit).operator.access()
    assert str(openable(access.scope, "35.12")[0]) == "2022-10"  # nothing yet: the last ended
    bare_month(unit, 8, year=2022)
    bare_month(unit, 10, year=2022)

    assert [str(month) for month in openable(access.scope, "35.12")] == ["2022-09", "2022-11"]
