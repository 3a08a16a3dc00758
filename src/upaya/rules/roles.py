"""What a role is: how far it sees, where it may be held, who gives it, what it excludes.

A role is one value, and nothing else lists roles: those that several systems know stand together
(`kesehatan.py`), one that a single system knows stands beside that system's road.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How far a role sees. NATION reads aggregates only, never rows of a district.

    BRANCH is a unit with everything below it, UNITS those that somebody was given by name.
    """

    NATION = "nasional"
    DISTRICT = "kabupaten"
    BRANCH = "cabang"
    UNITS = "unit tertentu"
    UNIT = "unit"
    PERSON = "perorangan"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a membership gives.

    `name` is stored and stands in addresses: it never changes. `units` are the kinds of unit where
    the role may be held. `totp`: whoever holds it signs in with a second factor. `given_by` names
    the roles that may give and take it, within their own reach. `excludes` names roles that the
    same person may not hold in the same unit at the same time, `never_with` those that they may not
    hold at the same time anywhere in the house; saying it on one side is enough.
    """

    name: str
    label: str
    reach: Reach
    units: tuple[str, ...]
    totp: bool = False
    given_by: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()

    def excluded_by(self, other: Role) -> bool:
        """Whether one person may not hold both in one unit."""
        return other.name in self.excludes or self.name in other.excludes

    def barred_by(self, other: Role) -> bool:
        """Whether one person may not hold both, in whatever units."""
        return other.name in self.never_with or self.name in other.never_with


def either(roles: Iterable[Role]) -> str:
    """Roles of which any one will do, in words: "Kepala puskesmas atau Auditor"."""
    return " atau ".join(role.label for role in roles)
