"""Dated parameters: what the law says on a day, in a district, as it was known on a day.

National values come from the YAML files beside each law (see :mod:`upaya.rules.loader`);
a district's own approved decisions come from its database as the same class through
:meth:`RuleBook.overlay`, and win.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

from upaya.rules.errors import OverlapError, TidakDiatur
from upaya.rules.money import plain

Origin = Literal["teks", "praktik", "asumsi"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)

Scalar = Decimal | int | str
RawValue = Scalar | tuple[Scalar, ...] | Mapping[str, Scalar]
"""A table is read-only and keeps the order of the text; a list is a tuple."""


@dataclass(frozen=True, slots=True)
class Package:
    """One regulation, or a labelled set of assumptions, with its dates and its area."""

    id: str
    title: str
    instrument: str
    in_force: date
    until: date | None
    promulgated: date | None
    district: str | None
    origin: Origin
    note: str
    amends: str = ""
    """The regulation whose articles this one changes, in which they stand."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one parameter over one stretch of days.

    ``origin`` says whether the value was read in a text (``teks``), seen in use
    (``praktik``) or is an assumption of ours where the law is silent (``asumsi``).
    ``until`` is the last day, or None when open. ``promulgated`` None means that nobody
    has checked the day (or that there is none): known from ``in_force`` on.
    ``district`` is a Kemendagri code such as ``"35.12"``, or None for the nation.
    """

    key: str
    value: RawValue
    unit: str
    title: str
    instrument: str
    article: str
    origin: Origin
    in_force: date
    until: date | None
    promulgated: date | None
    district: str | None
    package: str
    note: str = ""
    place: str = field(default="", compare=False)

    def covers(self, day: date) -> bool:
        """Tell whether the value is in force on ``day``."""
        return self.in_force <= day and (self.until is None or day <= self.until)

    def known(self, known_on: date | None) -> bool:
        """Tell whether the value could be known on ``known_on`` (None: known now)."""
        return known_on is None or (self.promulgated or self.in_force) <= known_on

    def overlaps(self, other: "Value") -> bool:
        """Tell whether both are in force on some common day."""
        starts_before = other.until is None or self.in_force <= other.until
        ends_after = self.until is None or other.in_force <= self.until
        return starts_before and ends_after

    @property
    def source(self) -> str:
        """The legal basis in one line: instrument, then article."""
        return f"{self.instrument}, {self.article}" if self.article else self.instrument

    # The three readers below say in one word what a caller expects; the loader has already
    # proven the kind of every value in the files, so a failure is a programming error.
    @property
    def decimal(self) -> Decimal:
        if not isinstance(self.value, Decimal):
            msg = f"{self.key} bukan bilangan desimal"
            raise TypeError(msg)
        return self.value

    @property
    def integer(self) -> int:
        if not isinstance(self.value, int):
            msg = f"{self.key} bukan bilangan bulat"
            raise TypeError(msg)
        return self.value

    @property
    def text(self) -> str:
        if not isinstance(self.value, str):
            msg = f"{self.key} bukan teks"
            raise TypeError(msg)
        return self.value

    @property
    def items(self) -> tuple[Any, ...]:
        if not isinstance(self.value, tuple):
            msg = f"{self.key} bukan daftar"
            raise TypeError(msg)
        return self.value

    @property
    def table(self) -> Mapping[str, Any]:
        if not isinstance(self.value, Mapping):
            msg = f"{self.key} bukan tabel"
            raise TypeError(msg)
        return self.value

    def json_value(self) -> Any:  # noqa: ANN401 - any JSON value
        """Return the value for JSON: decimals as exact strings, integers as they are."""
        return raw_json(self.value)


def raw_json(value: RawValue) -> Any:  # noqa: ANN401 - any JSON value
    """Return a bare value for JSON: decimals as exact strings, integers as they are."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return [raw_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: raw_json(item) for key, item in value.items()}
    return value


class RuleBook:
    """All parameters. Immutable: an overlay is a new book.

    ``values`` come from the files and do not overlap per key and area; ``rows`` come from a
    district's database and win over ``values`` in their area.
    """

    def __init__(
        self,
        values: Iterable[Value],
        packages: Iterable[Package] = (),
        rows: Iterable[Value] = (),
    ) -> None:
        self._values = _by_key(values)
        self._rows = _by_key(rows)
        self.packages: Mapping[str, Package] = MappingProxyType({p.id: p for p in packages})
        self.cache: dict[Any, Any] = {}
        """Results derived from this book, which never changes, by whoever derives them."""

    def read(
        self, key: str, day: date, district: str | None = None, known_on: date | None = None
    ) -> Value:
        """Return the value of ``key`` in force on ``day`` in ``district``.

        Order: the district's own rows, the regulations of the district, the nation. A value
        promulgated after ``known_on`` is not found. Raises :class:`TidakDiatur` when the law
        is silent.
        """
        for source in (self._rows, self._values):
            candidates = [
                value
                for value in source.get(key, ())
                if value.district in (None, district)
                and value.covers(day)
                and value.known(known_on)
            ]
            if candidates:
                return max(candidates, key=_weight)
        raise TidakDiatur(key, day, district, known_on)

    def find(
        self, key: str, day: date, district: str | None = None, known_on: date | None = None
    ) -> Value | None:
        """Like :meth:`read`, but None where the law is silent."""
        try:
            return self.read(key, day, district, known_on)
        except TidakDiatur:
            return None

    def read_all(
        self, prefix: str, day: date, district: str | None = None, known_on: date | None = None
    ) -> dict[str, Value]:
        """Return every parameter in force whose key starts with ``prefix``, by key, in order."""
        found = (
            self.find(key, day, district, known_on) for key in self.keys() if key.startswith(prefix)
        )
        return {value.key: value for value in found if value is not None}

    def overlay(self, rows: Iterable[Value]) -> Self:
        """Return a new book in which ``rows`` (approved by a district) win over the files.

        Rows that overlap must have been promulgated on different days: the younger one that
        was known wins. Otherwise :class:`OverlapError`.
        """
        new = [row for values in self._rows.values() for row in values]
        new.extend(rows)
        _refuse_equal_claims(new)
        return type(self)(self.values(), self.packages.values(), new)

    def keys(self) -> list[str]:
        """Return all keys in order."""
        return sorted(self._values.keys() | self._rows.keys())

    def values(self) -> list[Value]:
        """Return all values of the files, by key and date."""
        return [value for key in sorted(self._values) for value in self._values[key]]

    @property
    def rows(self) -> list[Value]:
        """Return all rows of the overlay, by key and date."""
        return [row for key in sorted(self._rows) for row in self._rows[key]]

    @cached_property
    def districts(self) -> frozenset[str]:
        """Areas that have a value of their own; all others share the nation's."""
        return frozenset(v.district for v in (*self.values(), *self.rows) if v.district)


def _weight(value: Value) -> tuple[bool, date, date]:
    """Order candidates: the district before the nation, then the one known last."""
    return value.district is not None, value.promulgated or value.in_force, value.in_force


def _by_key(values: Iterable[Value]) -> dict[str, tuple[Value, ...]]:
    lists: dict[str, list[Value]] = {}
    for value in values:
        lists.setdefault(value.key, []).append(value)
    return {
        key: tuple(sorted(found, key=lambda v: (v.in_force, v.district or "")))
        for key, found in lists.items()
    }


def _refuse_equal_claims(rows: list[Value]) -> None:
    for key, found in _by_key(rows).items():
        for position, row in enumerate(found):
            for other in found[position + 1 :]:
                if (
                    row.district == other.district
                    and row.promulgated == other.promulgated
                    and row.overlaps(other)
                ):
                    msg = (
                        f"{key}: dua ketetapan wilayah {row.district} berlaku bersamaan "
                        f"({row.source}; {other.source})"
                    )
                    raise OverlapError(msg)
