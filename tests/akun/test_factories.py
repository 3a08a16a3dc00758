"""The builders everybody leans on do what they say."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories.akun import make_membership, sign_in, sign_in_as
from tests.factories.peran import ROLES
from tests.factories.wilayah import make_puskesmas
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import PENGAMAT_NASIONAL
from upaya.rules.roles import Role


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_usual_unit(role: Role) -> None:
    access = make_membership(role).access()
    assert access.role is role
    assert (access.scope.kabupaten is None) == (role == PENGAMAT_NASIONAL)


@pytest.mark.django_db
def test_the_same_name_gives_the_same_unit() -> None:
    assert make_puskesmas("Panji") == make_puskesmas("Panji")
    assert make_puskesmas("Panji").penduduk.count() == 1


@pytest.mark.django_db
def test_sign_in_is_with_second_factor(client: Client) -> None:
    member = sign_in_as(client, TIM_VERIFIKASI)
    assert client.session["keanggotaan"] == member.pk
    assert Authenticator.objects.get(user=member.user).type == Authenticator.Type.TOTP
    sign_in(client, member)
    assert Authenticator.objects.filter(user=member.user).count() == 1
