"""The database repeats what the forms promise."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.factories.akun import make_membership, make_user
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun.authority import BELONGS_AT, NEEDS_TOTP
from upaya.akun.models import Membership, User
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


def refused(row: Model) -> str:
    with pytest.raises(IntegrityError) as fault, transaction.atomic():
        row.save()
    return str(fault.value)


def test_a_name_is_kept_in_small_letters() -> None:
    made = make_user("Siti.Rahma", email="Siti@Upaya.Example")
    assert (made.username, made.email) == ("siti.rahma", "siti@upaya.example")
    refused(User(username="SITI", name="x"))
    refused(User(username="lain", name="x", email="Siti@x.example"))


def test_one_mail_is_one_person_and_no_mail_is_nobody() -> None:
    make_user(email="a@upaya.example")
    refused(User(username="lain", name="x", email="a@upaya.example"))
    make_user(email="")
    make_user(email="")


def test_membership_constraints() -> None:
    made = make_membership(Role.OPERATOR_PUSKESMAS)
    base = {"user": made.user, "unit": made.unit, "nomor_sk": "1", "mulai": date(2023, 1, 1)}
    refused(Membership(**base | {"role": "raja"}))
    refused(Membership(**base, role=Role.PETUGAS.value, sampai=date(2022, 12, 31)))
    refused(Membership(**base | {"nomor_sk": ""}, role=Role.PETUGAS.value))
    refused(Membership(**base | {"mulai": made.mulai}, role=made.role))


@pytest.mark.parametrize(
    ("mulai", "sampai", "valid"),
    [
        (date(2022, 8, 31), None, True),
        (date(2022, 8, 1), date(2022, 8, 31), True),
        (date(2022, 8, 1), date(2022, 8, 30), False),
        (date(2022, 9, 1), None, False),
    ],
)
def test_validity_counts_both_ends(mulai: date, sampai: date | None, valid: bool) -> None:  # noqa: FBT001
    made = make_membership(Role.PETUGAS, mulai=mulai, sampai=sampai)
    day = date(2022, 8, 31)
    assert Membership.objects.valid_on(day).filter(pk=made.pk).exists() is valid
    assert (made.standing(day) == "Berlaku") is valid


@pytest.mark.empty_world
def test_an_inactive_person_has_no_valid_membership() -> None:
    made = make_membership(Role.PETUGAS)
    User.objects.filter(pk=made.user_id).update(is_active=False)
    assert not Membership.objects.valid_on(date(2022, 8, 1)).exists()


@pytest.mark.empty_world
def test_people_are_known_to_the_scopes_of_their_memberships() -> None:
    panji = make_membership(Role.OPERATOR_PUSKESMAS, make_puskesmas("Panji"))
    besuki = make_membership(Role.OPERATOR_PUSKESMAS, make_puskesmas("Besuki"))
    dinas = make_membership(Role.ADMIN_DINAS)
    far = make_membership(Role.ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    slip = make_membership(Role.PETUGAS, panji.unit)
    nation = make_membership(Role.PENGAMAT_NASIONAL)

    def known(to: Membership) -> set[int]:
        return set(User.objects.for_scope(to.access().scope).values_list("pk", flat=True))

    assert known(panji) == {panji.user_id, slip.user_id}
    assert known(dinas) == {m.user_id for m in (panji, besuki, dinas, slip)}
    assert known(far) == {far.user_id}
    assert known(slip) == {slip.user_id}
    assert known(nation) == set()


def test_every_role_belongs_somewhere_and_the_obliged_ones_are_those_of_the_law_of_the_house() -> (
    None
):
    assert set(BELONGS_AT) == set(Role)
    assert {role.value for role in NEEDS_TOTP} == {
        "tim_verifikasi",
        "verifikator_dinas",
        "kepala_puskesmas",
        "kepala_dinas",
        "bendahara_pengeluaran",
        "bendahara_pembantu",
    }
