"""Some visits are drawn and repeated by somebody who was not there, without seeing the answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import make_membership, sign_in
from tests.factories.miskol import Team, answers, make_request
from upaya.akun.models import Membership
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.ulangan import Sepakat
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.ulangan import services
from upaya.supermiskol.ulangan.models import BenihUlangan, Ulangan
from upaya.supermiskol.ulangan.queries import board, tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings
    monkeypatch.setattr(services, "ditarik", lambda *_: True)


def _drawn() -> tuple[Permohonan, Team, Ulangan, Membership]:
    case = make_request(status=road.DITINJAU)
    team = Team(case.desa)
    assert case.desa.induk is not None
    return case, team, Ulangan.objects.get(), make_membership(road.SURVEYOR, case.desa.induk)


def test_a_drawn_visit_is_a_task_of_others_and_is_compared_when_they_went() -> None:
    case, team, row, other = _drawn()
    assert (row.bagian, BenihUlangan.objects.count()) == (Decimal("0.05"), 1)
    assert list(tasks(team.of(road.SURVEYOR))) == []
    (task,) = tasks(other.access())
    client = sign_in(Client(), other)
    page = client.get(task.alamat).content.decode()
    assert "checked" not in page
    given = answers("1") | {min(answers("1")): "2"}
    half = client.post(task.alamat, {f"i-{k}": v for k, v in list(given.items())[:3]})
    assert (half.status_code, Ulangan.objects.get().oleh) == (422, None)
    before = Kunjungan.objects.values().get()
    for _ in range(2):
        sent = client.post(task.alamat, {f"i-{k}": v for k, v in given.items()})
        assert sent.status_code == 302
    assert Kunjungan.objects.values().get() == before
    found = board(other.access().scope)
    stood = Kunjungan.objects.get().jawaban
    same = sum(stood[k] == v for k, v in given.items())
    assert (found.banyak, found.seluruh) == (1, Sepakat(same, len(given)))
    assert found.petugas == ((team.members[road.SURVEYOR].user.name, found.seluruh),)
    assert (
        f"sepakat {found.seluruh.persen}% jawaban"
        in client.get("/miskol/ulangan/").content.decode()
    )
    assert list(tasks(other.access())) == []
    assert case.tiket in page


def test_whoever_was_there_never_repeats_it() -> None:
    _, team, row, _ = _drawn()
    client = sign_in(Client(), team.members[road.SURVEYOR])
    assert client.get(f"/miskol/ulangan/{row.pk}/").status_code == 403
    with pytest.raises(PermissionDenied):
        services.answer(row.pk, team.of(road.OPERATOR_DESA), answers("1"), "")
    assert Ulangan.objects.get().oleh is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_and_it_lies_still() -> None:
    case, _, row, other = _drawn()
    assert case.desa.induk is not None
    more = make_membership(road.SURVEYOR, case.desa.induk)
    people = [other.access(), more.access()]
    made, refused = at_once(lambda n: services.answer(row.pk, people[n], answers("1"), ""), 2)
    assert (len(made), [type(one) for one in refused]) == (1, [ValidationError])
    with pytest.raises(DatabaseError), transaction.atomic():
        Ulangan.objects.update(catatan="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        BenihUlangan.objects.update(benih="1")
