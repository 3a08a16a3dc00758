"""The door: start page, password, second factor, limits, the demo's entry."""

import base64
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

import upaya.settings as real_settings
from tests.factories.akun import (
    SANDI,
    TOTP_SECRET,
    give_totp,
    make_membership,
    make_user,
    sign_in,
    totp_code,
)
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_dinas
from upaya.akun.models import Membership, User
from upaya.core.models import AuditEntry
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

LOGIN = "/masuk/"


def enter(client: Client, login: str, password: str = SANDI, **more: str) -> object:
    return client.post(LOGIN, {"login": login, "password": password, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# ------------------------------------------------------------------ start page
def test_signed_out_the_start_says_what_upaya_is(client: Client) -> None:
    page = client.get("/", follow=True)
    assert page.status_code == 200
    # Without the tags: a token of random letters in them may spell anything.
    text = re.sub(r"<[^>]*>", " ", page.content.decode())
    assert text.index("Insentif UKM") < text.index("BOK") < text.index("Supermiskol")
    assert "e-Jamkesda" in text
    assert "Komunitas praktisi" in text
    assert "belum tersedia" not in text, "all that was announced is there"
    assert "akun demo" not in text.lower()


def test_whose_the_changes_for_a_district_are_is_said_where_somebody_said_it(
    client: Client, settings: Settings
) -> None:
    assert "Hak cipta" not in client.get(LOGIN).content.decode()
    settings.COPYRIGHT_HOLDER = "Pemerintah Kabupaten <b>Rekaan</b>"
    text = client.get(LOGIN).content.decode()
    assert "Hak cipta atas perubahan bagi daerah ini: Pemerintah Kabupaten &lt;b&gt;" in text
    assert "AGPL-3.0-or-later" in text


def test_signed_in_the_start_is_the_inbox(client: Client) -> None:
    sign_in(client, make_membership(OPERATOR_PUSKESMAS))
    assert client.get("/").headers["Location"] == reverse("akun:tugas") == "/tugas/"


def test_nobody_registers_here(client: Client) -> None:
    for name in ("account_signup", "account_email", "mfa_add_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/masuk/daftar/").status_code == 404


# ------------------------------------------------------------------ password
@pytest.mark.parametrize("login", ["siti", "SITI", "siti@upaya.example", "Siti@Upaya.Example"])
def test_sign_in_by_name_or_mail(client: Client, login: str) -> None:
    make_membership(OPERATOR_PUSKESMAS, user=make_user("siti"))
    enter(client, login)
    assert signed_in(client)
    assert client.session.get_expire_at_browser_close()


def test_next_is_kept_within_this_site(client: Client) -> None:
    make_membership(OPERATOR_PUSKESMAS, user=make_user("siti"))
    page = client.get(LOGIN + "?next=/profil/")
    assert b'name="next"' in page.content
    answer = client.post(LOGIN, {"login": "siti", "password": SANDI, "next": "https://x.example/"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client) -> None:
    make_user("siti")
    page = client.post(LOGIN, {"login": "siti", "password": "keliru"})
    assert not signed_in(client)
    assert "tidak cocok. Periksa lalu coba lagi." in page.content.decode()
    assert b'value="siti"' in page.content


def test_five_failures_close_the_door_for_a_while(client: Client) -> None:
    make_user("siti")
    for _ in range(5):
        client.post(LOGIN, {"login": "siti", "password": "keliru"})
    page = client.post(LOGIN, {"login": "siti", "password": SANDI})
    assert not signed_in(client)
    assert "Terlalu banyak percobaan yang gagal. Tunggu lima menit" in page.content.decode()


def test_a_closed_account_is_told_so(client: Client) -> None:
    made = make_user("siti")
    User.objects.filter(pk=made.pk).update(is_active=False)
    page = client.post(LOGIN, {"login": "siti", "password": SANDI}, follow=True)
    assert not signed_in(client)
    assert "Akun ini nonaktif" in page.content.decode()


def test_passwords_rest_as_argon2() -> None:
    assert real_settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert get_hasher("default").algorithm != "argon2", "the tests use a quick one"


def test_signing_out(client: Client) -> None:
    sign_in(client, make_membership(OPERATOR_PUSKESMAS))
    assert "Keluar dari Upaya?" in client.get("/keluar/").content.decode()
    client.post("/keluar/")
    assert not signed_in(client)


def test_a_lost_password_is_set_anew_by_a_link_that_works_once(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = make_membership(OPERATOR_PUSKESMAS, user=make_user("siti"))
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/sandi/lupa/", {"email": "siti@upaya.example"}, follow=True)
    assert "Periksa surel Anda" in page.content.decode()
    (letter,) = mail.outbox
    assert letter.subject == "Kata sandi baru untuk Upaya"
    assert "siti" in letter.body
    found = re.search(r"http://testserver(/sandi/atur/\S+)", str(letter.body))
    assert found
    form = client.get(found[1], follow=True)
    assert "Buat kata sandi baru" in form.content.decode()
    new = "kuda-baterai-staples-betul"
    address = form.redirect_chain[-1][0]
    short = client.post(address, {"password1": "pendek", "password2": "pendek"})
    assert "terlalu pendek" in short.content.decode()
    done = client.post(address, {"password1": new, "password2": new}, follow=True)
    assert "Kata sandi tersimpan" in done.content.decode()
    again = Client().get(found[1])
    assert "Tautan tidak berlaku lagi" in again.content.decode()
    enter(client, "siti", new)
    assert signed_in(client)
    assert not EmailAddress.objects.exists(), "mail is kept once, on the user"
    entry = AuditEntry.objects.get(action="pengguna.ganti_sandi")
    assert (entry.subject_id, entry.actor_id) == (str(made.user_id), None)
    assert entry.chain == "35.12"


def test_an_unknown_mail_gets_the_same_answer_and_no_letter(client: Client) -> None:
    page = client.post("/sandi/lupa/", {"email": "orang@lain.example"}, follow=True)
    assert "Periksa surel Anda" in page.content.decode()
    assert mail.outbox == []


def test_changing_the_password_keeps_this_session_and_is_in_the_audit(client: Client) -> None:
    made = make_membership(OPERATOR_PUSKESMAS, user=make_user("siti"))
    enter(client, "siti")
    other = Client()
    enter(other, "siti")
    new = "kuda-baterai-staples-betul"
    wrong = client.post(
        "/sandi/ubah/", {"oldpassword": "bukan", "password1": new, "password2": new}
    )
    assert "Kata sandi sekarang tidak cocok." in wrong.content.decode()
    client.post("/sandi/ubah/", {"oldpassword": SANDI, "password1": new, "password2": new})
    assert client.get("/profil/").status_code == 200
    assert other.get("/profil/").status_code == 302
    entry = AuditEntry.objects.get(action="pengguna.ganti_sandi")
    assert entry.actor_id == made.user_id


# ------------------------------------------------------------------ second factor
@pytest.mark.parametrize("role", ROLES)
def test_who_must_have_a_second_factor_reaches_nothing_without(client: Client, role: Role) -> None:
    made = make_membership(role)
    client.force_login(made.user)
    answer = client.get("/profil/")
    if role.totp:
        assert answer.headers["Location"] == reverse("mfa_activate_totp")
        for path in ("/", "/pengguna/", "/sesi/", "/sandi/ubah/", "/pengaman/", "/peran/"):
            assert client.get(path).headers["Location"] == reverse("mfa_activate_totp"), path
    else:
        assert answer.status_code == 200


def test_any_role_held_obliges_not_only_the_one_acted_under(client: Client) -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    make_membership(KEPALA_PUSKESMAS, user=made.user)
    client.force_login(made.user)
    assert client.get("/profil/").headers["Location"] == reverse("mfa_activate_totp")


def test_the_demo_obliges_nobody(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    made = make_membership(KEPALA_PUSKESMAS)
    client.force_login(made.user)
    assert client.get("/profil/").status_code == 200


def test_setting_up_and_using_the_second_factor(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = make_membership(TIM_VERIFIKASI, user=make_user("tim"))
    enter(client, "tim")
    set_up = client.get("/", follow=True)
    assert "Konfirmasi kata sandi" in set_up.content.decode()
    page = client.post(
        "/konfirmasi/", {"password": SANDI, "next": "/pengaman/pasang/"}, follow=True
    )
    image = re.search(r'data:image/svg\+xml;base64,([^"]+)', page.content.decode())
    assert image
    assert "white" in base64.b64decode(image[1]).decode(), "a dark page must not swallow the code"
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    wrong = client.post("/pengaman/pasang/", {"code": "000000"})
    assert "Kode tidak cocok" in wrong.content.decode()

    session = client.session
    session["mfa.totp.secret"] = TOTP_SECRET
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/pengaman/pasang/", {"code": totp_code()}, follow=True)
    assert "Kode cadangan" in done.content.decode()
    stored = Authenticator.objects.get(user=made.user, type=Authenticator.Type.TOTP)
    assert TOTP_SECRET not in str(stored.data)
    assert client.get("/profil/").status_code == 200
    assert AuditEntry.objects.filter(action="pengguna.pasang_pengaman").exists()
    download = client.get("/pengaman/kode/unduh/")
    assert download.headers["Content-Disposition"].startswith("attachment")

    other = Client()
    step = other.post(LOGIN, {"login": "tim", "password": SANDI}, follow=True)
    assert "Langkah kedua" in step.content.decode()
    assert not signed_in(other)
    code = re.findall(r"^\w{8}$", download.content.decode(), re.MULTILINE)[0]
    other.post("/masuk/kode/", {"code": code})
    assert signed_in(other)


def test_only_the_page_of_the_secret_allows_data_images(client: Client) -> None:
    policy = client.get(LOGIN).headers["Content-Security-Policy"]
    assert "img-src 'self';" in policy + ";"
    assert "data:" not in policy


def test_an_obliged_person_cannot_switch_it_off_and_others_can(client: Client) -> None:
    obliged = make_membership(KEPALA_PUSKESMAS, user=make_user("kepala"))
    free = make_membership(OPERATOR_PUSKESMAS, user=make_user("operator"))
    for member, kept in ((obliged, True), (free, False)):
        person = Client()
        sign_in(person, member)
        person.post("/konfirmasi/", {"password": SANDI, "next": "/pengaman/matikan/"})
        page = person.post("/pengaman/matikan/")
        assert Authenticator.objects.filter(user=member.user).exists() is kept
        assert ("Peran Anda mewajibkan" in page.content.decode()) is kept
    assert AuditEntry.objects.filter(action="pengguna.lepas_pengaman").count() == 1


@pytest.mark.parametrize(
    "path", ["/pengaman/", "/pengaman/kode/", "/pengaman/kode/baru/", "/konfirmasi/kode/", "/sesi/"]
)
def test_pages_of_the_own_account_open(client: Client, path: str) -> None:
    made = make_membership(KEPALA_PUSKESMAS, user=make_user("kepala"))
    sign_in(client, made)
    client.post("/konfirmasi/", {"password": SANDI, "next": "/pengaman/kode/baru/"})
    client.post("/pengaman/kode/baru/")
    assert client.get(path).status_code == 200


# ------------------------------------------------------------------ demo
def demo_people() -> list[Membership]:
    return [
        make_membership(role, user=make_user(f"demo.{role.name}", password=None)) for role in ROLES
    ]


def test_the_demo_lists_one_account_per_role_and_enters_by_one_click(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    made = demo_people()
    make_membership(OPERATOR_PUSKESMAS, user=make_user("demo.operator.dua"))
    make_membership(OPERATOR_PUSKESMAS, user=make_user("bukan.demo", name="Orang Biasa"))
    page = client.get(LOGIN).content.decode()
    assert page.count('name="keanggotaan"') == len(ROLES)
    assert "Orang Biasa" not in page
    chosen = made[4]
    answer = client.post("/masuk/demo/", {"keanggotaan": chosen.pk})
    assert answer.headers["Location"] == "/"
    assert client.session["keanggotaan"] == chosen.pk
    assert client.get("/profil/").context["access"].membership_id == chosen.pk


def test_the_demo_enters_no_other_account(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    demo_people()
    plain = make_membership(ADMIN_DINAS, make_dinas())
    for wanted in (str(plain.pk), "", "x", "999999"):
        assert client.post("/masuk/demo/", {"keanggotaan": wanted}).status_code == 404
    assert not signed_in(client)
    assert client.get("/masuk/demo/").status_code == 405


def test_outside_the_demo_its_entry_does_not_exist(client: Client) -> None:
    assert settings.DEMO is False
    made = demo_people()[0]
    assert client.post("/masuk/demo/", {"keanggotaan": made.pk}).status_code == 404
    assert "demo" not in client.get(LOGIN).content.decode().lower()


def test_a_demo_account_can_do_nothing_outside_the_demo(client: Client) -> None:
    made = make_membership(ADMIN_DINAS, user=make_user("demo.admin_dinas"))
    enter(client, "demo.admin_dinas")
    page = client.get("/pengguna/", follow=True)
    assert page.status_code == 403
    assert "hanya dapat dipakai dalam mode demo" in page.content.decode()
    give_totp(made.user)
    assert client.get("/pengguna/").headers["Location"] == reverse("akun:tanpa_peran")
