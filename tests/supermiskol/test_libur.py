"""The clock of six hours follows the calendar of its district."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.akun import sign_in_as
from tests.factories.wilayah import make_kabupaten
from upaya.core import clock
from upaya.core.once import remembering
from upaya.regulasi.models import BarisAturan
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.waktu import jam_kantor, tenggat

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

USUL = "/aturan/ketetapan/usul/hari-libur-surat-miskin/"
HERE, THERE = "35.12", "35.10"
OFF = date(2022, 11, 3)  # a Thursday
SAID = {
    "hari": "3 November 2022: Hari Jadi\n4/11/2022: Cuti bersama daerah",
    "nomor_keputusan": "188/77/2022",
    "tanggal_keputusan": "2022-01-10",
    "mulai": "2022-01-01",
    "sampai": "2022-12-31",
}


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 1)  # type: ignore[attr-defined] # Django's settings


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _minutes(district: str, first: datetime, last: datetime) -> int:
    return jam_kantor(district, first).menit(first, last)


def test_a_local_holiday_stops_the_clock_here_and_not_next_door(client: Client) -> None:
    make_kabupaten(THERE)
    sign_in_as(client, ADMIN_DINAS)
    assert client.post(USUL, SAID).status_code == 302
    row = BarisAturan.objects.get()
    assert row.nilai == "3 November 2022: Hari Jadi; 4 November 2022: Cuti bersama daerah"
    whole = _at("2022-11-03 00:00"), _at("2022-11-04 23:59")
    assert _minutes(HERE, *whole) == 14 * 60  # proposed is not decided
    assert client.post(f"/aturan/ketetapan/{row.pk}/setujui/").status_code == 403
    sign_in_as(client, KEPALA_DINAS)
    client.post(f"/aturan/ketetapan/{row.pk}/setujui/")
    row.refresh_from_db()
    assert row.status == "disetujui"

    assert (_minutes(HERE, *whole), _minutes(THERE, *whole)) == (0, 14 * 60)
    around = _at("2022-11-02 14:50"), _at("2022-11-07 08:10")
    assert (_minutes(HERE, *around), _minutes(THERE, *around)) == (20, 20 + 14 * 60)
    # What begins just before closing ends on the first morning after holiday and weekend.
    ends = []
    for district in (HERE, THERE):
        due = tenggat("permohonan", _at("2022-11-02 14:50"), district, gawat=False)
        assert due is not None
        ends.append(due.saat)
    assert ends == [_at("2022-11-07 08:35"), _at("2022-11-03 08:35")]
    urgent = jam_kantor(HERE, whole[0], gawat=True)
    assert urgent.menit(_at("2022-11-03 09:00"), _at("2022-11-03 10:00")) == 60
    # Days that wait for the applicant leave them out too; the nation's calendar stays what it was.
    assert OFF in (Permohonan(kabupaten_id=HERE).calendar().names)
    assert OFF not in clock.holidays().names
    assert "Hari Jadi" in client.get("/aturan/?bagian=miskol&hari=2022-11-03").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hari": "31 November 2022: Hari Jadi"}, "bukan tanggal yang ada"),
        ({"hari": "3 November 2022"}, "titik dua"),
        ({"hari": "3 November 2021: Hari Jadi"}, "di luar masa berlaku"),
        ({"hari": "1 Januari 2023: Hari Jadi"}, "di luar masa berlaku"),
        ({"hari": ""}, "Hari libur daerah"),
    ],
)
def test_a_list_that_cannot_be_read_stays_on_the_form(
    client: Client, change: dict[str, str], words: str
) -> None:
    sign_in_as(client, ADMIN_DINAS)
    response = client.post(USUL, SAID | change)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert change["hari"] in page
    assert not BarisAturan.objects.exists()


def test_many_clocks_of_one_request_ask_once() -> None:
    make_kabupaten(HERE)
    with CaptureQueriesContext(connection) as seen, remembering():
        for _ in range(5):
            jam_kantor(HERE, _at("2022-11-03 00:00"))
    assert len(seen) == 2  # its rules, and its days off with their history
    with CaptureQueriesContext(connection) as seen:
        for _ in range(2):
            jam_kantor(HERE, _at("2022-11-03 00:00"))
    assert len(seen) == 4  # outside a request nothing is remembered
