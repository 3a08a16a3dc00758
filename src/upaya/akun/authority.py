"""Who manages whose memberships, where a role belongs, and which roles need a second factor.

No regulation settles this: it is the application's own safety, decided so that nobody can give
themselves power and nobody can act on a person who holds more than they may give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from upaya.akun.models import Membership
from upaya.core.access import Access
from upaya.rules.roles import DINAS, PUSKESMAS, Role
from upaya.wilayah.models import Unit

NEEDS_TOTP = frozenset(
    {
        Role.TIM_VERIFIKASI,
        Role.VERIFIKATOR_DINAS,
        Role.KEPALA_PUSKESMAS,
        Role.KEPALA_DINAS,
        Role.BENDAHARA_PENGELUARAN,
        Role.BENDAHARA_PEMBANTU,
    }
)

BELONGS_AT: Mapping[Role, str] = (
    dict.fromkeys((*DINAS, Role.AUDITOR), Unit.Jenis.DINAS.value)
    | dict.fromkeys((*PUSKESMAS, Role.PETUGAS), Unit.Jenis.PUSKESMAS.value)
    | {Role.PENGAMAT_NASIONAL: Unit.Jenis.KEMENTERIAN.value}
)

_GIVES: Mapping[Role, frozenset[Role]] = {
    Role.ADMIN_DINAS: frozenset(Role) - {Role.PENGAMAT_NASIONAL},
    Role.KEPALA_PUSKESMAS: frozenset(
        {
            Role.OPERATOR_PUSKESMAS,
            Role.TIM_VERIFIKASI,
            Role.BENDAHARA_PEMBANTU,
            Role.PETUGAS,
        }
    ),
}


def roles_given_by(access: Access) -> tuple[Role, ...]:
    """The roles this person may give and take, in the order of the enum."""
    given = _GIVES.get(access.role, frozenset())
    return tuple(role for role in Role if role in given)


def units_managed_by(access: Access) -> QuerySet[Unit]:
    """The active units whose memberships this person manages."""
    rows: QuerySet[Unit] = Unit.objects.for_scope(access.scope).filter(aktif=True)
    return rows.order_by("jenis", "nama", "pk")


def manages(access: Access, membership: Membership) -> bool:
    """Whether this person may give and take that membership; needs `unit` loaded."""
    if Role(membership.role) not in _GIVES.get(access.role, frozenset()):
        return False
    if access.role is Role.KEPALA_PUSKESMAS:
        return membership.unit_id == access.scope.unit
    return membership.unit.kabupaten_id == access.scope.kabupaten


def manages_all(access: Access, memberships: Iterable[Membership]) -> bool:
    """Whether every one of `memberships` is theirs to manage; False when there is none."""
    found = list(memberships)
    return bool(found) and all(manages(access, membership) for membership in found)
