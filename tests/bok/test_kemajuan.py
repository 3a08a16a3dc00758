"""The calendar of a month, and how far every puskesmas is."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.bok import make_absorption, make_plan, make_report, planner
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.bok.kemajuan.queries import BulanKegiatan, positions
from upaya.core.fields import TahunField
from upaya.rules.bok.road import BATAL, DITETAPKAN, DIVERIFIKASI
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

AUGUST = Period(2022, 8)
WEDNESDAY = '<h3>Rabu 3<span class="bulan"> Agustus 2022</span></h3>'
"""The month stands on the page: a wide calendar hides it in its cells."""
MEETING = {"menu": "h.1", "nama": "Lokakarya mini", "lokakarya": "bulanan"}


@pytest.fixture
def unit(settings: Settings) -> Unit:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 9, 5)
    unit = make_puskesmas()
    make_plan(unit, status=DITETAPKAN, activities=({}, MEETING))
    first, second = make_petugas(unit), make_petugas(unit)
    make_report(unit, days={first.pk: [3, 10], second.pk: [3]}, status=DIVERIFIKASI)
    make_report(unit, days={first.pk: [17]})
    make_report(unit, kunci=2, days={second.pk: [20]}, status=BATAL)
    return unit


def test_a_month_by_day_and_by_plan(unit: Unit) -> None:
    month = BulanKegiatan(unit.pk, AUGUST)
    days = {one.tanggal.day: [many for _, many in one.kegiatan] for one in month.hari}
    assert len(days) == 31
    assert {day: found for day, found in days.items() if found} == {3: [2], 10: [1], 17: [1]}
    visits, meeting = month.kemajuan
    assert (visits.terlaksana, visits.kurang, visits.diverifikasi) == (3, 0, False)
    assert (meeting.terlaksana, meeting.kurang, meeting.diverifikasi) == (0, 2, False)


def test_how_far_each_puskesmas_is(unit: Unit) -> None:
    other = make_puskesmas("Suboh")
    make_absorption(unit, 1_000_000)
    found = positions([unit, other], AUGUST)
    mine = found[unit.pk]
    assert (mine.direncanakan, mine.terlaksana, mine.persen) == (2, 1, 50)
    assert (mine.menunggu, mine.laporan[BATAL], mine.serapan) == (1, 1, 1_000_000)
    assert (found[other.pk].rencana, found[other.pk].persen) == (None, None)


def test_the_pages_of_puskesmas_and_dinas(client: Client, unit: Unit) -> None:
    sign_in(client, planner(unit))
    own = client.get("/bok/kalender/?bulan=2022-08").content.decode()
    assert own.count("Kunjungan rumah ibu hamil") >= 4
    assert WEDNESDAY in own
    assert "Puskesmas" in own
    stranger = make_puskesmas("Suboh")
    foreign = client.get(f"/bok/kalender/?bulan=2022-08&puskesmas={stranger.pk}").content.decode()
    assert stranger.nama not in foreign
    assert unit.induk is not None
    sign_in(client, make_membership(ADMIN_DINAS, unit.induk))
    board = client.get("/bok/kemajuan/?bulan=2022-08").content.decode()
    assert unit.nama in board
    assert stranger.nama in board
    chosen = client.get(f"/bok/kalender/?bulan=2022-08&puskesmas={unit.pk}").content.decode()
    assert WEDNESDAY in chosen
    assert client.get("/bok/kalender/?bulan=apa&puskesmas=999999").status_code == 200
    assert client.get("/bok/kemajuan/?bulan=2022-08&ekspor=xlsx").status_code == 200


def test_what_nobody_chose_is_chosen_as_it_counts(client: Client, unit: Unit) -> None:
    """A box never names another month or year than the page below it."""
    sign_in(client, planner(unit))
    page = client.get("/bok/kalender/").content.decode()
    assert 'value="2022-09" selected' in page
    assert "Kalender BOK September 2022" in page
    chosen = client.get("/bok/kalender/?bulan=2022-08").content.decode()
    assert 'value="2022-08" selected' in chosen
    assert 'value="2022" selected' in client.get("/bok/").content.decode()
    assert TahunField().prepare_value(2022) == "2022"
