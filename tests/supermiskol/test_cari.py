"""A letter is found by its number by whoever may read it where they are, and by nobody else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.factories.akun import make_membership, sign_in
from tests.factories.miskol import Team, make_request, make_village
from tests.factories.wilayah import make_dinas, make_kabupaten, make_unit
from upaya.akun.models import Membership
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat import services
from upaya.supermiskol.surat.models import SuratMiskin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


@pytest.fixture
def case() -> Permohonan:
    return make_request(status=road.DISETUJUI)


def found(membership: Membership, words: str) -> list[tuple[str, str]]:
    """(address, name) of every letter in the answer; what is found can be opened."""
    client = sign_in(Client(), membership)
    page = client.post("/cari/", {"q": words}).content.decode()
    lists = re.findall(r'<ul class="finds">(.*?)</ul>', page, re.DOTALL)
    lines = re.findall(r'<a href="(/miskol/\d+/)">([^<]+)</a>', "".join(lists))
    assert all(client.get(url, follow=True).status_code == 200 for url, _ in lines)
    return lines


@pytest.mark.budget(8, "a letter goes its whole way; eight people look for it twice")
def test_every_role_of_the_way_finds_the_letter_by_its_number(case: Permohonan) -> None:
    letter = SuratMiskin.objects.get()
    line = [(f"/miskol/{case.pk}/", letter.nomor)]
    for role, membership in Team(case.desa).members.items():
        assert found(membership, letter.nomor) == line, role
        assert found(membership, f"surat miskin {letter.nomor}") == line, role
    auditor = make_membership(AUDITOR, make_dinas(case.kabupaten))
    assert found(auditor, letter.nomor) == line


def test_of_another_village_kecamatan_or_district_nobody_finds_it(case: Permohonan) -> None:
    nomor = SuratMiskin.objects.get().nomor
    assert case.desa.induk is not None
    neighbour = make_unit("desa", below=case.desa.induk, nama="Desa Sebelah")
    away = make_village("Alasmalang", "Singojuruh", case.kabupaten)
    assert away.induk is not None
    elsewhere = Team(make_village("Tanjung Tengah", "Penajam", make_kabupaten("64.09")))
    strangers = [
        make_membership(road.OPERATOR_DESA, neighbour),
        make_membership(road.OPERATOR_DESA, away),
        make_membership(road.VERIFIKATOR_KECAMATAN, away.induk),
        make_membership(road.SURVEYOR, away.induk),
        *elsewhere.members.values(),
        make_membership(ADMIN_DINAS, make_dinas(case.kabupaten)),  # no role of poverty letters
    ]
    for membership in strangers:
        assert found(membership, nomor) == [], membership.role
        assert sign_in(Client(), membership).get(f"/miskol/{case.pk}/").status_code in {403, 404}


def test_an_extended_letter_is_found_by_its_old_number_too(
    case: Permohonan, settings: object
) -> None:
    first = SuratMiskin.objects.get().nomor
    settings.BUSINESS_DATE = date(2023, 2, 2)  # type: ignore[attr-defined] # its last day
    team = Team(case.desa)
    second = services.extend(case.pk, team.of(road.PENANDATANGAN)).nomor
    operator = team.members[road.OPERATOR_DESA]
    assert second != first
    for number in (first, second):
        assert [url for url, _ in found(operator, number)] == [f"/miskol/{case.pk}/"], number
