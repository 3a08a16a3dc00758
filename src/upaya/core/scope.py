"""Who sees which rows: queries go through `.for_scope(scope)`, permission comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models
from django.db.models import Model, QuerySet

from upaya.rules.roles import Reach


@dataclass(frozen=True, slots=True)
class Scope:
    """What one membership reaches: a district, one unit of it, or one person's own rows."""

    reach: Reach
    kabupaten: str | None
    unit: int | None
    user: int


@dataclass(frozen=True, slots=True)
class ScopePath:
    """Lookups from a model to what owns its rows; "" where rows have no such owner.

    A row without a unit (a district's own decree) is seen by the whole district.
    """

    kabupaten: str
    unit: str = ""
    person: str = ""


M_co = TypeVar("M_co", bound=Model, covariant=True)


class ScopedQuerySet(QuerySet[M_co, M_co], Generic[M_co]):
    """A queryset of a model that declares `scope_path`."""

    def for_scope(self, scope: Scope) -> Self:
        """Only the rows this scope may know of. The nation reads aggregates, never rows."""
        path: ScopePath = self.model.scope_path  # type: ignore[attr-defined]
        if scope.reach is Reach.NATION:
            return self.none()
        rows = self.filter(**{path.kabupaten: scope.kabupaten})
        if scope.reach is Reach.PERSON:
            return rows.filter(**{path.person: scope.user}) if path.person else rows.none()
        if scope.reach is Reach.UNIT and path.unit:
            return rows.filter(**{path.unit: scope.unit})
        return rows


class ScopedModel(models.Model):
    """A model whose rows belong to somebody; `scope_path` says to whom."""

    scope_path: ClassVar[ScopePath]
    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
