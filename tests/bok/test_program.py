"""A person in charge of a programme writes that one; names of kader; who may give programmes."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.bok import VALUES, lines, make_plan, make_report, move_report, planner
from tests.factories.insentif import make_team
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.bok.program import services
from upaya.bok.program.models import ProgramPj
from upaya.bok.realisasi import services as reports
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana import services as plans
from upaya.core import clock
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

AUGUST = Period(2022, 8)
MEETING = {"menu": "h.1", "nama": "Lokakarya mini", "lokakarya": "bulanan"}


@pytest.fixture
def unit(settings: Settings) -> Unit:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 9, 5)
    unit = make_puskesmas()
    make_plan(unit, status=DITETAPKAN, activities=({}, MEETING))
    return unit


def limit(unit: Unit, *kodes: str) -> None:
    head = make_team(unit).kepala.access()
    services.give(unit.pk, planner(unit).user_id, kodes, head)


def test_a_plan_is_written_in_the_own_programme_alone(unit: Unit) -> None:
    access = planner(unit).access()
    plan = plans.revise(make_plan_pk(unit), access, "Program dibagi.")
    limit(unit, "a.9")
    plans.save_activity(plan.pk, access, 1, VALUES | {"kali": 3}, lines(unit), seen_versi=1)
    with pytest.raises(ValidationError, match="di luar program Anda"):
        plans.save_activity(plan.pk, access, 2, VALUES | MEETING, lines(unit), seen_versi=1)
    with pytest.raises(ValidationError, match="di luar program Anda"):  # not into another's either
        plans.save_activity(plan.pk, access, 1, VALUES | MEETING, lines(unit), seen_versi=2)
    with pytest.raises(ValidationError, match="di luar program Anda"):
        plans.remove_activity(plan.pk, access, 2)
    operator = make_team(unit).operator.access()
    plans.remove_activity(plan.pk, operator, 2)


def make_plan_pk(unit: Unit) -> int:
    return int(unit.rencana_bok.get().pk)


def test_reports_too(unit: Unit, client: Client) -> None:
    report = make_report(unit, kunci=2, days={make_petugas(unit).pk: [3]})
    access = planner(unit).access()
    limit(unit, "a")
    with pytest.raises(ValidationError, match="di luar program"):
        reports.begin(unit.pk, AUGUST, 2, access)
    with pytest.raises(reports.TertutupError, match="di luar program"):
        reports.write(report.pk, access, {"hasil": "Lain."}, {}, seen_versi=report.versi)
    with pytest.raises(MoveRefusedError, match="di luar program"):
        move_report(report, "laporkan")
    assert reports.begin(unit.pk, AUGUST, 1, access).menu == "a.9.a"
    sign_in(client, planner(unit))
    page = client.get("/bok/kegiatan/?bulan=2022-08").content.decode()
    offered = page.split('name="kunci"')[1].split("</select>")[0]
    assert "Kunjungan rumah" in offered
    assert "Lokakarya" not in offered
    assert 'name="hasil"' not in client.get(f"/bok/kegiatan/{report.pk}/").content.decode()


def test_programmes_are_given_by_the_head_and_end_with_the_day(
    client: Client, unit: Unit, settings: Settings
) -> None:
    person = planner(unit)
    sign_in(client, make_team(unit).kepala)
    page = client.get("/bok/program/").content.decode()
    assert f"/bok/program/{person.user_id}/" in page
    address = f"/bok/program/{person.user_id}/"
    assert client.post(address, {"kode": ["zz"]}).status_code == 422
    assert client.post(address, {"kode": ["a", "d.3"]}).status_code == 302
    assert client.post(address, {"kode": ["a", "d.3"]}).status_code == 302  # twice is once
    assert services.program_of(person.access()) == {"a", "d.3"}
    settings.BUSINESS_DATE = date(2022, 9, 6)
    client.post(address, {"kode": ["d.3"]})
    assert services.program_of(person.access()) == {"d.3"}
    assert ProgramPj.objects.get(kode="a").sampai == date(2022, 9, 5)
    client.post(address, {})
    assert services.program_of(person.access()) == frozenset()
    stranger = planner(make_puskesmas("Suboh"))
    assert client.get(f"/bok/program/{stranger.user_id}/").status_code == 404
    sign_in(client, person)
    assert client.get(address).status_code == 403
    assert clock.today() == date(2022, 9, 6)


def test_names_of_kader_are_kept_and_counted(client: Client, unit: Unit) -> None:
    report = make_report(unit, days={make_petugas(unit).pk: [3]})
    sign_in(client, planner(unit))
    address = f"/bok/kegiatan/{report.pk}/"
    sent = {"versi": report.versi, "hasil": "Ada.", "kader": "1", "nama-kader": "1. Siti\nAminah\n"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Tertulis 2 nama, tetapi banyaknya 1 orang." in refused.content.decode()
    assert client.post(address, sent | {"kader": ""}).status_code == 302
    stored = Pelaksanaan.objects.get(pk=report.pk)
    assert stored.kader == 2
    assert [one.nama for one in stored.peserta.all()] == ["Siti", "Aminah"]
    again = client.post(address, sent | {"kader": "", "versi": stored.versi})
    assert again.status_code == 302
    stored.refresh_from_db()
    assert stored.versi == report.versi + 1  # the same names write nothing
    sign_in(client, make_team(unit).tim)
    assert "Siti, Aminah" in client.get(address).content.decode()


def test_another_hat_is_not_limited(unit: Unit) -> None:
    limit(unit, "a")
    team = make_team(unit)
    hat = make_membership(team.operator.access().role, unit, planner(unit).user)
    assert services.program_of(hat.access()) == frozenset()
