"""Look-alikes by the mother, the registry beside the decision, short numbers, a crowded hour."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.miskol import Team, make_request, make_skema, make_village, values
from tests.supermiskol.people import Person
from upaya.core import clock
from upaya.core.documents import register
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.surat.models import SuratMiskin

pytestmark = pytest.mark.django_db
KK, BORN = "9999019999000001", date(2022, 10, 20)


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def _child(nama: str, ibu: str, **more: Any) -> Permohonan:  # noqa: ANN401 - fields of a request
    return make_request(nama=nama, ibu=ibu, kk=KK, tanggal_lahir=BORN, **more)


def _alike(case: Permohonan) -> dict[str, str]:
    return {one.lain.nama: one.sebab for one in BacaanPermohonan(case).mirip}


def test_without_a_nik_the_mother_tells_who_looks_alike() -> None:
    unnamed = _child("Bayi Ny. Siti", "Hj. Siti Roekayah", nik="")
    named = _child("Hasan", "Siti Rukayah")
    cousin = _child("Husein", "Maimunah")
    assert _alike(unnamed) == {"Hasan": "KK sama, tanggal lahir sama, nama ibu serupa"}
    assert set(_alike(named)) == {"Bayi Ny. Siti"}
    assert _alike(cousin) == {}
    # Twins with a NIK each are two people, whoever their mother is.
    twin = _child("Hasyim", "Siti Rukayah")
    assert "Hasan" not in _alike(twin)


def test_another_mother_is_said_to_whoever_decides() -> None:
    born = date(1961, 3, 12)
    make_request(nama="H. Moch. Soekardjo", tanggal_lahir=born, ibu="Aminah")
    other = make_request(nama="Muhammad Sukarjo", tanggal_lahir=born, ibu="Painem")
    assert list(_alike(other).values()) == ["nama serupa, tanggal lahir sama, nama ibu berbeda"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"register": "dtsen", "register_desil": 2, "register_tanggal": date(2022, 11, 1)},
            "DTSEN, desil 2, satuan keluarga, data 1 November 2022",
        ),
        ({"register": "tidak"}, "Tidak tercatat, tanggal datanya belum dicatat"),
    ],
    ids=["dtsen", "tidak"],
)
def test_the_registry_stands_beside_the_decision(known: dict[str, Any], said: str) -> None:
    case = make_request(status=road.DIVERIFIKASI, **known)
    signer = Person(Team(case.desa).members[road.PENANDATANGAN])
    for page in ("alur/setujui/", "alur/tolak/", "hasil/"):
        assert said in signer.page(f"/miskol/{case.pk}/{page}")


def test_a_letter_has_a_number_that_fits_a_line() -> None:
    make_request(status=road.DISETUJUI)
    assert SuratMiskin.objects.get().nomor == "001/SM/DINSOS/XI/2022"


@pytest.mark.parametrize("pola", ["{urut}/SM", "SM/{tahun}", "{urut}/{tahun}/{nama}"])
def test_a_form_that_could_name_two_papers_alike_is_refused(pola: str) -> None:
    make_request(status=road.DISETUJUI)
    isi = register.contents_of([SuratMiskin.objects.get().dokumen])
    with pytest.raises(ValueError, match="pola nomor"):
        register._number(pola, next(iter(isi.values())), 1)


@pytest.mark.budget(8, "750 permohonan dalam satu jam ditulis sekali")
def test_750_requests_in_one_hour_are_read_at_the_price_of_a_page() -> None:
    village = make_village()
    team = Team(village)
    assert village.kabupaten is not None
    make_skema(village.kabupaten)
    officer = Person(team.members[road.PETUGAS_DINKES])
    asked = []
    for amount in (30, 60, 660):  # the first time a process also fills its caches
        _arrive(village, team, amount)
        with CaptureQueriesContext(connection) as seen:
            page = officer.page("/miskol/")
            inbox = officer.page("/tugas/")
        asked.append(len(seen))
        assert page.count("SM-") < 300
        assert inbox.count("SM-") < 300
    assert asked[1] == asked[2]
    assert Permohonan.objects.filter(status=road.DIAJUKAN).count() == 750


def _arrive(village: Any, team: Team, amount: int) -> None:  # noqa: ANN401 - a unit
    now, writer = clock.now(), team.members[road.OPERATOR_DESA].user
    rows = [
        Permohonan(
            **values(), kabupaten_id=village.kabupaten_id, desa=village, kunci=uuid4(),
            status=road.DIAJUKAN, status_since=now, masuk_pada=now, dibuat_oleh=writer,
            dibuat_pada=now, nama_baku=f"nama {n}",
        )
        for n in range(amount)
    ]  # fmt: skip
    Permohonan.objects.bulk_create(rows)
