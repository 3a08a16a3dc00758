"""A decree on days off that is approved late leaves the minutes of finished steps as they were."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories.akun import make_access
from tests.factories.miskol import make_request, make_village
from tests.factories.wilayah import make_dinas
from upaya.core.models import WorkflowLog
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.services import Ketetapan, approve, propose
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.rules.supermiskol.libur import HARI_LIBUR
from upaya.rules.supermiskol.road import DIAJUKAN
from upaya.supermiskol.permohonan.queries import perjalanan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]


def _at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def test_finished_steps_keep_their_minutes_and_the_present_one_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    village = make_village()
    assert village.kabupaten is not None
    case = make_request(village, DIAJUKAN)
    came, ended = _at("2022-11-03 08:00"), _at("2022-11-03 10:00")  # a Thursday
    case.masuk_pada, case.status_since = came, ended  # of this reading: the row lies still
    reading = BacaanPermohonan(case)
    for log in reading.moves:  # the log itself is never rewritten: only this reading of it
        log.at = ended
    now = datetime.fromisoformat("2022-11-04 09:00")
    monkeypatch.setattr("upaya.supermiskol.permohonan.queries.sekarang", lambda: now)

    def minutes() -> list[int]:
        return [step.menit for step in perjalanan(reading).langkah]

    before = minutes()
    assert before[0] == 120
    assert before[-1] > 60, "the present step runs over two mornings"
    dinas = make_dinas(village.kabupaten)
    said = Ketetapan(
        HARI_LIBUR, "3 November 2022: Hari Jadi", date(2022, 1, 1), date(2022, 12, 31),
        "188/1/2022", date(2022, 1, 2),
    )  # fmt: skip
    row = propose(make_access(ADMIN_DINAS, dinas), said)
    approve(row.pk, make_access(KEPALA_DINAS, dinas))
    approved = BarisAturan.objects.get(pk=row.pk).diputus_pada
    assert approved is not None
    assert approved > ended + timedelta(minutes=1), "it comes after the step"
    after = minutes()
    assert after[:-1] == before[:-1], "what was finished stays as it was counted"
    assert after[-1] == 60, "the present step leaves the day out: only this morning counts"
    assert WorkflowLog.objects.filter(subject_id=case.pk).count() == len(reading.moves)
