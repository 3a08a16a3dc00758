"""What pages and the door ask about people and memberships."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import (
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.db.models.expressions import Combinable

from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.core import clock
from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit


def memberships_in_force(user: User) -> list[Membership]:
    """The memberships this person may act under today, oldest first, ready to be worn.

    Each says in `ber_totp` whether the person has a second factor: the door asks for both at once.
    An account of the demo has none outside the demo: a database that once held the demo stays
    closed. Nor does a role that no part of the house declares give anything.
    """
    if user.is_demo and not settings.DEMO:
        return []
    rows = Membership.objects.valid_on(clock.today()).filter(user=user)
    known, factor = registry().roles, _totp().filter(user_id=OuterRef("user_id"))
    rows = rows.select_related("unit").annotate(ber_totp=Exists(factor), **_lacking())
    held = [m for m in rows.order_by("pk") if m.role in known]
    # Every request asks this, and few stand in for anybody.
    prefetch_related_objects([m for m in held if m.mewakili_id], "mewakili__user")
    return held


class _Lacks(Func):
    """Whether a district has no unit of a kind.

    Every request asks; to put together three `Exists` took longer than all that the database does.
    """

    template = (
        f"NOT EXISTS(SELECT 1 FROM {Unit._meta.db_table} kantor "  # noqa: S608 - our own name
        "WHERE (kantor.kabupaten_id, kantor.jenis) = (%(expressions)s))"
    )
    output_field = BooleanField()


def _lacking() -> dict[str, Combinable]:
    """By the office that a system stands on: whether the district has none of that kind."""
    return {
        f"tanpa_{kind}": _Lacks(F("unit__kabupaten"), Value(kind)) for kind in registry().offices
    }


def _totp() -> QuerySet[Authenticator]:
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    return rows


def has_totp(user_id: int) -> bool:
    """Whether the person signs in with a code of an authenticator app."""
    return bool(_totp().filter(user_id=user_id).exists())


def needs_totp(memberships: Iterable[Membership]) -> bool:
    """Whether one of these roles obliges to a second factor here; the demo obliges nobody."""
    return not settings.DEMO and any(registry().roles[m.role].totp for m in memberships)


def memberships_of(people: Iterable[int]) -> QuerySet[Membership]:
    """All that these people hold or held, oldest first, `unit` loaded."""
    rows: QuerySet[Membership] = Membership.objects.filter(user__in=list(people))
    return rows.select_related("unit").order_by("pk")


def present(held: Sequence[Membership]) -> list[Membership]:
    """Those that hold today or later; all of them when none does."""
    today = clock.today()
    return [m for m in held if m.sampai is None or m.sampai >= today] or list(held)


def present_memberships(person: User) -> list[Membership]:
    """What a person holds today or later; what they held when that is nothing."""
    return present(list(memberships_of([person.pk])))


def workplace(person: User) -> Unit:
    """Where a person works: the unit of the oldest present membership."""
    return present_memberships(person)[0].unit


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who can give a role: the unit and the name."""

    unit: str
    name: str


def contacts_for(user: User) -> list[Contact]:
    """The admins of the districts where this person has or had a membership."""
    places = user.memberships.exclude(unit__kabupaten=None).values("unit__kabupaten")
    admins = (
        Membership.objects.valid_on(clock.today())
        .filter(role=ADMIN_DINAS.name, unit__kabupaten__in=places)
        .select_related("unit", "user")
        .order_by("unit__nama", "user__name", "pk")
    )
    return [Contact(m.unit.nama, m.user.name) for m in admins]


def listed(access: Access) -> QuerySet[Membership]:
    """Every membership that this person may know of, with its person and unit."""
    rows: QuerySet[Membership] = Membership.objects.for_scope(access.scope)
    return rows.select_related("user", "unit")


def of_person(access: Access, person: User) -> list[Membership]:
    """The memberships of one person within the scope, newest first."""
    return list(listed(access).filter(user=person).order_by("-mulai", "-pk"))


def demo_accounts() -> list[Membership]:
    """The demo's memberships in force: the first of each role in a district, roles in their order.

    A district with a part of its own is looked at by somebody of that district.
    """
    if not settings.DEMO:
        return []
    rows = (
        Membership.objects.valid_on(clock.today())
        .filter(user__username__startswith=DEMO_PREFIX)
        .select_related("user", "unit__kabupaten")
        .order_by("pk")
    )
    first: dict[tuple[str, str | None], Membership] = {}
    for membership in rows:
        first.setdefault((membership.role, membership.unit.kabupaten_id), membership)
    return [held for name in registry().roles for (role, _), held in first.items() if role == name]


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A district of the demo (or the nation), the systems at work there, and whom to enter as."""

    nama: str
    sistem: list[str]
    akun: list[tuple[Membership, str]]


def by_place(accounts: Sequence[Membership]) -> list[DemoPlace]:
    """The demo's accounts district by district, the first loaded first, the nation last.

    A role that an earlier district has too carries the district in its label: two buttons of one
    page are never called alike.
    """
    apart = {stage.kode for stage in registry().load("stages")}
    seen: set[str] = set()
    labels: dict[int, str] = {}
    for held in sorted(accounts, key=lambda held: held.pk):
        place = held.unit.kabupaten
        again = held.role in seen and place is not None
        labels[held.pk] = f"{held.role_label}, {place.nama}" if again and place else held.role_label
        seen.add(held.role)
    found: dict[str | None, DemoPlace] = {}
    for held in sorted(accounts, key=lambda held: (held.unit.kabupaten_id is None, held.pk)):
        place = held.unit.kabupaten
        name = place.nama if place else "Seluruh Indonesia"
        found.setdefault(held.unit.kabupaten_id, DemoPlace(name, [], []))
    for held in accounts:
        found[held.unit.kabupaten_id].akun.append((held, labels[held.pk]))
    for code, one in found.items():
        roles = {held.role for held, _ in one.akun}
        one.sistem.extend(
            part.title
            for part in registry().systems
            if (part.demo and code and code not in apart) or roles & {r.name for r in part.roles}
        )
    return list(found.values())
