"""Who manages whose memberships: read from what each role says of itself.

Nobody can give themselves power, and nobody can act on a person who holds more than they may give.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from upaya.akun.izin import IzinAkun
from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.rules.roles import Reach, Role
from upaya.wilayah.models import Unit


def roles_given_by(access: Access) -> tuple[Role, ...]:
    """The roles this person may give and take, in the order of the house."""
    return tuple(role for role in registry().roles.values() if access.role.name in role.given_by)


def units_managed_by(access: Access) -> QuerySet[Unit]:
    """The active units whose memberships this person manages."""
    rows: QuerySet[Unit] = Unit.objects.for_scope(access.scope).filter(aktif=True)
    return rows.order_by("jenis", "nama", "pk")


def manages(access: Access, membership: Membership) -> bool:
    """Whether this person may give and take that membership; needs `unit` loaded."""
    role = registry().roles.get(membership.role)
    if role is None or access.role.name not in role.given_by:
        return False
    if access.role.reach is Reach.UNIT:
        return membership.unit_id == access.scope.unit
    return membership.unit.kabupaten_id == access.scope.kabupaten


def stands_above(access: Access, membership: Membership) -> bool:
    """Whether this person may confirm what another asks for about that membership's holder.

    Whoever may give it, and whoever decides for a whole district.
    """
    if manages(access, membership):
        return True
    whole = access.role.reach is Reach.DISTRICT and access.allows(IzinAkun.AKSES_PUTUS)
    known = membership.role in registry().roles
    return whole and known and membership.unit.kabupaten_id == access.scope.kabupaten


def above_all(access: Access, memberships: Iterable[Membership]) -> bool:
    """Whether this person stands above every one of them; False when there is none."""
    found = list(memberships)
    return bool(found) and all(stands_above(access, membership) for membership in found)


def holders_beyond(access: Access) -> QuerySet[User]:
    """The people who hold, today or later, something that this person does not stand above."""
    held = Membership.objects.filter(Q(sampai=None) | Q(sampai__gte=clock.today()))
    if access.role.reach is Reach.UNIT:
        given = [role.name for role in roles_given_by(access)]
        beyond = held.exclude(unit=access.scope.unit, role__in=given)
    else:
        beyond = held.exclude(unit__kabupaten=access.scope.kabupaten)
    people: QuerySet[User] = User.objects.filter(pk__in=beyond.values("user"))
    return people


def needs_second(access: Access, role: Role, unit: Unit) -> bool:
    """Whether that role there has a word on what the giver prepares: then somebody else gives it.

    Every hat counts that the giver holds today or later.
    """
    held = Membership.objects.filter(user=access.user_id).select_related("unit").order_by("pk")
    today = clock.today()
    for hat in held.filter(Q(sampai=None) | Q(sampai__gte=today)):
        own = registry().roles.get(hat.role)
        if own is not None and registry().decides_over(role, own) and _meet(role, unit, own, hat):
            return True
    return False


def _meet(role: Role, unit: Unit, own: Role, hat: Membership) -> bool:
    """Whether what is prepared under `hat` comes before that role at that unit."""
    if unit.kabupaten_id != hat.unit.kabupaten_id:
        return False
    narrow = (Reach.UNIT, Reach.PERSON)
    return unit.pk == hat.unit_id or role.reach not in narrow or own.reach not in narrow


def manages_all(access: Access, memberships: Iterable[Membership]) -> bool:
    """Whether every one of `memberships` is theirs to manage; False when there is none."""
    found = list(memberships)
    return bool(found) and all(manages(access, membership) for membership in found)
