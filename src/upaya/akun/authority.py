"""Who manages whose memberships: read from what each role says of itself.

Nobody can give themselves power, and nobody can act on a person who holds more than they may give.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from upaya.akun.models import Membership
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


def manages_all(access: Access, memberships: Iterable[Membership]) -> bool:
    """Whether every one of `memberships` is theirs to manage; False when there is none."""
    found = list(memberships)
    return bool(found) and all(manages(access, membership) for membership in found)
