"""An account that belongs to no unit: it signs in, keeps itself safe, and sees nobody's rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_htmx.middleware import HtmxDetails
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.akun import (
    SANDI,
    TOTP_SECRET,
    make_access,
    make_membership,
    make_user,
    totp_code,
)
from upaya.akun.models import User
from upaya.core import audit
from upaya.core.chains import NATION
from upaya.core.guard import signed_in
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.core.scope import Scope
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

NEW = "kata sandi yang lain sekali"


@pytest.fixture
def account() -> User:
    return make_user("rina.komunitas", "Rina Rekaan")


@pytest.fixture
def inside(client: Client, account: User) -> Client:
    """Signed in by the door, as everybody."""
    answer = client.post("/masuk/", {"login": account.username, "password": SANDI})
    assert answer.headers["Location"] == "/"
    return client


def test_it_reaches_its_own_pages(inside: Client) -> None:
    for path in ("/profil/", "/peran/", "/sesi/", "/pengaman/", "/sandi/ubah/"):
        page = inside.get(path)
        assert page.status_code == 200, path
        assert page.context["access"] is None
    text = inside.get("/profil/").content.decode()
    assert "Rina Rekaan" in text
    assert "Belum ada peran" in text


def test_a_page_that_needs_a_role_says_so_and_shows_nothing(inside: Client) -> None:
    for entry in registry().menu:
        answer = inside.get(reverse(entry.url_name))
        assert answer.headers["Location"] == reverse("akun:tanpa_peran"), entry.url_name
    page = inside.get("/", follow=True)
    assert page.status_code == 403
    assert "profil dan kata sandi Anda tetap dapat diatur sendiri" in page.content.decode()


def test_its_password_and_second_factor_leave_a_trace_under_its_name(
    inside: Client,
    account: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent = {"oldpassword": SANDI, "password1": NEW, "password2": NEW}
    assert inside.post("/sandi/ubah/", sent).status_code == 302
    assert User.objects.get(pk=account.pk).check_password(NEW)
    again = {"password": NEW, "next": "/pengaman/pasang/"}
    assert inside.post("/konfirmasi/", again, follow=True).status_code == 200
    session = inside.session
    session["mfa.totp.secret"] = TOTP_SECRET
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        answer = inside.post("/pengaman/pasang/", {"code": totp_code()}, follow=True)
    assert "Kode cadangan" in answer.content.decode()
    entries = AuditEntry.objects.filter(chain=NATION, action__startswith="pengguna.")
    entries = entries.order_by("number")
    assert [(e.action, e.chain, e.actor_id, e.role) for e in entries] == [
        ("pengguna.ganti_sandi", NATION, account.pk, ""),
        ("pengguna.pasang_pengaman", NATION, account.pk, ""),
        ("pengguna.pasang_pengaman", NATION, account.pk, ""),
    ]
    assert list(audit.verify()) == []


def test_no_admin_of_a_district_sees_it(account: User) -> None:
    member = make_membership(OPERATOR_PUSKESMAS)
    seen = User.objects.for_scope(make_access(ADMIN_DINAS).scope)
    assert member.user in seen
    assert account not in seen
    assert set(User.objects.for_scope(Scope.of_person(account.pk))) == {account}


# ------------------------------------------------------------------ the guard
def page(request: Any, word: str) -> HttpResponse:  # noqa: ANN401 - a view
    return HttpResponse(f"{word} {request.user}")


def test_the_guard_asks_for_an_account_and_nothing_more(account: User) -> None:
    guarded: Any = signed_in("uji")(page)
    request: Any = RequestFactory().get("/x/?y=1")
    request.user = AnonymousUser()
    assert guarded(request, "halo").headers["Location"] == "/masuk/?next=/x/%3Fy%3D1"
    request.htmx = HtmxDetails(RequestFactory().get("/x/", headers={"HX-Request": "true"}))
    assert guarded(request, "halo").headers["HX-Redirect"] == "/masuk/?next=/&sesi=berakhir"
    request.user = account
    assert guarded(request, "halo").content == f"halo {account}".encode()
    declared = guarded.declaration
    assert (declared.permission, declared.account, declared.reason) == (None, True, "uji")
