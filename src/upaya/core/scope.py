"""Who sees which rows: queries go through `.for_scope(scope)`, permission comes after.

A row has owners, a scope has a reach: a row is seen when one of its owners lies in the scope. For
somebody who is nobody here there is one other door, `.for_public()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Model, Q, QuerySet

from upaya.core.public import Public, PublicRows
from upaya.rules.roles import Reach


@dataclass(frozen=True, slots=True)
class Scope:
    """What one membership reaches.

    A district with everything in it, one unit, a unit with the branch below it (`jalur`, its path),
    an explicit set of `units`, one person's own rows, or the nation, which reads aggregates only.
    `chains` are the named chains of the audit that it may read beside its district's.
    """

    reach: Reach
    kabupaten: str | None
    unit: int | None
    user: int
    jalur: str = ""
    units: frozenset[int] = frozenset()
    chains: frozenset[str] = frozenset()

    @classmethod
    def of_person(cls, user: int) -> Self:
        """What an account without any membership reaches: its own rows, wherever they lie."""
        return cls(Reach.PERSON, None, None, user)


@dataclass(frozen=True, slots=True)
class Owner:
    """Lookups from a model to one owner of its rows.

    Without `unit` the district itself owns them: a decree of its own is seen by every unit there.
    Without `kabupaten` the unit is an owner in whatever district the row lies, as a hospital is of
    its claims; that district's office does not see them for the hospital's sake.
    """

    kabupaten: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ScopePath:
    """Lookups from a model to what owns its rows; "" where rows have no such owner.

    `also` names further owners beside the first: who pays *or* who provides. `unit` leads to a unit
    or to a column that holds the key of one.
    """

    kabupaten: str
    unit: str = ""
    person: str = ""
    also: tuple[Owner, ...] = ()

    @property
    def owners(self) -> tuple[Owner, ...]:
        """All of them but the person."""
        return (Owner(self.kabupaten, self.unit), *self.also)


M_co = TypeVar("M_co", bound=Model, covariant=True)


class ScopedQuerySet(QuerySet[M_co, M_co], Generic[M_co]):
    """A queryset of a model that declares `scope_path`."""

    def for_scope(self, scope: Scope) -> Self:
        """Only the rows this scope may know of. The nation reads aggregates, never rows."""
        seen = rows_seen(self.model, scope)
        return self.none() if seen is None else self.filter(seen)

    def for_public(self) -> PublicRows:
        """Only the rows and fields that anybody may read, as the model's `public` says."""
        return PublicRows.of(self, self.model.public)  # type: ignore[attr-defined]


class ScopedModel(models.Model):
    """A model whose rows belong to somebody; `scope_path` says to whom, `public` what all see."""

    scope_path: ClassVar[ScopePath]
    public: ClassVar[Public | None] = None
    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


def rows_seen(model: type[Model], scope: Scope) -> Q | None:
    """The condition under which a row of `model` is seen; None: no row ever is."""
    path: ScopePath = model.scope_path  # type: ignore[attr-defined]
    if scope.reach is Reach.NATION:
        return None
    if scope.reach is Reach.PERSON:
        own = Q(**{path.person: scope.user}) if path.person else None
        return _within(path.kabupaten, scope, own)
    found = [seen for owner in path.owners if (seen := _lies_in(model, owner, scope)) is not None]
    return reduce(or_, found) if found else None


def _lies_in(model: type[Model], owner: Owner, scope: Scope) -> Q | None:
    """When this owner lies in the scope."""
    if scope.reach is Reach.DISTRICT or not owner.unit:
        if not owner.kabupaten or scope.kabupaten is None:
            return None
        return Q(**{owner.kabupaten: scope.kabupaten})
    return _within(owner.kabupaten, scope, _unit_in(model, owner.unit, scope))


def _within(kabupaten: str, scope: Scope, condition: Q | None) -> Q | None:
    """The same inside the scope's district: rows are kept by district, so it is asked for first."""
    if condition is None or not kabupaten or scope.kabupaten is None:
        return condition
    return Q(**{kabupaten: scope.kabupaten}) & condition


def _unit_in(model: type[Model], lookup: str, scope: Scope) -> Q | None:
    if scope.reach is Reach.UNIT:
        return None if scope.unit is None else Q(**{lookup: scope.unit})
    if scope.reach is Reach.UNITS:
        return Q(**{f"{lookup}__in": sorted(scope.units)})
    if not scope.jalur:
        return None
    path = _path_lookup(model, lookup)
    if path is not None:
        return Q(**{path: scope.jalur})
    # A bare key: the units of the branch are looked up beside it.
    tree = apps.get_model(settings.UNIT_MODEL)
    return Q(
        **{f"{lookup}__in": tree._default_manager.filter(jalur__under=scope.jalur).values("pk")}
    )


@cache
def _path_lookup(model: type[Model], lookup: str) -> str | None:
    """From `lookup`, which leads to a unit, to its path; None when it ends at a bare key."""
    *steps, last = lookup.split("__")
    at: type[Model] = model
    for step in steps:
        at = at._meta.get_field(step).related_model  # type: ignore[assignment]
    if last == "pk":
        way = steps
    else:
        target = at._meta.get_field(last).related_model
        if target is None:
            return None
        at, way = target, [*steps, last]  # type: ignore[assignment]
    if at is not apps.get_model(settings.UNIT_MODEL):
        return None
    return "__".join((*way, "jalur", "under"))
