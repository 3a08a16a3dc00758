"""Schemes that two decide, extracts of membership, and what is late."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.miskol import (
    Team,
    attach_all,
    make_request,
    make_skema,
    make_village,
    step,
    values,
)
from tests.supermiskol.people import Person
from upaya.core import clock
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.queries import perjalanan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.skema.models import SkemaKabupaten

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_an_extract_answers_once_it_is_used() -> None:
    case = make_request(nik="9999018801800001", kepesertaan="", kepesertaan_sumber="",
                        kepesertaan_tanggal=None)  # fmt: skip
    team = Team(case.desa)
    health, operator = (
        Person(team.members[role]) for role in (road.PETUGAS_DINKES, road.OPERATOR_DESA)
    )
    at = f"/miskol/{case.pk}/"
    operator.post(f"{at}cek/")
    case.refresh_from_db()
    assert case.kepesertaan == ""
    body = "NIK;JENIS\n9999018801800001;PBI JKN\n123;PBI\n9999018801800002;Raja\n"
    sent = SimpleUploadedFile("peserta.csv", body.encode(), content_type="text/csv")
    answer = health.post("/miskol/peserta/", berkas=sent, per_tanggal="2022-11-01")
    page = health.page(answer["Location"])
    assert "Baris 3: NIK bukan 16 angka" in page
    assert "Baris 4: jenis peserta “Raja” tidak dikenal." in page
    operator.post(f"{at}cek/")
    case.refresh_from_db()
    assert case.kepesertaan == ""  # a dry run answers nobody
    health.post(f"{answer['Location']}pakai/")
    operator.post(f"{at}cek/")
    case.refresh_from_db()
    assert (case.kepesertaan, case.kepesertaan_tanggal) == ("pbi_jkn", date(2022, 11, 1))
    assert "sudah dijamin" in operator.page(f"{at}pemohon/")
    bad = SimpleUploadedFile("x.csv", b"nama,alamat\nA,B\n", content_type="text/csv")
    refused = health.post("/miskol/peserta/", berkas=bad, per_tanggal="2022-11-01")
    assert "Kolom NIK tidak ada" in refused.content.decode()


def test_a_scheme_is_drafted_by_one_and_approved_by_another() -> None:
    village = make_village()
    assert village.kabupaten is not None
    first, team = make_skema(village.kabupaten), Team(village)
    writer = Person(team.members[road.PETUGAS_DINSOS])
    signer = Person(team.members[road.PENANDATANGAN])
    answer = writer.post("/miskol/skema/susun/")
    assert writer.post("/miskol/skema/susun/")["Location"] == answer["Location"]
    page = writer.client.get(answer["Location"])
    given = {name: field.value() for name, field in _fields(page).items()}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    given |= {"mulai": "2022-12-01", "dasar": "SK rekaan", "ambang": "2,5", "air-bobot": "3"}
    refused = writer.post(answer["Location"], **given | {"lantai-pilihan": "Tanah"})
    assert "belum berbentuk kata: nilai" in refused.content.decode()
    assert writer.post(answer["Location"], **given).status_code == 302
    draft = SkemaKabupaten.objects.get(status="draf")
    at = f"/miskol/skema/{draft.pk}/"
    assert "2,5" in writer.page(at)
    assert "bobot 2; " in writer.page(at)  # the difference names what was
    assert writer.post(f"{at}putus/", putusan="setuju").status_code == 403
    assert "Putuskan draf skema kemiskinan." in signer.page("/tugas/")
    assert signer.post(f"{at}putus/", putusan="setuju").status_code == 302
    first.refresh_from_db()
    draft.refresh_from_db()
    assert (first.sampai, draft.mulai, draft.sampai) == (
        date(2022, 11, 30),
        date(2022, 12, 1),
        None,
    )
    assert draft.skema.cari("air") != first.skema.cari("air")
    assert writer.client.get(f"{at}ubah/").status_code == 302  # closed


def _fields(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - a response of the test client
    form = answer.context["form"]
    return {name: form[name] for name in form.fields}


def test_what_is_late_stands_on_top_and_is_told_to_whoever_is_above(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 10, 31)  # type: ignore[attr-defined] # Django's settings
    late = make_request(status=road.DIAJUKAN)
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings
    fresh = make_request(late.desa, road.DIAJUKAN, gawat=True)
    team = Team(late.desa)
    page = Person(team.members[road.PETUGAS_DINKES]).page("/tugas/")
    assert page.index(late.tiket) < page.index(fresh.tiket)
    assert "terlambat" in page
    above = Person(team.members[road.PENANDATANGAN]).page("/tugas/")
    assert f"Terlambat: {late.full_name}" in above
    assert fresh.tiket not in above


def test_waiting_for_the_applicant_is_counted_apart(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 10, 31)  # type: ignore[attr-defined] # Django's settings
    case = make_request(status=road.MENUNGGU)
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings
    attach_all(case, Team(case.desa))
    step(case, Team(case.desa), "periksa")
    case.refresh_from_db()
    found = perjalanan(BacaanPermohonan(case))
    assert found.menunggu >= 3 * 7 * 60 - 1
    assert found.menit == sum(one.menit for one in found.langkah if not one.menunggu) < 60


def test_seven_hundred_and_fifty_requests_of_one_hour(
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's fixture
) -> None:
    """The inbox and the list of one Dinas ask the same few questions, however many wait."""
    village = make_village()
    user = Team(village).members[road.OPERATOR_DESA].user
    now = clock.now()
    Permohonan.objects.bulk_create(
        Permohonan(
            **values(nama=f"Warga {number}"), nama_baku=f"warga {number}", kabupaten_id="35.10",
            desa=village, kunci=uuid4(), status=road.DIAJUKAN, status_since=now, masuk_pada=now,
            dibuat_oleh=user, dibuat_pada=now,
        )
        for number in range(750)
    )  # fmt: skip
    person = Person(Team(village).members[road.PETUGAS_DINKES])
    for address in ("/tugas/", "/miskol/"):
        with django_assert_max_num_queries(15):
            person.page(address)
