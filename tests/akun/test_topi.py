"""One person, several memberships: everything that waits for them stands on one page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import give_totp, make_membership, make_user, sign_in
from tests.factories.insentif import make_month, make_team
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.akun.models import Membership
from upaya.core import inbox
from upaya.core.registry import registry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 7)


def lines(page: str) -> list[str]:
    """The tasks of a page as they stand in it."""
    return [part.split("</li>")[0] for part in page.split('<li class="task">')[1:]]


def inbox_of(client: Client) -> str:
    return client.get("/tugas/").content.decode()


def two_hats() -> tuple[Membership, Membership, Pengajuan]:
    """Somebody who verifies at Panji and approves rules at the Dinas; both have work."""
    month = make_month(make_puskesmas("Panji"), status="menunggu_verifikasi")
    tim = make_membership(TIM_VERIFIKASI, month.puskesmas)
    head = make_membership(KEPALA_DINAS, make_dinas(), tim.user)
    make_baris(month.kabupaten, Kunci.METODE_SPM, "kontinu", status="usulan")
    return tim, head, month


def test_every_membership_brings_its_work_each_line_with_its_hat(client: Client) -> None:
    tim, head, month = two_hats()
    sign_in(client, tim)
    found = lines(inbox_of(client))
    assert len(found) == 2
    (own,) = (line for line in found if "Sebagai Tim verifikasi puskesmas, Panji" in line)
    (other,) = (line for line in found if "Sebagai Kepala Dinas Kesehatan" in line)
    assert f'<a href="/insentif/{month.pk}/">' in own
    assert "<form" not in own
    assert '<form method="post" action="/peran/">' in other
    assert f'name="keanggotaan" value="{head.pk}"' in other
    assert 'name="next" value="/aturan/ketetapan/' in other
    assert "csrfmiddlewaretoken" in other


def test_with_one_membership_no_line_speaks_of_a_hat(client: Client) -> None:
    month = make_month(status="menunggu_verifikasi")
    sign_in(client, make_team(month.puskesmas).tim)
    assert len(lines(inbox_of(client))) == 1
    assert "Sebagai " not in inbox_of(client)


def test_opening_a_line_of_another_hat_puts_it_on_and_lands_on_the_task(client: Client) -> None:
    tim, head, month = two_hats()
    sign_in(client, head)
    assert client.get(f"/insentif/{month.pk}/alur/verifikasi/").status_code == 403
    answer = client.post(
        "/peran/", {"keanggotaan": tim.pk, "next": f"/insentif/{month.pk}/"}, follow=True
    )
    assert answer.redirect_chain[0] == (f"/insentif/{month.pk}/", 302)
    assert answer.context["access"].membership_id == tim.pk
    assert "Anda sekarang bekerja sebagai Tim verifikasi puskesmas" in answer.content.decode()
    assert client.get(f"/insentif/{month.pk}/alur/verifikasi/").status_code == 200


def test_a_hat_is_not_put_on_without_the_token_of_the_page() -> None:
    tim, head, _month = two_hats()
    client = sign_in(Client(enforce_csrf_checks=True), head)
    assert client.post("/peran/", {"keanggotaan": tim.pk, "next": "/"}).status_code == 403
    assert client.get("/profil/").context["access"].membership_id == head.pk


@pytest.mark.parametrize(
    "asked",
    ["https://jahat.example/", "//jahat.example/", "///jahat.example", "javascript:alert(1)", ""],
)
def test_no_hat_leads_out_of_the_house(client: Client, asked: str) -> None:
    tim, head, _month = two_hats()
    sign_in(client, head)
    answer = client.post("/peran/", {"keanggotaan": tim.pk, "next": asked})
    assert answer.headers["Location"] == "/"


def test_what_two_hats_could_do_stands_once_under_the_one_worn() -> None:
    month = make_month(make_puskesmas("Panji"), status="diajukan")
    first = make_membership(VERIFIKATOR_DINAS, make_dinas())
    second = make_membership(VERIFIKATOR_DINAS, make_dinas(), first.user, mulai=date(2022, 2, 1))
    for worn in (first.access(), second.access()):
        (line,) = inbox.tasks(worn, (first.access(), second.access()))
        assert (line.topi, line.tugas.alamat) == (worn, f"/insentif/{month.pk}/")


def test_an_ended_membership_brings_nothing(client: Client) -> None:
    tim, head, _month = two_hats()
    Membership.objects.filter(pk=tim.pk).update(sampai=date(2022, 11, 6))
    sign_in(client, head)
    assert "csrfmiddlewaretoken" not in "".join(lines(inbox_of(client)))
    assert "Sebagai" not in inbox_of(client)


def test_the_nearest_deadline_comes_first_whatever_the_hat(client: Client) -> None:
    user = make_user()
    hats = []
    for name, status in (("Panji", "draf"), ("Besuki", "menunggu_verifikasi")):
        month = make_month(make_puskesmas(name), status=status)
        role = OPERATOR_PUSKESMAS if status == "draf" else TIM_VERIFIKASI
        hats.append(make_membership(role, month.puskesmas, user).access())
    tasks = [line.tugas for line in inbox.tasks(hats[0], hats)]
    places = {task.konteks.split(" ")[0].strip(",") for task in tasks}
    assert places == {"Panji", "Besuki"}
    assert [task.urutan for task in tasks] == sorted(task.urutan for task in tasks)


def test_a_second_factor_is_asked_whichever_hat_is_worn(client: Client) -> None:
    operator = make_membership(OPERATOR_PUSKESMAS)
    make_membership(KEPALA_PUSKESMAS, operator.unit, operator.user)
    client.force_login(operator.user)
    assert client.get("/tugas/").headers["Location"].startswith("/pengaman/pasang/")
    give_totp(operator.user)
    assert client.get("/tugas/").status_code == 200


def test_the_queries_of_the_page_grow_with_the_hats_not_with_the_work(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tim, _head, month = two_hats()
    sign_in(client, tim)
    inbox_of(client)
    with django_assert_max_num_queries(18):
        inbox_of(client)
    for number in range(3):
        make_baris(
            month.kabupaten,
            Kunci.METODE_SPM,
            "kontinu",
            status="usulan",
            mulai=date(2024 + number, 1, 1),
        )
    with django_assert_max_num_queries(18):
        assert len(lines(inbox_of(client))) == 5


def test_every_source_of_the_house_is_asked() -> None:
    """Nothing is listed twice: a source per part, found by its dotted path."""
    named = [path for part in registry().parts for path in part.inbox]
    assert len(named) == len(set(named)) == len(registry().load("inbox"))
    assert "upaya.insentif.bulan.inbox.tasks_for" in named
    assert "upaya.regulasi.queries.tasks" in named
