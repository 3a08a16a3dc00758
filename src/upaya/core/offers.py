"""What a part of the house gives to other programs: lists of its rows, field by field.

A part declares its lists in `Sistem.offers`; from the declarations come the addresses below
`/api/v1/`, their description in OpenAPI and the page that lists them. What is not named here does
not leave: neither a name nor a number of a person is ever offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from upaya.core.permissions import Permission
from upaya.core.scope import Scope, ScopedModel, ScopedQuerySet

Kind = Literal["teks", "bulat", "rupiah", "tanggal", "waktu", "ya"]

SCHEMA: Mapping[Kind, Mapping[str, str]] = {
    "teks": {"type": "string"},
    "bulat": {"type": "integer"},
    "rupiah": {"type": "integer", "format": "int64"},
    "tanggal": {"type": "string", "format": "date"},
    "waktu": {"type": "string", "format": "date-time"},
    "ya": {"type": "boolean"},
}
"""How each kind of value is described to a program (JSON Schema); rupiah are whole."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a row: its name in the answer, its kind, what it means, where it is found."""

    name: str
    kind: Kind
    meaning: str
    lookup: str = ""
    empty: bool = False
    """Whether a row may have none (null)."""

    @property
    def source(self) -> str:
        """The lookup from the model."""
        return self.lookup or self.name

    @property
    def schema(self) -> dict[str, Any]:
        """The value as JSON Schema says it."""
        said: dict[str, Any] = {**SCHEMA[self.kind], "description": self.meaning}
        if self.empty:
            said["type"] = [said["type"], "null"]
        return said

    def plain(self, value: Any) -> Any:  # noqa: ANN401 - a value of the database
        """The value as JSON writes it."""
        return value.isoformat() if isinstance(value, date | datetime) else value


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A list of a model's rows for other programs, behind the permission that its page has.

    `narrows` are fields by which a caller may narrow it; each is led by an index of the model.
    `only` says which of the rows are given at all.
    """

    system: str
    name: str
    title: str
    permission: Permission
    model: type[ScopedModel]
    fields: tuple[Field, ...]
    narrows: tuple[str, ...] = ()
    only: Q = field(default_factory=Q)

    @property
    def code(self) -> str:
        """Its name among all of the house."""
        return f"{self.system}/{self.name}"

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Its fields by name; ImproperlyConfigured when two are called alike or one is unknown."""
        found = {one.name: one for one in self.fields}
        unknown = set(self.narrows) - set(found)
        if len(found) != len(self.fields) or "id" in found or unknown:
            raise ImproperlyConfigured(f"{self.code}: isian ganda atau tak dikenal {unknown}")
        return found

    def rows(self, scope: Scope, said: Mapping[str, str]) -> ScopedQuerySet[ScopedModel]:
        """The rows that a scope may know of, narrowed by what was said; ordered by key."""
        rows: ScopedQuerySet[ScopedModel] = self.model.objects.for_scope(scope).filter(self.only)
        wanted = {self.by_name[name].source: value for name, value in said.items()}
        return rows.filter(**wanted).order_by("pk")

    def plain(self, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Rows of `.values("pk", *sources)` as they leave."""
        return [
            {"id": row["pk"], **{one.name: one.plain(row[one.source]) for one in self.fields}}
            for row in rows
        ]

    @property
    def sources(self) -> tuple[str, ...]:
        """What is read of each row."""
        return tuple(one.source for one in self.fields)


def whose(unit: str) -> tuple[Field, ...]:
    """The district and the unit that a row belongs to; `unit` is the lookup to the unit."""
    return (
        Field("kabupaten", "teks", "Kode Kemendagri kabupaten.", "kabupaten_id"),
        Field("unit", "teks", "Nama unit.", f"{unit}__nama"),
        Field("unit_kode", "teks", "Kode unit (puskesmas: P dan 10 angka); kosong bila belum ada.",
              f"{unit}__kode"),
    )  # fmt: skip


def standing(title: str) -> tuple[Field, ...]:
    """How a case on a road stands, and since when; `title` is what its road is called."""
    return (
        Field("status", "teks", f"Keadaan dalam alur {title}."),
        Field("status_sejak", "waktu", "Sejak kapan dalam keadaan itu.", "status_since"),
        Field("putaran", "bulat", "Putaran ke berapa; naik tiap kali dikembalikan.", "round"),
    )
