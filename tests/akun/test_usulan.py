"""Nobody becomes somebody else: what opens an account, or decides over one's work, takes two."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client, TestCase
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.akun import (
    SANDI,
    give_totp,
    make_membership,
    make_user,
    sign_in,
    sign_in_as,
    totp_code,
)
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun import proposals, services
from upaya.akun.giving import Term
from upaya.akun.izin import IzinAkun
from upaya.akun.models import Membership, User, UsulanAkses
from upaya.akun.proposals import Jenis
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.core.registry import Registry, registry
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    BENDAHARA_PEMBANTU,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)

pytestmark = pytest.mark.django_db

START = date(2022, 8, 1)
LINK = "/sandi/atur/"


def acting(membership: Membership) -> Access:
    """In that membership's name, the second factor set up."""
    give_totp(membership.user)
    return membership.access()


def member_of(role: object, unit: object = None) -> Membership:
    return make_membership(role, unit)  # type: ignore[arg-type] # short names for the lines below


def posted(client: Client, address: str, data: dict[str, str]) -> str:
    """What came back at the end, with what is done after the commit done."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, data, follow=True).content.decode()


# ------------------------------------------------------------------ a password
@pytest.mark.parametrize("second", [ADMIN_DINAS, KEPALA_DINAS, KEPALA_PUSKESMAS])
def test_a_password_is_asked_by_one_confirmed_by_another_and_mailed(
    client: Client, second: object
) -> None:
    victim = make_membership(OPERATOR_PUSKESMAS).user
    sign_in_as(client, ADMIN_DINAS)
    address = f"/pengguna/{victim.pk}/pulihkan/"
    assert client.post(address, {"jenis": "sandi", "alasan": " "}).status_code == 422
    shown = posted(client, address, {"jenis": "sandi", "alasan": "Lupa kata sandi."})
    assert LINK not in shown
    assert not any(LINK in letter.body for letter in mail.outbox), "nothing before the second word"
    asked = UsulanAkses.objects.get(orang=victim)
    own = posted(client, f"/pengguna/usulan/{asked.pk}/putus/", {"putusan": "setuju"})
    assert "yang memutuskan harus orang lain" in own
    other = Client()
    sign_in(other, member_of(second))
    assert "Simpan putusan" in other.get(f"/pengguna/usulan/{asked.pk}/").content.decode()
    shown = posted(other, f"/pengguna/usulan/{asked.pk}/putus/", {"putusan": "setuju"})
    assert LINK not in shown, "whoever confirms sees no link either: the person has mail"
    letters = [m for m in mail.outbox if LINK in m.body]
    assert [m.to for m in letters] == [[victim.email]]
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"akses.usul", "akses.putus", "pengguna.tautan_sandi"} <= actions


def test_without_an_address_the_second_prints_the_link_and_the_asker_never_sees_it(
    client: Client,
) -> None:
    unit = make_puskesmas()
    sign_in_as(client, KEPALA_PUSKESMAS, unit)
    form = {
        "name": "Tanpa Surel",
        "username": "tanpa.surel",
        "email": "",
        "role": PETUGAS.name,
        "unit": str(unit.pk),
        "nomor_sk": "1",
        "mulai": "2022-08-01",
    }
    assert LINK not in posted(client, "/pengguna/baru/", form)
    person = User.objects.get(username="tanpa.surel")
    assert posted(client, "/pengguna/baru/", form), "the same form twice"
    asked = UsulanAkses.objects.get(orang=person)
    other = Client()
    sign_in_as(other, ADMIN_DINAS)
    answer = other.post(f"/pengguna/usulan/{asked.pk}/putus/", {"putusan": "setuju"})
    assert answer.headers["Cache-Control"] == "no-store"
    link = re.search(r"http://testserver(/sandi/atur/[^\"<]+)", answer.content.decode())
    assert link
    assert LINK not in client.get(f"/pengguna/usulan/{asked.pk}/").content.decode()
    assert LINK not in other.get(f"/pengguna/usulan/{asked.pk}/").content.decode(), "once"
    stranger = Client()
    address = stranger.get(link[1], follow=True).redirect_chain[-1][0]
    stranger.post(
        address, {"password1": "kuda-baterai-staples", "password2": "kuda-baterai-staples"}
    )
    person.refresh_from_db()
    assert person.check_password("kuda-baterai-staples")


def test_who_does_not_stand_above_confirms_nothing() -> None:
    asker = acting(make_membership(ADMIN_DINAS))
    head = make_membership(KEPALA_PUSKESMAS)
    asked = proposals.ask(asker, head.user, Jenis.SANDI, "Lupa kata sandi.")
    twin = make_membership(KEPALA_PUSKESMAS, head.unit).access()
    far = make_membership(KEPALA_DINAS, make_dinas(make_kabupaten("35.10"))).access()
    for access in (twin, far):
        assert not proposals.may_decide(access, asked)
        with pytest.raises(ValidationError, match="di luar kewenangan"):
            proposals.decide(asked.pk, access, setuju=True, alasan="")
    victim = make_membership(ADMIN_DINAS, user=head.user).access()
    with pytest.raises(ValidationError, match="harus orang lain"):
        proposals.decide(asked.pk, victim, setuju=True, alasan="")
    asked.refresh_from_db()
    assert asked.waiting


def test_another_hat_of_the_asker_does_not_confirm() -> None:
    admin = make_membership(ADMIN_DINAS)
    asked = proposals.ask(
        acting(admin), make_membership(PETUGAS).user, Jenis.SANDI, "Lupa kata sandi."
    )
    hat = make_membership(KEPALA_DINAS, user=admin.user).access()
    assert not proposals.may_decide(hat, asked)
    with pytest.raises(ValidationError, match="harus orang lain"):
        proposals.decide(asked.pk, hat, setuju=True, alasan="")


def test_only_managers_ask_and_only_those_above_are_asked_to_decide(client: Client) -> None:
    victim = make_membership(PETUGAS)
    proposals.ask(
        acting(make_membership(ADMIN_DINAS)), victim.user, Jenis.SANDI, "Lupa kata sandi."
    )
    waiting = {
        role
        for role in ROLES
        if any(
            victim.user.name in task.judul
            for task in proposals.tasks(make_membership(role).access())
        )
    }
    assert waiting == {ADMIN_DINAS, KEPALA_DINAS, KEPALA_PUSKESMAS}
    sign_in_as(client, KEPALA_DINAS)
    assert client.post(f"/pengguna/{victim.user_id}/pulihkan/").status_code == 403
    sign_in_as(client, AUDITOR)
    asked = UsulanAkses.objects.get(orang=victim.user)
    assert client.get(f"/pengguna/usulan/{asked.pk}/").status_code == 200
    assert client.post(f"/pengguna/usulan/{asked.pk}/putus/").status_code == 403


# ------------------------------------------------------------------ the second factor
def test_a_second_factor_is_taken_off_by_two(settings: Settings) -> None:
    settings.DEMO = False
    victim = make_membership(VERIFIKATOR_DINAS).user
    give_totp(victim)
    bare = make_membership(ADMIN_DINAS)
    with pytest.raises(ValidationError, match="akun Anda sendiri dahulu"):
        proposals.ask(bare.access(), victim, Jenis.PENGAMAN, "Ponselnya sudah hilang.")
    asked = proposals.ask(acting(bare), victim, Jenis.PENGAMAN, "Ponselnya sudah hilang.")
    assert proposals.ask(acting(bare), victim, Jenis.PENGAMAN, "Sekali lagi diminta.") == asked
    assert Authenticator.objects.filter(user=victim).exists()
    boss = make_membership(KEPALA_DINAS).access()
    with TestCase.captureOnCommitCallbacks(execute=True):
        proposals.decide(asked.pk, boss, setuju=True, alasan="")
    assert not Authenticator.objects.filter(user=victim).exists()
    assert AuditEntry.objects.filter(action="pengguna.lepas_pengaman").count() == 1
    assert any("dihapus atas permintaan" in m.body for m in mail.outbox if m.to == [victim.email])


def test_a_refusal_has_a_reason_and_changes_nothing() -> None:
    victim = make_membership(VERIFIKATOR_DINAS).user
    give_totp(victim)
    asked = proposals.ask(
        acting(make_membership(ADMIN_DINAS)), victim, Jenis.PENGAMAN, "Ponselnya sudah hilang."
    )
    boss = make_membership(KEPALA_DINAS).access()
    with pytest.raises(ValidationError):
        proposals.decide(asked.pk, boss, setuju=False, alasan=" ")
    proposals.decide(asked.pk, boss, setuju=False, alasan="Bukan dia yang meminta.")
    assert Authenticator.objects.filter(user=victim).exists()
    assert AuditEntry.objects.filter(action="akses.tolak").count() == 1
    with pytest.raises(ValidationError, match="sudah diputus"):
        proposals.decide(asked.pk, boss, setuju=True, alasan="")


# ------------------------------------------------------------------ the address of mail
def test_nobody_takes_an_account_by_changing_its_address_of_mail(client: Client) -> None:
    """A forgotten password is sent there: alone it would be enough."""
    victim = make_membership(OPERATOR_PUSKESMAS).user
    before = victim.email
    sign_in_as(client, ADMIN_DINAS)
    form = {"name": "Nama Betul", "email": "pencuri@upaya.example"}
    address = f"/pengguna/{victim.pk}/ubah/"
    assert client.post(address, form).status_code == 422, "a reason is needed"
    assert client.post(address, form | {"email": "", "alasan": "x"}).status_code == 422
    taken = make_user(email="punya.orang@upaya.example").email
    assert client.post(address, form | {"email": taken, "alasan": "x"}).status_code == 422
    posted(client, address, form | {"alasan": "Alamat lama salah ketik."})
    victim.refresh_from_db()
    assert (victim.name, victim.email) == ("Nama Betul", before)
    asked = UsulanAkses.objects.get(orang=victim)
    other = Client()
    sign_in_as(other, KEPALA_DINAS)
    assert "pencuri@upaya.example" in other.get(f"/pengguna/usulan/{asked.pk}/").content.decode()
    mail.outbox.clear()
    posted(other, f"/pengguna/usulan/{asked.pk}/putus/", {"putusan": "setuju"})
    victim.refresh_from_db()
    assert victim.email == "pencuri@upaya.example"
    assert {m.to[0] for m in mail.outbox} == {before, victim.email}, "the old address is told"


def test_an_address_that_was_taken_meanwhile_is_a_sentence(client: Client) -> None:
    victim = make_membership(OPERATOR_PUSKESMAS).user
    admin = acting(make_membership(ADMIN_DINAS))
    asked = proposals.ask(
        admin, victim, Jenis.SUREL, "Alamat lama mati.", surel="baru@upaya.example"
    )
    make_user(email="baru@upaya.example")
    sign_in_as(client, KEPALA_DINAS)
    answer = client.post(f"/pengguna/usulan/{asked.pk}/putus/", {"putusan": "setuju"})
    assert answer.status_code == 422
    assert "sudah dipakai orang lain" in answer.content.decode()


# ------------------------------------------------------------------ being told
def test_the_person_is_told_at_every_sign_in_for_two_weeks_and_on_the_own_page(
    settings: Settings,
) -> None:
    settings.DEMO = True
    victim = make_membership(OPERATOR_PUSKESMAS).user
    asker, boss = make_membership(ADMIN_DINAS), make_membership(KEPALA_DINAS)
    asked = proposals.ask(acting(asker), victim, Jenis.SANDI, "Lupa kata sandi.")
    proposals.decide(asked.pk, boss.access(), setuju=True, alasan="")

    def signed_in() -> str:
        door = Client()
        page = door.post("/masuk/", {"login": victim.username, "password": SANDI}, follow=True)
        return page.content.decode()

    for _ in range(2):
        text = signed_in()
        assert f"atas permintaan {asker.user.name}, disetujui {boss.user.name}" in text
    long_ago = clock.now() - proposals.TOLD_FOR - timedelta(days=1)
    UsulanAkses.objects.filter(pk=asked.pk).update(diberitahukan_pada=long_ago)
    assert "atas permintaan" not in signed_in()
    door = Client()
    door.force_login(victim)
    assert f"diminta {asker.user.name}" in door.get("/profil/").content.decode()


# ------------------------------------------------------------------ roles
def test_a_role_that_decides_over_the_givers_work_takes_a_second_person(client: Client) -> None:
    admin = sign_in_as(client, ADMIN_DINAS)
    dinas = make_dinas()
    form = {
        "name": "Boneka",
        "username": "boneka",
        "email": "boneka@upaya.example",
        "role": ADMIN_DINAS.name,
        "unit": str(dinas.pk),
        "nomor_sk": "1",
        "mulai": "2022-08-01",
    }
    posted(client, "/pengguna/baru/", form)
    puppet = User.objects.get(username="boneka")
    assert not puppet.memberships.exists()
    assert not any(LINK in m.body for m in mail.outbox)
    posted(client, "/pengguna/baru/", form)
    asked = UsulanAkses.objects.get(orang=puppet)
    with pytest.raises(ValidationError, match="harus orang lain"):
        proposals.decide(asked.pk, admin.access(), setuju=True, alasan="")
    boss = make_membership(KEPALA_DINAS).access()
    with TestCase.captureOnCommitCallbacks(execute=True):
        proposals.decide(asked.pk, boss, setuju=True, alasan="")
    assert puppet.memberships.get().role == ADMIN_DINAS.name
    assert any(LINK in m.body for m in mail.outbox if m.to == [puppet.email])


def test_every_hat_of_the_giver_counts() -> None:
    unit, elsewhere = make_puskesmas("Panji"), make_puskesmas("Besuki")
    head = make_membership(ADMIN_DINAS)
    term = Term(TIM_VERIFIKASI, unit, "1", START)
    assert services.give_role(acting(head), make_user(), term) is not None
    make_membership(OPERATOR_PUSKESMAS, elsewhere, head.user)
    assert services.give_role(acting(head), make_user(), term) is not None, "another puskesmas"
    make_membership(OPERATOR_PUSKESMAS, unit, head.user, mulai=clock.today() + timedelta(days=9))
    person = make_user()
    assert services.give_role(acting(head), person, term) is None, "they check what the giver fills"
    assert person.usulan_akses.get().role == TIM_VERIFIKASI.name
    assert not person.memberships.exists()


def test_the_road_and_the_proposals_say_who_decides_over_whom() -> None:
    decides = registry().decides_over
    assert decides(TIM_VERIFIKASI, OPERATOR_PUSKESMAS)
    assert decides(VERIFIKATOR_DINAS, KEPALA_PUSKESMAS)
    assert decides(KEPALA_PUSKESMAS, BENDAHARA_PEMBANTU)
    assert decides(KEPALA_DINAS, ADMIN_DINAS)
    assert not decides(OPERATOR_PUSKESMAS, KEPALA_PUSKESMAS)
    assert not decides(PETUGAS, KEPALA_PUSKESMAS)


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_give_one_membership() -> None:
    person = make_user()
    admin = acting(make_membership(ADMIN_DINAS))
    assert services.give_role(admin, person, Term(KEPALA_DINAS, make_dinas(), "1", START)) is None
    asked = person.usulan_akses.get()
    bosses = [make_membership(KEPALA_DINAS).access() for _ in range(2)]

    def decide(number: int) -> object:
        return proposals.decide(asked.pk, bosses[number], setuju=True, alasan="")

    at_once(decide, 2)
    assert person.memberships.count() == 1


# ------------------------------------------------------------------ the second factor of managers
def test_whoever_manages_people_signs_in_with_a_second_factor(settings: Settings) -> None:
    managing = {IzinAkun.KEANGGOTAAN_KELOLA, IzinAkun.AKSES_PUTUS}
    weak = [
        role.name for role, may in registry().matrix.items() if may & managing and not role.totp
    ]
    assert weak == []
    with pytest.raises(ImproperlyConfigured, match="'admin_dinas' memberi peran"):
        Registry(
            replace(part, roles=tuple(replace(role, totp=False) for role in part.roles))
            for part in registry().parts
        )
    settings.DEMO = False
    client = Client()
    admin = make_membership(ADMIN_DINAS)
    client.force_login(admin.user)
    assert client.get("/pengguna/").headers["Location"] == "/pengaman/pasang/"
    give_totp(admin.user)
    door = Client()
    door.post("/masuk/", {"login": admin.user.username, "password": SANDI})
    assert door.get("/pengguna/").status_code == 302, "the code is still due"
    door.post("/masuk/kode/", {"code": totp_code()})
    assert door.get("/pengguna/").status_code == 200
