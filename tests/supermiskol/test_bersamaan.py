"""Two at once: one decision, one letter, numbers without gaps; over New Year too."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.miskol import REASON, Team, make_request, make_village, values
from upaya.core.models import Dokumen
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan import services
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.road import ROAD
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 12, 30)  # type: ignore[attr-defined] # Django's settings


def test_two_officers_decide_at_once_and_one_does() -> None:
    case = make_request(status=road.DIVERIFIKASI)
    unit = Team(case.desa).members[road.PENANDATANGAN].unit
    signers = [make_access(road.PENANDATANGAN, unit) for _ in range(4)]
    made, refused = at_once(
        lambda n: ROAD.execute(
            case.pk, "tolak" if n % 2 else "setujui", signers[n], reason=REASON,
            context={"alasan_melawan": "Keadaan keluarga berbeda dari yang terlihat."},
        ),
        4,
    )  # fmt: skip
    assert (len(made), len(refused)) == (1, 3)
    assert Putusan.objects.count() == 1
    case.refresh_from_db()
    assert SuratMiskin.objects.count() == (case.status == road.DISETUJUI)


def test_a_form_that_is_sent_twice_files_one_request() -> None:
    team = Team(make_village())
    key, given = uuid4(), values()
    made, refused = at_once(lambda _: services.file(team.of(road.OPERATOR_DESA), key, given), 4)
    assert (len(made), refused, Permohonan.objects.count()) == (4, [], 1)


@pytest.mark.budget(60, "lima puluh putusan sekaligus, masing-masing jalan penuh sampai putusan")
def test_fifty_approvals_at_once_over_new_year_leave_no_gap_and_no_double(settings: object) -> None:
    """Every fifth approval fails after its number was drawn: the number goes to the next one."""
    village = make_village()
    cases = [make_request(village, road.DIVERIFIKASI) for _ in range(50)]
    signer = Team(village).of(road.PENANDATANGAN)

    def approve(number: int) -> None:
        with transaction.atomic():
            ROAD.execute(cases[number].pk, "setujui", signer, reason=REASON)
            if number % 5 == 0:
                raise ValidationError("gagal sesudah nomor diambil")

    half = len(cases) // 2
    _, refused = at_once(approve, half)
    settings.BUSINESS_DATE = date(2023, 1, 2)  # type: ignore[attr-defined] # Django's settings
    _, later = at_once(lambda n: approve(n + half), half)
    assert (len(refused), len(later)) == (5, 5)
    for year in (2022, 2023):
        numbers = sorted(Dokumen.objects.filter(tahun=year).values_list("urut", flat=True))
        assert numbers == list(range(1, 21))
    assert SuratMiskin.objects.count() == Putusan.objects.count() == 40
    assert set(SuratMiskin.objects.values_list("nomor", flat=True)) == set(
        Dokumen.objects.values_list("nomor", flat=True)
    )
