"""Builders of people and memberships, and the way a test signs in."""

from datetime import date

import pyotp
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests.factories.numbers import next_number
from tests.factories.wilayah import make_dinas, make_kementerian, make_puskesmas, make_unit
from upaya.akun.middleware import SESSION_KEY
from upaya.akun.models import Membership, Pelimpahan, User, UsulanAkses
from upaya.core import clock
from upaya.core.access import Access
from upaya.rules.kesehatan import DINAS, KEMENTERIAN
from upaya.rules.roles import Reach, Role
from upaya.wilayah.models import Unit

SANDI = "sandi-rekaan-untuk-uji"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(
    username: str | None = None,
    name: str | None = None,
    *,
    email: str | None = None,
    password: str | None = SANDI,
) -> User:
    number = next_number()
    username = username or f"orang.{number}"
    return User.objects.create_user(
        username,
        name or f"Orang Rekaan {number}",
        f"{username}@upaya.example" if email is None else email,
        password,
    )


def make_membership(
    role: Role,
    unit: Unit | None = None,
    user: User | None = None,
    *,
    nomor_sk: str = "800/1/2022",
    mulai: date = date(2022, 1, 1),
    sampai: date | None = None,
) -> Membership:
    """A person in a role; without `unit` at the unit of Situbondo where such a role belongs."""
    made = Membership.objects.create(
        role=role.name,
        unit=unit or _usual_unit(role),
        user=user or make_user(),
        nomor_sk=nomor_sk,
        mulai=mulai,
        sampai=sampai,
    )
    assert isinstance(made, Membership)
    return made


def person(role: Role, unit: Unit) -> Membership:
    """Whoever has the role there; called again it is the same person."""
    found = Membership.objects.filter(role=role.name, unit=unit).order_by("pk").first()
    return found or make_membership(role, unit)


def make_access(role: Role, unit: Unit | None = None, user: User | None = None) -> Access:
    """In whose name a service acts, without a request."""
    return make_membership(role, unit, user).access()


def give_totp(user: User) -> None:
    """The person has set up a second factor (secret TOTP_SECRET)."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, TOTP_SECRET)


def totp_code() -> str:
    """What the authenticator app shows now for TOTP_SECRET."""
    return pyotp.TOTP(TOTP_SECRET).now()


def sign_in(client: Client, membership: Membership) -> Client:
    """`client` acting under `membership`, second factor included."""
    give_totp(membership.user)
    client.force_login(membership.user)
    session = client.session
    session[SESSION_KEY] = membership.pk
    session.save()
    return client


def sign_in_as(client: Client, role: Role, unit: Unit | None = None) -> Membership:
    """`client` acting as a new person in `role`; gives that membership back."""
    membership = make_membership(role, unit)
    sign_in(client, membership)
    return membership


def make_usulan(person: User, unit: Unit, asker: User | None = None) -> UsulanAkses:
    """Somebody asks for a new password of a person; nobody has decided."""
    return UsulanAkses.objects.create(
        orang=person,
        unit=unit,
        jenis=UsulanAkses.Jenis.SANDI,
        alasan="Lupa kata sandi.",
        diusulkan_oleh=asker or make_user(),
        diusulkan_pada=clock.now(),
    )


def make_pelimpahan(wakil: User, unit: Unit) -> Pelimpahan:
    """Somebody of that unit is away and waits for a second person: the delegate holds nothing."""
    held = Membership.objects.filter(unit=unit).exclude(user=wakil).order_by("pk").first()
    assert held is not None
    asker = make_user()
    usulan = UsulanAkses.objects.create(
        orang=wakil,
        unit=unit,
        jenis=UsulanAkses.Jenis.PERAN,
        role=held.role,
        nomor_sk="Plh. 800/1/2022",
        mulai=clock.today(),
        sampai=clock.today(),
        alasan="Cuti tahunan.",
        diusulkan_oleh=asker,
        diusulkan_pada=clock.now(),
    )
    return Pelimpahan.objects.create(
        asal=held,
        wakil=wakil,
        mulai=clock.today(),
        sampai=clock.today(),
        alasan="Cuti tahunan.",
        dibuat_oleh=asker,
        dibuat_pada=clock.now(),
        usulan=usulan,
    )


def _usual_unit(role: Role) -> Unit:
    if role.units == KEMENTERIAN:
        return make_kementerian()
    if role.units == DINAS:
        return make_dinas()
    # The puskesmas stands for what is as near; what has a district for itself is made.
    return make_unit(role.units[0]) if role.reach is Reach.DISTRICT else make_puskesmas()
