"""Boards and the what-if: counted once, within reach, without a name in a file, writing nothing."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories.miskol import Team, make_request, make_village
from tests.factories.wilayah import make_kabupaten
from tests.supermiskol.people import Person
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.skema import to_dict
from upaya.supermiskol.andai.queries import whatif
from upaya.supermiskol.papan.queries import papan
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten

pytestmark = pytest.mark.django_db

YEAR = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


@pytest.fixture
def case() -> Permohonan:
    """A village with one approved, one refused against the score, one on its way."""
    made = make_request(status=road.DISETUJUI)
    make_request(made.desa, road.DITOLAK)
    make_request(made.desa, road.DIAJUKAN)
    make_request(make_village("Tamansari", "Licin", made.kabupaten), road.DISETUJUI)
    return made


def test_a_board_counts_within_reach_and_a_file_hides_small_numbers(case: Permohonan) -> None:
    team = Team(case.desa)
    found = papan(team.of(road.PETUGAS_DINSOS).scope, *YEAR)
    assert [(r.nama, r.masuk, r.berjalan, r.disetujui, r.ditolak) for r in found.baris] == [
        ("Glagah", 3, 1, 1, 1),
        ("Licin", 1, 0, 1, 0),
    ]
    whole = found.seluruh
    assert (whole.masuk, whole.diputus, whole.dalam, whole.median) == (4, 3, 3, 0)
    assert found.putusan == {"Disetujui sesuai skor": 2, "Ditolak, berbeda dari skor": 1}
    assert sum(number for _, number in found.sebaran) == 3
    assert set(found.langkah) >= {road.PERMOHONAN, road.DIAJUKAN, road.DIVERIFIKASI}
    village = papan(team.of(road.OPERATOR_DESA).scope, *YEAR)
    assert (village.satuan, [row.nama for row in village.baris]) == ("Desa", ["Kampunganyar"])
    # The district reads villages too, each with its kecamatan and its own times.
    places = papan(team.of(road.PETUGAS_DINSOS).scope, *YEAR, per_desa=True)
    assert [(row.nama, row.masuk, row.kata) for row in places.baris] == [
        ("Kampunganyar, Glagah", 3, ("0 menit", "0 menit")),
        ("Tamansari, Licin", 1, ("0 menit", "0 menit")),
    ]
    far = Team(make_village("Panji", "Panji", make_kabupaten("35.12")))
    assert papan(far.of(road.PETUGAS_DINSOS).scope, *YEAR).baris == []
    assert papan(team.of(road.PETUGAS_DINSOS).scope, date(2021, 1, 1), date(2021, 2, 1)).baris == []
    clerk = Person(team.members[road.PETUGAS_DINSOS])
    page = clerk.page("/miskol/papan/")
    for said in ("528.239", "643.250", "16.754", "6 hari", "belum tersambung", "praktik"):
        assert said in page
    answer = clerk.client.get("/miskol/papan/?ekspor=xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    assert rows[1][:2] == ("Glagah", "disamarkan")
    assert case.nama not in str(rows)
    assert rows[0][-2:] == ("Dalam 6 jam", "Lewat 6 jam")
    assert "Tamansari, Licin" in clerk.page("/miskol/papan/?menurut=desa")
    own = Person(team.members[road.OPERATOR_DESA]).page("/miskol/papan/?menurut=desa")
    assert "Kampunganyar" in own
    assert "Dihitung menurut" not in own
    assert "Tamansari" not in own
    for span in ("dari=0001-01-01&sampai=9999-12-31", "dari=2021-01-01&sampai=2021-02-01"):
        assert clerk.client.get(f"/miskol/papan/?{span}").status_code == 200
    assert clerk.client.get("/miskol/papan/?dari=2022-05-01&sampai=2022-01-01").status_code == 422


def test_a_board_asks_no_more_for_more_requests(case: Permohonan) -> None:
    scope = Team(case.desa).of(road.PETUGAS_DINSOS).scope
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            papan(scope, *YEAR)
        counts.append(len(asked))
        make_request(case.desa, road.DISETUJUI)
    assert counts[0] == counts[1]


def test_who_would_change_sides_under_a_draft_and_nothing_is_written(case: Permohonan) -> None:
    team = Team(case.desa)
    now = SkemaKabupaten.objects.get()
    strict = to_dict(now.skema) | {"ambang": "1"}  # nobody scores below the least option
    draft = SkemaKabupaten.objects.create(
        kabupaten=case.kabupaten,
        nomor=2,
        isi=strict,
        dasar="CONTOH",
        disusun_oleh=now.disusun_oleh,
        disusun_pada=now.disusun_pada,
    )
    scope = team.of(road.PETUGAS_DINSOS).scope
    with CaptureQueriesContext(connection) as asked:
        found = whatif(scope, draft)
    assert dict(found.sisi) == {"menjadi_tidak": 3}
    assert case.tiket in found.berpindah["menjadi_tidak"]
    assert {name: count.total() for name, count in found.tempat.items()} == {
        "Glagah": 2,
        "Licin": 1,
    }
    assert len(asked) == 2
    # PostgreSQL reads through a cursor: DECLARE ... FOR SELECT.
    assert all(one["sql"].startswith(("SELECT", "DECLARE")) for one in asked.captured_queries)
    at = f"/miskol/skema/{draft.pk}/andai/"
    assert case.tiket in Person(team.members[road.PENANDATANGAN]).page(at)
    far = Team(make_village("Tegalharjo", "Glenmore", case.kabupaten)).members[road.OPERATOR_DESA]
    assert case.tiket not in Person(far).page(at)
    assert "Belum ada keluarga" in Person(far).page(at)
