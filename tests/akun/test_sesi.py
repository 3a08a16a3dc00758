"""A session ends when it must, whatever is done with it; a password is nobody's first guess."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa import app_settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories.akun import SANDI, give_totp, make_membership, make_user, totp_code
from upaya.akun import services
from upaya.akun.middleware import BEGAN_KEY
from upaya.akun.models import Membership, User
from upaya.akun.tokens import LinkTokenGenerator
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

OWN = "/profil/"


def _entered(name: str = "siti") -> tuple[Membership, Client]:
    made = make_membership(OPERATOR_PUSKESMAS, user=make_user(name))
    browser = Client()
    browser.post("/masuk/", {"login": name, "password": SANDI})
    assert browser.get(OWN).status_code == 200
    return made, browser


def test_no_work_lengthens_a_session_beyond_its_longest_life(settings: Settings) -> None:
    """Every save of a session begins its time in the database anew; the sign-in does not move."""
    _, browser = _entered()
    session = browser.session
    session[BEGAN_KEY] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    answer = browser.get(OWN)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")
    assert "_auth_user_id" not in browser.session


def test_a_closed_account_that_is_opened_again_begins_anew() -> None:
    made, browser = _entered()
    admin = make_membership(ADMIN_DINAS).access()
    services.set_active(admin, made.user, active=False)
    services.set_active(admin, made.user, active=True)
    assert browser.get(OWN).status_code == 302, "what was open before is dead"


def test_who_proves_again_who_they_are_goes_on_under_a_new_key(settings: Settings) -> None:
    _, browser = _entered()
    before = browser.session.session_key or ""
    wrong = browser.post("/konfirmasi/", {"password": "keliru", "next": OWN})
    assert (wrong.status_code, browser.session.session_key) == (200, before)
    browser.post("/konfirmasi/", {"password": SANDI, "next": OWN})
    assert browser.session.session_key != before
    assert browser.get(OWN).status_code == 200
    copy = Client()
    copy.cookies[settings.SESSION_COOKIE_NAME] = before
    assert copy.get(OWN).status_code == 302


def test_other_sessions_are_ended_by_who_knows_the_password() -> None:
    _, here = _entered()
    there = Client()
    there.post("/masuk/", {"login": "siti", "password": SANDI})
    asked = here.post("/sesi/")
    assert asked["Location"].startswith("/konfirmasi/")
    assert there.get(OWN).status_code == 200, "a borrowed browser ends nobody's work"
    here.post(asked["Location"], {"password": SANDI, "next": "/sesi/"})
    assert there.get(OWN).status_code == 302
    assert here.get(OWN).status_code == 200


def test_a_new_password_ends_every_other_session() -> None:
    _, here = _entered()
    there = Client()
    there.post("/masuk/", {"login": "siti", "password": SANDI})
    new = "kuda-baterai-staples-betul"
    sent = {"oldpassword": "keliru", "password1": new, "password2": new}
    here.post("/sandi/ubah/", sent)
    assert there.get(OWN).status_code == 200, "whoever does not know the old one changes nothing"
    here.post("/sandi/ubah/", sent | {"oldpassword": SANDI})
    assert there.get(OWN).status_code == 302
    assert here.get(OWN).status_code == 200


def _link(made: Membership) -> str:
    made.user.refresh_from_db()  # a sign-in ends what was made before it
    return (
        f"/sandi/atur/{user_pk_to_url_str(made.user)}-{LinkTokenGenerator().make_token(made.user)}/"
    )


def test_a_link_that_was_altered_or_is_too_old_sets_no_password(settings: Settings) -> None:
    made, _ = _entered()
    good = _link(made)
    altered = good[:-2] + ("a" if good[-2] != "a" else "b") + "/"
    for link in (altered, "/sandi/atur/zzz-c0ffee-0123456789abcdef/"):
        assert "tidak berlaku lagi" in Client().get(link, follow=True).content.decode()
    assert "Buat kata sandi baru" in Client().get(good, follow=True).content.decode()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "tidak berlaku lagi" in Client().get(good, follow=True).content.decode()


def test_a_link_for_a_password_does_not_pass_the_second_factor() -> None:
    made, _ = _entered()
    give_totp(made.user)
    browser = Client()
    form = browser.get(_link(made), follow=True)
    new = "kuda-baterai-staples-betul"
    address = form.redirect_chain[-1][0]
    browser.post(address, {"password1": new, "password2": new}, follow=True)
    assert browser.get(OWN).status_code == 302, "a password was chosen, nobody came in"
    asked = browser.post("/masuk/", {"login": "siti", "password": new})
    assert asked["Location"].startswith("/masuk/kode/")
    assert browser.get(OWN).status_code == 302


def test_a_code_of_the_second_step_counts_once_and_briefly() -> None:
    made, _ = _entered()
    give_totp(made.user)
    code = totp_code()
    inside = []
    for browser in (Client(), Client()):
        browser.post("/masuk/", {"login": "siti", "password": SANDI})
        browser.post("/masuk/kode/", {"code": code})
        inside.append("_auth_user_id" in browser.session)
    assert inside == [True, False]
    assert (app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE) == (30, 0)


def test_a_password_has_no_last_day() -> None:
    made, _ = _entered()
    User.objects.filter(pk=made.user_id).update(last_login=timezone.now() - timedelta(days=1_500))
    browser = Client()
    browser.post("/masuk/", {"login": "siti", "password": SANDI})
    assert browser.get(OWN).status_code == 200


@pytest.mark.parametrize(
    "typed", ["Puskesmas2022!", "DinasKesehatan1", "upaya-insentif-9", "Agustus-2022-bok"]
)
def test_words_of_the_house_alone_are_no_password(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(typed)
    assert refused.value.error_list[0].code == "password_house_words"


def test_any_signs_make_a_password_and_it_counts_whole() -> None:
    """No class of signs is asked for; 64 and more are taken; nothing is cut off or trimmed."""
    for typed in ("puskesmas kuda baterai", "48#!92@71&55%20", "e" * 3 + "lang terbang tinggi" * 4):
        validate_password(typed)
    long = " Kuda baterai staples " * 4
    made, browser = _entered()
    sent = {"oldpassword": SANDI, "password1": long, "password2": long}
    browser.post("/sandi/ubah/", sent)
    made.user.refresh_from_db()
    assert made.user.check_password(long)
    for near in (long.strip(), long[:-1], long.lower()):
        assert not made.user.check_password(near)


def test_a_page_with_a_password_hides_it_and_lets_it_be_pasted() -> None:
    _, browser = _entered()
    for page in (Client().get("/masuk/"), browser.get("/sandi/ubah/")):
        text = page.content.decode()
        assert 'type="password"' in text
        assert 'autocomplete="off"' not in text
        assert "onpaste" not in text
