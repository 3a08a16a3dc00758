"""What a declaration mentions of others: roles, permissions, kinds of units, and in which place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upaya.core.registry import Sistem


def roles_named(part: Sistem) -> Iterator[tuple[str, str]]:
    """(where, name) of every role that a part mentions."""
    for code, roles in part.grants.items():
        yield from ((f"izin {str(code)!r}", role.name) for role in roles)
    for road in part.roads:
        yield from ((f"alur {road.name!r}", role.name) for role in road.roles)
    for held in part.roles:
        named = (*held.given_by, *held.excludes, *held.never_with)
        yield from ((f"peran {held.name!r}", name) for name in named)


def unit_kinds_named(part: Sistem) -> Iterator[tuple[str, str]]:
    """(where, name) of every kind of unit that a part stands on or its roles are held at."""
    for held in part.roles:
        yield from ((f"peran {held.name!r}", name) for name in held.units)
    if part.office:
        yield "kantor", part.office


def permissions_named(part: Sistem) -> Iterator[tuple[str, str]]:
    """(where, code) of every permission that a part mentions."""
    yield from (("pemberian izin", str(code)) for code in (*part.grants, *part.everybody))
    yield from ((f"menu {entry.label!r}", str(entry.permission)) for entry in part.menu)
    for decides, prepares in part.second.items():
        yield from (("orang kedua", str(code)) for code in (decides, prepares))
    yield from (("alamat berkunci", str(code)) for code in part.keyed)
    for chain in part.chains:
        if chain.permission is not None:
            yield f"rantai audit {chain.name!r}", str(chain.permission)
