"""Delegation while an officer is away: who may lend what to whom, until when, and what it gives."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.at_once import at_once
from tests.factories.akun import give_totp, make_membership, make_user, sign_in
from tests.factories.insentif import make_month, make_team
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun import pelimpahan, proposals, services
from upaya.akun.models import Membership, Pelimpahan, User, UsulanAkses
from upaya.akun.pelimpahan import PALING_LAMA, Masa
from upaya.alur.reading import history
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.core.trail import days
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)

pytestmark = pytest.mark.django_db

CUTI = "Cuti tahunan."


def masa(first: int = 0, last: int = 6) -> Masa:
    """Days from today on."""
    today = clock.today()
    return Masa(today + timedelta(days=first), today + timedelta(days=last))


def acting(held: Membership) -> Access:
    give_totp(held.user)
    return held.access()


@pytest.fixture
def away() -> Membership:
    """An operator who will be away; lending that role needs nobody else."""
    return make_membership(OPERATOR_PUSKESMAS)


@pytest.fixture
def colleague(away: Membership) -> User:
    return make_membership(PETUGAS, away.unit).user


def lend(away: Membership, wakil: User, term: Masa | None = None) -> Pelimpahan:
    return pelimpahan.delegate(acting(away), away, wakil, term or masa(), CUTI)


def refused(
    away: Membership, wakil: User, term: Masa, words: str, by: Access | None = None
) -> None:
    with pytest.raises(ValidationError, match=words):
        pelimpahan.delegate(by or acting(away), away, wakil, term, CUTI)
    assert not Pelimpahan.objects.exists()
    assert not Membership.objects.exclude(mewakili=None).exists()


# ------------------------------------------------------------------ giving
def test_it_gives_a_dated_membership_that_says_whose_it_is_and_once(
    away: Membership, colleague: User
) -> None:
    first = lend(away, colleague)
    assert lend(away, colleague).pk == first.pk, "the same form twice"
    made = Membership.objects.get(mewakili=away)
    assert (made.user, made.role, made.unit) == (colleague, away.role, away.unit)
    assert (made.mulai, made.sampai) == (masa().mulai, masa().sampai), "it ends by itself"
    assert first.keanggotaan == made
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert (actions.count("pelimpahan.buat"), actions.count("keanggotaan.tambah")) == (1, 1)


def test_refusals_leave_nothing(away: Membership, colleague: User) -> None:
    refused(away, away.user, masa(), "diri sendiri")
    refused(away, colleague, masa(-1, 3), "berlaku surut")
    refused(away, colleague, masa(3, 2), "mendahului")
    refused(away, colleague, masa(0, PALING_LAMA), f"{PALING_LAMA} hari")
    refused(away, make_user(), masa(), "unit yang sama")
    elsewhere = make_membership(PETUGAS, make_puskesmas("Besuki")).user
    refused(away, elsewhere, masa(), "unit yang sama")
    twin = make_membership(OPERATOR_PUSKESMAS, away.unit).user
    refused(away, twin, masa(), "sudah memegang peran itu")
    services.end_membership(make_membership(ADMIN_DINAS).access(), away, sampai=masa().mulai)
    refused(away, colleague, masa(), "berakhir sebelum")


def test_the_longest_delegation_is_let_through(away: Membership, colleague: User) -> None:
    assert lend(away, colleague, masa(0, PALING_LAMA - 1)).keanggotaan is not None


def test_nobody_lends_what_is_not_theirs(away: Membership, colleague: User) -> None:
    stranger = make_membership(OPERATOR_PUSKESMAS, away.unit)
    far = make_membership(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    for by in (stranger, far):
        refused(away, colleague, masa(), "tidak dapat Anda limpahkan", acting(by))
    own_rows = make_membership(PETUGAS, away.unit)
    refused(own_rows, colleague, masa(), "tidak dapat Anda limpahkan")
    admin = make_membership(ADMIN_DINAS)
    row = pelimpahan.delegate(acting(admin), away, colleague, masa(), CUTI)
    assert row.keanggotaan is not None, "the admin of the district may, for somebody else"
    lent = row.keanggotaan
    with pytest.raises(ValidationError, match="tidak dapat Anda limpahkan"):
        pelimpahan.delegate(acting(lent), lent, away.user, masa(), CUTI)


def test_a_role_of_the_district_is_lent_within_its_office_only() -> None:
    held = make_membership(VERIFIKATOR_DINAS)
    near = make_membership(ADMIN_DINAS, held.unit).user
    below = make_membership(OPERATOR_PUSKESMAS, make_puskesmas()).user
    people = pelimpahan.candidates(held, clock.today())
    assert near in people
    assert below not in people
    assert held.user not in people


def test_one_role_has_one_delegate_at_a_time(away: Membership, colleague: User) -> None:
    lend(away, colleague)
    other = make_membership(PETUGAS, away.unit).user
    with pytest.raises(ValidationError, match="sudah dilimpahkan"):
        lend(away, other, masa(6, 8))
    assert lend(away, other, masa(7, 8)).keanggotaan is not None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_delegation(away: Membership, colleague: User) -> None:
    access, other = acting(away), make_membership(PETUGAS, away.unit).user
    people = [colleague, other]
    made, _refused = at_once(
        lambda n: pelimpahan.delegate(access, away, people[n % 2], masa(), CUTI), clicks=4
    )
    assert len({row.pk for row in made}) == 1
    assert Membership.objects.filter(mewakili=away).count() == 1


# ------------------------------------------------------------------ two people
def test_where_the_role_decides_over_the_asker_a_second_person_agrees() -> None:
    head = make_membership(KEPALA_PUSKESMAS)
    colleague = make_membership(PETUGAS, head.unit).user
    row = lend(head, colleague)
    assert lend(head, colleague).pk == row.pk
    assert row.keanggotaan is None
    asked = UsulanAkses.objects.get(pelimpahan=row)
    assert not Membership.objects.filter(mewakili=head).exists(), "nothing before the second word"
    with pytest.raises(ValidationError, match="di luar kewenangan"):
        proposals.decide(asked.pk, acting(head), setuju=True, alasan="")
    boss = acting(make_membership(KEPALA_DINAS))
    proposals.decide(asked.pk, boss, setuju=True, alasan="")
    made = Membership.objects.get(mewakili=head)
    assert (Pelimpahan.objects.get().keanggotaan, made.sampai) == (made, row.sampai)


def test_what_was_withdrawn_while_it_waited_is_not_agreed_to() -> None:
    head = make_membership(KEPALA_PUSKESMAS)
    row = lend(head, make_membership(PETUGAS, head.unit).user)
    pelimpahan.withdraw(acting(head), row.pk)
    asked = UsulanAkses.objects.get(pelimpahan=row)
    with pytest.raises(ValidationError, match="sudah dicabut"):
        proposals.decide(asked.pk, acting(make_membership(KEPALA_DINAS)), setuju=True, alasan="")
    assert not Membership.objects.filter(mewakili=head).exists()


# ------------------------------------------------------------------ ending
@pytest.mark.parametrize(("first", "left"), [(0, 0), (3, 2)], ids=["berjalan", "akan datang"])
def test_withdrawn_it_ends_today_or_never_begins(
    away: Membership, colleague: User, first: int, left: int
) -> None:
    row = lend(away, colleague, masa(first, 6))
    with pytest.raises(ValidationError, match="di luar kewenangan"):
        pelimpahan.withdraw(make_membership(PETUGAS, away.unit).access(), row.pk)
    for _ in range(2):
        pelimpahan.withdraw(acting(away), row.pk)
    made = Membership.objects.get(mewakili=away)
    assert made.sampai == clock.today() + timedelta(days=left)
    for later in range(first + 1, 8):
        day = clock.today() + timedelta(days=later)
        assert made not in Membership.objects.valid_on(day)
    if first:
        assert made not in Membership.objects.valid_on(made.mulai)
        assert lend(away, colleague, masa(first, 6)).pk != row.pk, "asked for again"
    assert AuditEntry.objects.filter(action="pelimpahan.cabut").count() == 1


def test_a_role_that_ends_takes_along_what_stands_in_for_it(
    away: Membership, colleague: User
) -> None:
    lend(away, colleague)
    last = date.fromordinal(clock.today().toordinal() + 2)
    services.end_membership(make_membership(ADMIN_DINAS).access(), away, sampai=last)
    assert Membership.objects.get(mewakili=away).sampai == last


# ------------------------------------------------------------------ separation of duties
def test_a_delegate_does_not_decide_what_the_delegate_prepared() -> None:
    name = next(m.name for m in INSENTIF.moves.values() if m.different_from)
    move = INSENTIF.moves[name]
    month = make_month(status=min(move.sources))
    team = make_team(month.puskesmas)
    usual, preparer = team.for_move(name), team.for_move(min(move.different_from))
    row = pelimpahan.delegate(
        acting(make_membership(ADMIN_DINAS)), usual, preparer.user, masa(), CUTI
    )
    if row.keanggotaan is None:
        assert row.usulan_id is not None
        boss = acting(make_membership(KEPALA_DINAS))
        proposals.decide(row.usulan_id, boss, setuju=True, alasan="")
    hat = Membership.objects.get(mewakili=usual)
    with pytest.raises(MoveRefusedError, match="orang lain"):
        move_month(
            month.pk,
            name,
            hat.access(),
            seen_status=month.status,
            reason="Alasan contoh.",
            pernyataan=True,
        )


def test_what_a_delegate_does_names_both(client: Client, waiting_month: Pengajuan) -> None:
    """The log and the history of the case, the audit and its page."""
    team = make_team(waiting_month.puskesmas)
    colleague = make_membership(PETUGAS, waiting_month.puskesmas).user
    boss = acting(make_membership(ADMIN_DINAS))
    hat = pelimpahan.delegate(boss, team.tim, colleague, masa(), CUTI).keanggotaan
    assert hat is not None
    move_month(waiting_month.pk, "verifikasi", hat.access(), seen_status=waiting_month.status)
    log = history(waiting_month).get(move="verifikasi")
    assert (log.actor, log.mewakili) == (colleague, team.tim.user)
    entry = AuditEntry.objects.get(action="insentif.verifikasi", subject_id=str(waiting_month.pk))
    assert (entry.actor, entry.detail["mewakili"]) == (colleague, team.tim.user_id)
    said = f"{colleague.name}, Tim verifikasi puskesmas, mewakili {team.tim.user.name}"
    sign_in(client, hat)
    assert said in client.get(f"{waiting_month.get_absolute_url()}riwayat/").content.decode()
    assert f"mewakili {team.tim.user.name}" in client.get("/profil/").content.decode()
    told = [one for day in days([entry], boss) for one in day.told]
    assert [one.role for one in told] == [said.partition(", ")[2]]


# ------------------------------------------------------------------ pages
def test_from_the_form_to_the_inbox_and_back(
    client: Client, away: Membership, colleague: User
) -> None:
    sign_in(client, away)
    assert "/pelimpahan/" in client.get("/profil/").content.decode()
    address = f"/pelimpahan/peran/{away.pk}/"
    assert f'href="{address}"' in client.get("/pelimpahan/").content.decode()
    term = masa()
    said = {"wakil": str(colleague.pk), "mulai": str(term.mulai), "sampai": str(term.sampai)}
    kept = client.post(address, {**said, "alasan": ""})
    assert kept.status_code == 422
    assert "Tulis alasannya." in kept.content.decode()
    shown = client.post(address, {**said, "alasan": CUTI}, follow=True).content.decode()
    assert colleague.name in shown
    row = Pelimpahan.objects.get()
    make_month(puskesmas=away.unit)
    other = sign_in(Client(), Membership.objects.get(mewakili=away))
    assert f"mewakili {away.user.name}" in other.get("/tugas/").content.decode()
    far = Client()
    sign_in(far, make_membership(ADMIN_DINAS, make_dinas(make_kabupaten("35.10"))))
    assert far.get(address).status_code == 404
    assert far.post(f"/pelimpahan/{row.pk}/cabut/").status_code == 404
    shown = client.post(f"/pelimpahan/{row.pk}/cabut/", follow=True).content.decode()
    assert "Dicabut" in shown
