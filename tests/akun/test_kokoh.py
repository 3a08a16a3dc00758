"""Nobody becomes somebody else, shuts somebody out, or learns who has an account."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.akun import SANDI, make_membership, make_user, sign_in
from tests.factories.kueri import asking
from tests.factories.wilayah import make_puskesmas
from upaya.akun import services
from upaya.akun.models import Membership, User
from upaya.core.models import AuditEntry
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db


def _somebody() -> Membership:
    made = make_membership(OPERATOR_PUSKESMAS)
    User.objects.filter(pk=made.user_id).update(email="ani@upaya.example")
    made.user.refresh_from_db()
    return made


def _enter(client: Client, login: str, password: str, place: str = "127.0.0.1") -> int:
    sent = {"login": login, "password": password}
    return client.post(reverse("account_login"), sent, REMOTE_ADDR=place).status_code


# ------------------------------------------------------------------ who has an account
def test_a_forgotten_password_answers_alike_for_everybody_also_without_a_mail_server(
    client: Client,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    _somebody()
    address = reverse("account_reset_password")
    settings.EMAIL_BACKEND = "tests.akun.test_kokoh.Broken"
    said, asked = [], []
    for email in ("ani@upaya.example", "tidak.ada@upaya.example"):
        with asking() as noted, django_capture_on_commit_callbacks() as handed:
            answer = client.post(address, {"email": email})
        said.append((answer.status_code, answer["Location"]))
        asked.append((noted.count, len(handed)))
    assert said[0] == said[1]
    assert asked[0][1] == asked[1][1] == 1  # both hand one thing to the queue
    assert abs(asked[0][0] - asked[1][0]) <= 3


class Broken:
    """A server of mail that is down."""

    def __init__(self, **_: object) -> None:
        raise OSError("tidak terhubung")


def test_the_link_is_mailed_and_dies_with_a_change_of_roles(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = _somebody()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "ani@upaya.example"})
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "://" in word)
    path = "/" + link.split("://", 1)[1].split("/", 1)[1]
    assert client.get(path).status_code == 302  # the key is taken out of the address
    Membership.objects.create(
        user=made.user,
        role=KEPALA_PUSKESMAS.name,
        unit=make_puskesmas("Puskesmas Lain"),
        nomor_sk="2",
        mulai=made.mulai,
    )
    answer = Client().get(path)
    assert answer.status_code == 200
    assert "tidak berlaku lagi" in answer.content.decode()


# ------------------------------------------------------------------ who is shut out
def test_failing_under_somebodys_name_does_not_shut_them_out(client: Client) -> None:
    person = _somebody().user
    for number in range(12):
        _enter(client, person.username, "salah", f"10.0.0.{number // 4}")
    assert _enter(Client(), person.username, SANDI, "10.9.9.9") == 302


def test_who_guesses_is_stopped_at_the_own_address(client: Client) -> None:
    person = _somebody().user
    for _ in range(5):
        _enter(client, person.username, "salah", "10.0.0.1")
    assert _enter(client, person.username, SANDI, "10.0.0.1") == 200
    assert "_auth_user_id" not in client.session


# ------------------------------------------------------------------ sessions
def test_a_session_on_which_nothing_happened_for_long_is_over(
    client: Client, settings: Settings
) -> None:
    made = _somebody()
    sign_in(client, made)
    assert client.get("/tugas/").status_code == 200
    long_ago = timezone.now() - timedelta(seconds=settings.SESSION_IDLE + 1)
    UserSession.objects.filter(user=made.user).update(last_seen_at=long_ago)
    caches["proses"].clear()
    answer = client.get("/tugas/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


# ------------------------------------------------------------------ the audit
def test_entering_failing_and_leaving_stand_in_the_audit(client: Client) -> None:
    made = _somebody()
    _enter(client, made.user.username, "salah")
    _enter(client, made.user.username, SANDI)
    client.post(reverse("account_logout"))
    _enter(client, "nama-siapa-pun", "salah")
    rows = AuditEntry.objects.filter(action__startswith="sesi.").order_by("number")
    assert [row.action for row in rows] == ["sesi.gagal", "sesi.masuk", "sesi.keluar"]
    assert {row.subject_id for row in rows} == {str(made.user_id)}
    assert {row.chain for row in rows} == {made.unit.kabupaten_id}


def test_the_maker_of_a_link_is_not_the_person(client: Client) -> None:
    admin, person = make_membership(ADMIN_DINAS), make_user("baru")
    assert services.may_act_on(admin.access(), person) is False
