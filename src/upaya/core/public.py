"""What anybody may read without signing in: per model which rows, and which of their fields.

A page for everybody asks `Model.objects.for_public()`, which gives neither other rows nor other
fields, not even to search or sort by them: what cannot be read cannot be guessed either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import FieldError
from django.db.models import Model, Q, QuerySet

_COMPARISONS = frozenset(
    {"exact", "iexact", "contains", "icontains", "startswith", "istartswith", "in", "isnull"}
    | {"gt", "gte", "lt", "lte", "range", "year", "month", "date"}
)


@dataclass(frozen=True, slots=True)
class Public:
    """The rows that everybody may know of and the fields of them that everybody may read.

    `compared` are fields that only whoever knows their whole value may narrow by: they are never
    read, sorted by or searched in part. Rows `only_of_demo` are open where all people are invented,
    and nowhere else.
    """

    rows: Q
    fields: tuple[str, ...]
    compared: tuple[str, ...] = ()
    only_of_demo: bool = False


class PublicRows:
    """Public rows of one model as plain mappings; narrowed and sorted by their own fields only."""

    def __init__(
        self,
        rows: QuerySet[Any, dict[str, Any]],
        fields: tuple[str, ...],
        compared: tuple[str, ...] = (),
    ) -> None:
        self._rows = rows
        self._fields = fields
        self._compared = compared

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], public: Public | None) -> Self:
        """The public part of `rows`; asking a model that declares none is an error."""
        model: type[Model] = rows.model
        if public is None:
            msg = f"{model._meta.label} tidak menyatakan apa yang boleh dibaca siapa pun"
            raise TypeError(msg)
        closed = public.only_of_demo and not settings.DEMO
        read = (rows.none() if closed else rows.filter(public.rows)).values(*public.fields)
        return cls(read, public.fields, public.compared)

    def filter(self, **wanted: object) -> PublicRows:
        """Fewer of them."""
        for name in wanted:
            if name.removesuffix("__exact") not in self._compared:
                self._check(name)
        return PublicRows(self._rows.filter(**wanted), self._fields, self._compared)

    def holding(self, name: str, words: Iterable[str]) -> PublicRows:
        """Those of which one field holds one of the words or more."""
        self._check(f"{name}__icontains")
        some = reduce(or_, (Q(**{f"{name}__icontains": word}) for word in words))
        return PublicRows(self._rows.filter(some), self._fields, self._compared)

    def order_by(self, *names: str) -> PublicRows:
        """The same in another order."""
        for name in names:
            self._check(name.removeprefix("-"))
        return PublicRows(self._rows.order_by(*names), self._fields, self._compared)

    def first(self) -> Mapping[str, Any] | None:
        """The first of them."""
        return self._rows.first()

    def count(self) -> int:
        """How many there are."""
        return self._rows.count()

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self._rows)

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        """A page of them; a paginator asks for no more than this and their number."""
        return list(self._rows[part])

    def _check(self, name: str) -> None:
        field, _, comparison = name.rpartition("__")
        if name in self._fields or (field in self._fields and comparison in _COMPARISONS):
            return
        msg = f"{self._rows.model._meta.label}.{name} bukan untuk umum"
        raise FieldError(msg)
