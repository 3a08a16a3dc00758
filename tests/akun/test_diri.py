"""About oneself: profile, roles, sessions, and being without a role."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import SANDI, make_membership, make_user, sign_in
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS, PETUGAS

pytestmark = pytest.mark.django_db

OWN_PAGES = ("/profil/", "/peran/", "/tanpa-peran/", "/sesi/", "/pengaman/", "/sandi/ubah/")


@pytest.mark.parametrize("path", OWN_PAGES)
def test_signed_out_they_lead_to_the_door(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/masuk/")


def test_changing_the_role_one_acts_in(client: Client) -> None:
    first = make_membership(OPERATOR_PUSKESMAS)
    second = make_membership(ADMIN_DINAS, user=first.user)
    sign_in(client, first)
    assert client.get("/pengguna/").status_code == 403
    assert "Ganti peran" in client.get("/profil/").content.decode()
    assert client.post("/peran/", {"keanggotaan": second.pk}).status_code == 302
    page = client.get("/pengguna/")
    assert page.status_code == 200
    assert page.context["access"].membership_id == second.pk
    assert "Admin Dinas Kesehatan di Dinas Kesehatan" in page.content.decode()


@pytest.mark.parametrize("asked", ["other", "ended", "", "x"])
def test_only_own_roles_in_force_can_be_chosen(client: Client, asked: str) -> None:
    mine = make_membership(OPERATOR_PUSKESMAS)
    yesterday = clock.today() - timedelta(days=1)
    ended = make_membership(ADMIN_DINAS, user=mine.user, sampai=yesterday)
    other = make_membership(ADMIN_DINAS)
    sign_in(client, mine)
    wanted = {"other": str(other.pk), "ended": str(ended.pk)}.get(asked, asked)
    assert client.post("/peran/", {"keanggotaan": wanted}).status_code == 404
    assert client.get("/profil/").context["access"].membership_id == mine.pk


def test_a_role_that_ends_while_signed_in_stops_at_once(client: Client) -> None:
    ending = make_membership(ADMIN_DINAS)
    sign_in(client, ending)
    assert client.get("/pengguna/").status_code == 200
    Membership.objects.filter(pk=ending.pk).update(sampai=clock.today() - timedelta(days=1))
    answer = client.get("/pengguna/")
    assert answer.headers["Location"] == reverse("akun:tanpa_peran")
    other = make_membership(OPERATOR_PUSKESMAS, user=ending.user)
    assert client.get("/profil/").context["access"].membership_id == other.pk


def test_a_closed_account_is_out_with_the_next_request(client: Client) -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    sign_in(client, made)
    User.objects.filter(pk=made.user_id).update(is_active=False)
    assert client.get("/profil/").headers["Location"].startswith("/masuk/")


def test_without_a_role_the_page_says_whom_to_ask(client: Client) -> None:
    admin = make_membership(ADMIN_DINAS, user=make_user(name="Ibu Admin"))
    yesterday = clock.today() - timedelta(days=1)
    ended = make_membership(OPERATOR_PUSKESMAS, sampai=yesterday)
    client.force_login(ended.user)
    page = client.get("/pengguna/", follow=True)
    text = page.content.decode()
    assert page.status_code == 403
    assert "Ibu Admin" in text
    assert admin.unit.nama in text
    assert "Berakhir" in text
    for path in ("/profil/", "/sesi/", "/sandi/ubah/"):
        assert client.get(path).status_code == 200
    assert "Belum ada peran" in client.get("/peran/").content.decode()


def test_with_a_role_that_page_has_nothing_to_say(client: Client) -> None:
    sign_in(client, make_membership(OPERATOR_PUSKESMAS))
    assert client.get("/tanpa-peran/").headers["Location"] == "/"


def test_a_person_who_never_had_a_role_is_helped_too(client: Client) -> None:
    client.force_login(make_user())
    text = client.get("/tanpa-peran/").content.decode()
    assert "Admin Dinas Kesehatan kabupaten Anda" in text


def test_own_sessions_are_listed_and_the_others_can_be_ended(client: Client) -> None:
    made = make_membership(OPERATOR_PUSKESMAS, user=make_user("siti"))
    here, there = client, Client(headers={"User-Agent": "Peramban Lain"})
    for browser in (here, there):
        browser.post("/masuk/", {"login": "siti", "password": SANDI})
    page = here.get("/sesi/").content.decode()
    assert "Peramban Lain" in page
    assert page.count("Sesi ini") == 1
    asked = here.post("/sesi/")  # who ends them proves again who they are
    here.post(asked["Location"], {"password": SANDI, "next": "/sesi/"})
    assert there.get("/profil/").status_code == 302
    assert here.get("/profil/").status_code == 200
    assert "Peramban Lain" not in here.get("/sesi/").content.decode()
    assert UserSession.objects.filter(user=made.user).count() == 1


def test_own_pages_cost_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    for number in range(10):
        make_membership(PETUGAS, make_puskesmas(f"Nomor {number}"), made.user)
    sign_in(client, made)
    client.get("/profil/")
    for path, most in (("/profil/", 5), ("/peran/", 3)):
        with django_assert_max_num_queries(most):
            client.get(path)


def test_a_session_is_noted_once_in_a_while_not_on_every_page(client: Client) -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    sign_in(client, made)
    client.get("/profil/")
    long_ago = timezone.now() - timedelta(hours=1)
    UserSession.objects.filter(user=made.user).update(last_seen_at=long_ago)
    client.get("/profil/")
    assert UserSession.objects.get(user=made.user).last_seen_at == long_ago
    caches["proses"].clear()
    client.get("/profil/")
    assert UserSession.objects.get(user=made.user).last_seen_at > long_ago


def test_a_page_does_not_ask_the_common_cache_which_is_a_table(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As in production: session, person and memberships, and nothing of the cache."""
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "core_cache",
        }
    }
    sign_in(client, make_membership(ADMIN_DINAS))
    client.get("/peran/")
    with django_assert_num_queries(3) as captured:
        client.get("/peran/")
    assert "core_cache" not in str(captured.captured_queries)
