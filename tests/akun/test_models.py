"""The database repeats what the forms promise."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.factories.akun import make_membership, make_user
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.akun import queries
from upaya.akun.checks import stored_roles
from upaya.akun.models import Membership, User
from upaya.core import triggers
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS, PENGAMAT_NASIONAL, PETUGAS

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
    made = make_membership(OPERATOR_PUSKESMAS)
    base = {"user": made.user, "unit": made.unit, "nomor_sk": "1", "mulai": date(2023, 1, 1)}
    refused(Membership(**base, role=PETUGAS.name, sampai=date(2022, 12, 31)))
    refused(Membership(**base | {"nomor_sk": ""}, role=PETUGAS.name))
    refused(Membership(**base | {"mulai": made.mulai}, role=made.role))


def test_a_role_that_nobody_declares_is_not_stored() -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    made.role = "raja"
    with pytest.raises(ValidationError, match="“raja” tidak dikenal"):
        made.save()
    with pytest.raises(ValidationError):
        Membership(user=made.user, unit=made.unit, nomor_sk="1", role="raja").full_clean()


def test_a_role_that_nobody_declares_any_more_gives_nothing_and_is_reported() -> None:
    made = make_membership(OPERATOR_PUSKESMAS)
    assert stored_roles(databases=["default"]) == []
    with triggers.lifted():
        Membership.objects.filter(pk=made.pk).update(role="raja")
    made.refresh_from_db()
    assert queries.memberships_in_force(made.user) == []
    assert made.role_label == "raja"
    (said,) = stored_roles(databases=["default"])
    assert "'raja'" in said.msg
    assert stored_roles(databases=None) == []


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
    made = make_membership(PETUGAS, mulai=mulai, sampai=sampai)
    day = date(2022, 8, 31)
    assert Membership.objects.valid_on(day).filter(pk=made.pk).exists() is valid
    assert (made.standing(day) == "Berlaku") is valid


@pytest.mark.empty_world
def test_an_inactive_person_has_no_valid_membership() -> None:
    made = make_membership(PETUGAS)
    User.objects.filter(pk=made.user_id).update(is_active=False)
    assert not Membership.objects.valid_on(date(2022, 8, 1)).exists()


@pytest.mark.empty_world
def test_people_are_known_to_the_scopes_of_their_memberships() -> None:
    panji = make_membership(OPERATOR_PUSKESMAS, make_puskesmas("Panji"))
    besuki = make_membership(OPERATOR_PUSKESMAS, make_puskesmas("Besuki"))
    dinas = make_membership(ADMIN_DINAS)
    far = make_membership(ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    slip = make_membership(PETUGAS, panji.unit)
    nation = make_membership(PENGAMAT_NASIONAL)

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
    assert [role.name for role in ROLES if not role.units] == []
    assert {role.name for role in ROLES if role.totp} == {
        "admin_dinas",
        "tim_verifikasi",
        "verifikator_dinas",
        "kepala_puskesmas",
        "kepala_dinas",
        "bendahara_pengeluaran",
        "bendahara_pembantu",
        "penyetuju_dinas",
        "penandatangan_miskin",
        "kepala_upt",
        "admin_upt",
        "verifikator_klaim",
        "bendahara_jamkesda",
        "kepala_ppk",
    }
