"""Who may give, end and change what; nothing changes without a trace."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from tests.factories.akun import make_access, make_membership, make_user
from tests.factories.peran import ROLES
from tests.factories.wilayah import (
    make_dinas,
    make_kabupaten,
    make_kementerian,
    make_puskesmas,
    make_unit,
)
from upaya.akun import authority, proposals, services
from upaya.akun.giving import Term
from upaya.akun.models import Membership, User
from upaya.akun.proposals import Jenis
from upaya.core import audit, clock
from upaya.core.models import AuditEntry
from upaya.rules.bok.road import PJ_PROGRAM
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.jamkesda.peran import KEPALA_PPK, ORANG_UPT, PENDAFTARAN, PETUGAS_KLAIM
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    DINAS,
    KEMENTERIAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
    PUSKESMAS,
)
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

START = date(2022, 8, 1)
OWN = {
    OPERATOR_PUSKESMAS,
    PJ_PROGRAM,
    TIM_VERIFIKASI,
    BENDAHARA_PEMBANTU,
    PETUGAS,
}


GIVES = {
    KEPALA_PUSKESMAS: OWN,
    KEPALA_DINAS: set(ORANG_UPT),  # Pasal 12 ayat (2) Perbup Penajam Paser Utara 29/2016
    KEPALA_PPK: {PENDAFTARAN, PETUGAS_KLAIM},  # Pasal 12 ayat (3)
}
WITH_A_SECOND = {
    ADMIN_DINAS: {ADMIN_DINAS, KEPALA_DINAS, KEPALA_PUSKESMAS},
    KEPALA_PUSKESMAS: {BENDAHARA_PEMBANTU, TIM_VERIFIKASI},
    KEPALA_DINAS: set[Role](),
    KEPALA_PPK: set[Role](),
}
"""Roles with a word on the giver's own work: who decides over accounts, who pays what was asked."""


def place_of(role: Role, kode: str = "35.12") -> Unit:
    if role.units == KEMENTERIAN:
        return make_kementerian()
    if role.units == DINAS:
        return make_dinas(make_kabupaten(kode))
    if PUSKESMAS[0] not in role.units:
        return make_unit(role.units[0], make_kabupaten(kode))
    return make_puskesmas("Panji", make_kabupaten(kode))


def term(role: Role, unit: Unit | None = None, sampai: date | None = None) -> Term:
    return Term(role, unit or place_of(role), "800/2/2022", START, sampai)


def says(refusal: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(refusal.value.messages)


# ------------------------------------------------------------------ giving
@pytest.mark.parametrize("giver", ROLES)
@pytest.mark.parametrize("given", ROLES)
def test_who_gives_which_role(giver: Role, given: Role) -> None:
    access = make_access(giver, place_of(giver))
    may = (giver == ADMIN_DINAS and given != PENGAMAT_NASIONAL) or (given in GIVES.get(giver, ()))
    assert (given in authority.roles_given_by(access)) is may
    person = make_user()
    if not may:
        with pytest.raises(ValidationError):
            services.give_role(access, person, term(given))
        assert not person.usulan_akses.exists()
        return
    alone = given not in WITH_A_SECOND[giver]
    assert (services.give_role(access, person, term(given)) is not None) is alone
    assert Membership.objects.filter(user=person).exists() is alone
    assert person.usulan_akses.exists() is not alone


def test_a_head_gives_nothing_at_another_puskesmas_nor_an_admin_in_another_district() -> None:
    head = make_access(KEPALA_PUSKESMAS, make_puskesmas("Panji"))
    admin = make_access(ADMIN_DINAS)
    there = make_puskesmas("Besuki")
    far = make_puskesmas("Genteng", make_kabupaten("35.10"))
    for access, unit in ((head, there), (head, far), (admin, far)):
        with pytest.raises(ValidationError, match="di luar kewenangan"):
            services.give_role(access, make_user(), term(PETUGAS, unit))
    services.give_role(admin, make_user(), term(PETUGAS, there))
    assert list(authority.units_managed_by(head)) == [make_puskesmas("Panji")]
    assert far not in authority.units_managed_by(admin)


def test_a_role_belongs_at_its_kind_of_unit() -> None:
    admin = make_access(ADMIN_DINAS)
    with pytest.raises(ValidationError) as refusal:
        services.give_role(admin, make_user(), term(KEPALA_DINAS, make_puskesmas()))
    assert "hanya ada di unit Dinas Kesehatan" in says(refusal)


def test_nobody_gives_a_role_to_themselves() -> None:
    admin = make_membership(ADMIN_DINAS)
    with pytest.raises(ValidationError, match="kepada diri sendiri"):
        services.give_role(admin.access(), admin.user, term(KEPALA_DINAS))


def test_the_same_role_at_the_same_unit_is_not_held_twice_at_once() -> None:
    admin = make_access(ADMIN_DINAS)
    person = make_user()
    services.give_role(admin, person, term(PETUGAS, sampai=date(2022, 8, 31)))
    later = Term(PETUGAS, make_puskesmas(), "2", date(2022, 8, 31))
    with pytest.raises(ValidationError, match="masa yang sama"):
        services.give_role(admin, person, later)
    services.give_role(admin, person, Term(PETUGAS, make_puskesmas(), "2", date(2022, 9, 1)))
    earlier = Term(PETUGAS, make_puskesmas(), "3", date(2022, 7, 1), date(2022, 7, 31))
    services.give_role(admin, person, earlier)
    with pytest.raises(ValidationError, match="masa yang sama"):
        services.give_role(admin, person, Term(PETUGAS, make_puskesmas(), "4", date(2022, 6, 1)))


def test_the_end_is_not_before_the_start() -> None:
    admin = make_access(ADMIN_DINAS)
    with pytest.raises(ValidationError) as refusal:
        services.give_role(admin, make_user(), term(PETUGAS, sampai=START - timedelta(days=1)))
    assert list(refusal.value.message_dict) == ["sampai"]


@pytest.mark.empty_world
def test_adding_a_person_leaves_a_trace_without_names() -> None:
    access = make_access(ADMIN_DINAS)
    made = services.add_person(
        access,
        name="Siti Rahma",
        username="siti",
        email="siti@upaya.example",
        term=term(PETUGAS),
    )
    assert not made.has_usable_password()
    entries = list(AuditEntry.objects.filter(chain="35.12").order_by("number"))
    assert [e.action for e in entries] == [
        "pengguna.tambah",
        "keanggotaan.tambah",
        "pengguna.tautan_sandi",
    ]
    assert {e.actor_id for e in entries} == {access.user_id}
    assert "iti" not in str([e.detail for e in entries])
    assert list(audit.verify()) == []


@pytest.mark.empty_world
def test_a_refused_first_role_leaves_no_person() -> None:
    head = make_access(KEPALA_PUSKESMAS)
    with pytest.raises(ValidationError):
        services.add_person(
            head, name="Siti", username="siti", email="", term=term(KEPALA_PUSKESMAS)
        )
    assert not User.objects.filter(username="siti").exists()
    assert not AuditEntry.objects.exists()


def test_names_of_the_demo_are_kept_for_the_demo(settings: Settings) -> None:
    access = make_access(ADMIN_DINAS)
    wanted = {"name": "X", "username": "demo.baru", "email": "", "term": term(PETUGAS)}
    with pytest.raises(ValidationError, match="akun demo"):
        services.add_person(access, **wanted)  # type: ignore[arg-type]
    settings.DEMO = True
    services.add_person(access, **wanted)  # type: ignore[arg-type]


# ------------------------------------------------------------------ ending
def test_ending_counts_the_last_day() -> None:
    access = make_access(ADMIN_DINAS)
    made = make_membership(OPERATOR_PUSKESMAS)
    services.end_membership(access, made, sampai=date(2022, 8, 31))
    assert Membership.objects.valid_on(date(2022, 8, 31)).filter(pk=made.pk).exists()
    assert not Membership.objects.valid_on(date(2022, 9, 1)).filter(pk=made.pk).exists()
    entry = AuditEntry.objects.get(action="keanggotaan.akhiri")
    assert entry.subject_id == str(made.pk)


@pytest.mark.parametrize(
    ("sampai", "words"),
    [(date(2021, 12, 31), "mendahului"), (date(2023, 1, 1), "berakhir lebih awal")],
)
def test_the_last_day_lies_within_the_term(sampai: date, words: str) -> None:
    made = make_membership(OPERATOR_PUSKESMAS, sampai=date(2022, 12, 31))
    with pytest.raises(ValidationError) as refusal:
        services.end_membership(make_access(ADMIN_DINAS), made, sampai=sampai)
    assert words in says(refusal)


def test_a_head_ends_own_team_only() -> None:
    head = make_access(KEPALA_PUSKESMAS, make_puskesmas("Panji"))
    services.end_membership(head, make_membership(PETUGAS), sampai=date(2022, 8, 31))
    for other in (
        make_membership(PETUGAS, make_puskesmas("Besuki")),
        make_membership(KEPALA_PUSKESMAS, make_puskesmas("Panji")),
    ):
        with pytest.raises(ValidationError, match="di luar kewenangan"):
            services.end_membership(head, other, sampai=date(2022, 8, 31))


def test_nobody_ends_the_role_they_act_in() -> None:
    admin = make_membership(ADMIN_DINAS)
    make_membership(ADMIN_DINAS)
    with pytest.raises(ValidationError, match="tidak dapat mengakhirinya sendiri"):
        services.end_membership(admin.access(), admin, sampai=clock.today())


@pytest.mark.empty_world
def test_a_district_keeps_an_admin_beyond_the_last_day() -> None:
    acting = make_membership(ADMIN_DINAS, sampai=clock.today() + timedelta(days=10))
    other = make_membership(ADMIN_DINAS)
    make_membership(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    late = clock.today() + timedelta(days=20)
    with pytest.raises(ValidationError, match="admin terakhir kabupaten"):
        services.end_membership(acting.access(), other, sampai=late)
    with pytest.raises(ValidationError, match="admin terakhir kabupaten"):
        services.end_membership(acting.access(), other, sampai=date.max)
    services.end_membership(acting.access(), other, sampai=clock.today())


# ------------------------------------------------------------------ people
@pytest.mark.empty_world
def test_a_head_cannot_act_on_a_person_who_holds_more(settings: Settings) -> None:
    panji = make_puskesmas("Panji")
    head = make_access(KEPALA_PUSKESMAS, panji)
    plain = make_membership(OPERATOR_PUSKESMAS, panji).user
    powerful = make_membership(PETUGAS, panji).user
    make_membership(ADMIN_DINAS, user=powerful)
    assert services.may_act_on(head, plain)
    assert not services.may_act_on(head, powerful)
    settings.DEMO = True
    acts: tuple[Callable[[], object], ...] = (
        lambda: proposals.ask(head, powerful, Jenis.SANDI, "x"),
        lambda: proposals.ask(head, powerful, Jenis.PENGAMAN, "x"),
        lambda: services.edit_person(head, powerful, name="x", email="x@upaya.example"),
        lambda: services.set_active(head, powerful, active=False),
    )
    for act in acts:
        with pytest.raises(ValidationError, match="di luar kewenangan"):
            act()
    assert not AuditEntry.objects.exists()


def test_a_past_role_elsewhere_does_not_stand_in_the_way() -> None:
    panji = make_puskesmas("Panji")
    head = make_access(KEPALA_PUSKESMAS, panji)
    person = make_membership(OPERATOR_PUSKESMAS, panji).user
    make_membership(ADMIN_DINAS, user=person, sampai=date(2022, 6, 30))
    assert services.may_act_on(head, person)


def test_nobody_acts_on_the_own_account_from_there() -> None:
    admin = make_membership(ADMIN_DINAS)
    with pytest.raises(ValidationError, match="Akun Anda sendiri"):
        services.set_active(admin.access(), admin.user, active=False)


@pytest.mark.empty_world
def test_closing_and_opening_an_account() -> None:
    access = make_access(ADMIN_DINAS)
    person = make_membership(PETUGAS).user
    for active in (False, False, True):
        services.set_active(access, person, active=active)
        person.refresh_from_db()
        assert person.is_active is active
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["pengguna.nonaktifkan", "pengguna.aktifkan"]


@pytest.mark.empty_world
def test_editing_names_the_fields_and_not_their_content() -> None:
    access = make_access(ADMIN_DINAS)
    person = make_membership(PETUGAS).user
    before = person.email
    services.edit_person(access, person, name=person.name, email=person.email)
    assert not AuditEntry.objects.exists()
    services.edit_person(access, person, name="Baru", email=person.email)
    person.refresh_from_db()
    assert (person.name, person.email) == ("Baru", before)
    assert AuditEntry.objects.get().detail == {"kolom": ["name"]}
