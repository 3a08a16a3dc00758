"""A letter is extended while it is in force, as often as the rules let; never by another office."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.akun import make_access
from tests.factories.miskol import Team, make_request, make_village, step
from tests.factories.wilayah import make_kabupaten
from tests.supermiskol.people import Person
from upaya.core.models import AuditEntry, Dokumen
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat import services
from upaya.supermiskol.surat.models import SuratMiskin

pytestmark = pytest.mark.django_db

SPENT, OVER = "sebanyak yang diizinkan", "sedang berlaku"


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


@pytest.fixture
def case() -> Permohonan:
    return make_request(status=road.DISETUJUI)


def _refused(case: Permohonan, said: str) -> None:
    """Refused in words; the letter, the register and the audit stay; no button offers it."""
    before = SuratMiskin.objects.values().get()
    written = AuditEntry.objects.count(), Dokumen.objects.count()
    team = Team(case.desa)
    with pytest.raises(ValidationError, match=said):
        services.extend(case.pk, team.of(road.PENANDATANGAN))
    assert SuratMiskin.objects.values().get() == before
    assert (AuditEntry.objects.count(), Dokumen.objects.count()) == written
    page = Person(team.members[road.PENANDATANGAN]).page(f"/miskol/{case.pk}/surat/")
    assert "Perpanjang surat" not in page


def test_an_extended_letter_runs_as_long_again_under_a_new_number_and_its_new_signer(
    case: Permohonan, settings: object
) -> None:
    settings.BUSINESS_DATE = date(2023, 2, 2)  # type: ignore[attr-defined] # its last day
    first = SuratMiskin.objects.get()
    unit = Team(case.desa).members[road.PENANDATANGAN].unit
    other = make_access(road.PENANDATANGAN, unit)
    page = Person(Team(case.desa).members[road.PENANDATANGAN]).page(f"/miskol/{case.pk}/surat/")
    assert "Perpanjang surat" in page
    found = services.extend(case.pk, other)
    found.refresh_from_db()
    assert (first.berlaku_sampai, found.berlaku_sampai) == (date(2023, 2, 2), date(2023, 5, 2))
    assert (found.kode, found.terbit, found.perpanjangan) == (first.kode, first.terbit, 1)
    numbers = list(Dokumen.objects.order_by("pk").values_list("nomor", "versi"))
    assert numbers == [(first.nomor, 1), (found.nomor, 2)]
    assert first.nomor != found.nomor
    entry = AuditEntry.objects.get(action="miskol.perpanjang")
    assert entry.detail == {"sampai": "2023-05-02", "nomor": found.nomor}
    # The paper that stands is signed by whoever extended it: the page says the same.
    page = Person(Team(case.desa).members[road.OPERATOR_DESA]).page(f"/miskol/{case.pk}/surat/")
    assert found.dokumen.terbit_oleh.name in page
    assert "diperpanjang 1 kali" in page


def test_beyond_what_the_rules_let(case: Permohonan) -> None:
    signer = Person(Team(case.desa).members[road.PENANDATANGAN])
    at = f"/miskol/{case.pk}/surat/perpanjang/"
    for _ in range(2):  # the button twice
        assert signer.post(at).status_code == 302
    assert SuratMiskin.objects.get().perpanjangan == 1
    assert SPENT in signer.page(f"/miskol/{case.pk}/surat/")
    _refused(case, SPENT)


def test_a_letter_that_is_withdrawn(case: Permohonan) -> None:
    step(case, Team(case.desa), "cabut")
    _refused(case, OVER)


def test_a_letter_that_has_expired(case: Permohonan, settings: object) -> None:
    settings.BUSINESS_DATE = date(2023, 2, 3)  # type: ignore[attr-defined] # Django's settings
    _refused(case, OVER)


def test_a_request_without_a_letter() -> None:
    case = make_request(status=road.DIVERIFIKASI)
    with pytest.raises(ValidationError, match=OVER):
        services.extend(case.pk, Team(case.desa).of(road.PENANDATANGAN))


def test_another_district_does_not_find_it_and_the_other_roles_may_not(case: Permohonan) -> None:
    far = Team(make_village("Panji", "Panji", make_kabupaten("35.12")))
    at = f"/miskol/{case.pk}/surat/perpanjang/"
    with pytest.raises(Permohonan.DoesNotExist):
        services.extend(case.pk, far.of(road.PENANDATANGAN))
    assert Person(far.members[road.PENANDATANGAN]).post(at).status_code == 404
    own = Team(case.desa)
    for role in (road.OPERATOR_DESA, road.PETUGAS_DINSOS, road.PETUGAS_DINKES):
        assert Person(own.members[role]).post(at).status_code == 403
    assert SuratMiskin.objects.get().perpanjangan == 0
