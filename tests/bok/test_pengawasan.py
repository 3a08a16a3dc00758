"""Who watches over BOK sees spending and SPJ of each puskesmas, and all that was put right."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.snapshots.build import DEMO_DAY
from upaya.akun.models import Membership
from upaya.bok.kemajuan.queries import positions
from upaya.bok.services import month_figures
from upaya.demo.kabupaten import SHOWN
from upaya.rules.kesehatan import AUDITOR, BENDAHARA_PEMBANTU
from upaya.rules.period import Period
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]
PAGE = "/bok/pengawasan/"


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = DEMO_DAY  # type: ignore[attr-defined] # Django's settings


def _enter(role: Role) -> Client:
    found = Membership.objects.filter(role=role.name, user__username__startswith="demo.")
    client = Client()
    client.force_login(found.get(unit__kabupaten="35.12").user)
    return client


def test_the_auditor_reads_the_year_of_all(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = _enter(AUDITOR)
    client.get(PAGE)  # what a first visit writes of the session is not the page's
    with django_assert_max_num_queries(17):
        page = client.get(PAGE).content.decode()
    for said in (
        "tahun 2022 sudah berjalan 83%",
        "6</div>",  # days tried twice
        "1 menunggu Dinas, 1 diizinkan, 1 ditolak.",
        "Satu kuitansi konsumsi tercatat dua kali",
        "Kuitansi yang sama sudah dicatat",
        "Pagi di Banyuputih, sore di Wonorejo",
        "Umur SPJ yang belum diterima",
        "Rekaan<small>",  # a kader paid twice on a day under one name and village
        'Dinas Kesehatan Kabupaten Situbondo<span class="sr">, buku pajak PPN',
        "terlambat 7 hari",
        'Puskesmas Panji<span class="sr">, buku pajak PPh 23',
    ):
        assert said in page, said


def test_a_puskesmas_sees_its_own_alone() -> None:
    page = _enter(BENDAHARA_PEMBANTU).get(PAGE).content.decode()
    assert "Banyuputih" in page
    assert "Bukti transpor September" not in page  # Panji's
    assert "Terserap tiap puskesmas" not in page


def test_the_board_of_progress_reads_months_of_a_book_there() -> None:
    units = list(Unit.objects.filter(jenis=Unit.Jenis.PUSKESMAS, kabupaten="35.12"))
    period = Period.of(date(2022, 9, 1))
    found = positions(units, period)
    assert any(unit.slug == SHOWN for unit in units)
    for unit in units:
        assert found[unit.pk].serapan == month_figures(unit.pk, period).diserap
