"""Two at once at the rights of one family: one answer, one request, one promise kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.miskol import Team, make_request
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.rules.supermiskol import road
from upaya.supermiskol.hak import services
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Rumah kami rusak sejak banjir bulan lalu."


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def _officers(case: Permohonan) -> list[Access]:
    unit = Team(case.desa).members[road.PETUGAS_DINSOS].unit
    return [make_access(road.PETUGAS_DINSOS, unit) for _ in range(4)]


def _answers() -> int:
    return int(AuditEntry.objects.filter(action="miskol.hak_jawab").count())


def test_of_four_answers_at_once_one_stands() -> None:
    case = make_request(status=road.DITOLAK)
    row, people = services.file_objection(case.pk, uuid4(), WHY), _officers(case)

    def answer(n: int) -> PermintaanHak:
        upheld = n % 2 == 0
        more: dict[str, Any] = {"janji": "", "janji_sampai": None}
        if upheld:
            more = {"janji": f"Rumah dilihat lagi oleh {n}.", "janji_sampai": date(2022, 11, 9)}
        said = "diterima" if upheld else "ditolak"
        return services.answer(row.pk, people[n], said, f"Kami sudah membacanya, kata {n}.", **more)

    made, refused = at_once(answer, 4)
    assert (len(made), len(refused), _answers()) == (1, 3, 1)
    assert all("sudah dijawab" in str(one) for one in refused)
    row.refresh_from_db()
    assert row.dijawab_oleh_id == made[0].dijawab_oleh_id
    assert bool(row.janji) == (row.status == "diterima")


def test_of_four_accepted_corrections_at_once_one_mends_the_data() -> None:
    case = make_request(status=road.DISETUJUI)
    row = services.file_correction(case.pk, uuid4(), "alamat", "Dusun Baru RT 09 RW 02", "")
    people, before = _officers(case), case.versi
    made, refused = at_once(
        lambda n: services.answer(
            row.pk,
            people[n],
            "diterima",
            f"Dibetulkan oleh {n}.",
            janji="",
            janji_sampai=None,
        ),
        4,
    )
    case.refresh_from_db()
    assert (len(made), len(refused), _answers()) == (1, 3, 1)
    assert (case.alamat, case.versi) == ("Dusun Baru RT 09 RW 02", before + 1)


def test_of_four_corrections_filed_at_once_one_waits_and_one_form_is_one() -> None:
    case = make_request(status=road.DIAJUKAN)
    made, refused = at_once(
        lambda n: services.file_correction(case.pk, uuid4(), "alamat", f"RT 0{n}", ""), 4
    )
    assert (len(made), {type(one) for one in refused}) == (1, {ValidationError})
    key = uuid4()
    made, refused = at_once(
        lambda _: services.file_correction(case.pk, key, "telepon", "0899990001", ""), 4
    )
    assert (len({one.pk for one in made}), refused, case.hak.count()) == (1, [], 2)


def test_a_promise_is_kept_once() -> None:
    case = make_request(status=road.DITOLAK)
    row, people = services.file_objection(case.pk, uuid4(), WHY), _officers(case)
    services.answer(
        row.pk, people[0], "diterima", "Kami lihat lagi bersama tim.",
        janji="Rumah dilihat lagi.", janji_sampai=date(2022, 11, 9),
    )  # fmt: skip
    at_once(lambda n: services.keep_promise(row.pk, people[n], f"Sudah dilihat oleh {n}."), 4)
    assert AuditEntry.objects.filter(action="miskol.hak_penuhi").count() == 1
