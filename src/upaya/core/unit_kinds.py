"""Kinds of units. Systems declare them; the database keeps only their word.

A new kind is a line in an app's `sistem.py`, never a migration: what does not fit together is
refused when Django starts, and `check` finds stored units of a kind that nobody declares any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class District(StrEnum):
    """Whether units of a kind belong to a district."""

    MUST = "wajib"
    MAY = "boleh"
    NEVER = "tidak"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind: its stored word, its name for people, under which kinds it hangs.

    `root`: one may also stand at the top of a tree. What a unit does by agreement (a provider of
    care, say) is no kind: a puskesmas may do it as well as a hospital.
    """

    name: str
    label: str
    under: frozenset[str] = frozenset()
    root: bool = False
    district: District = District.MUST


def faults(kinds: list[UnitKind]) -> list[str]:
    """What is wrong with these declarations, in sentences.

    No kind may hang below itself, whatever the way: then no unit can.
    """
    by_name = {kind.name: kind for kind in kinds}
    found = [
        f"jenis unit {kind.name} dinyatakan dua kali dengan isi yang berbeda"
        for kind in kinds
        if by_name[kind.name] != kind
    ]
    for kind in by_name.values():
        unknown = sorted(kind.under - by_name.keys())
        found += [f"jenis unit {kind.name} di bawah {name}, yang tidak dikenal" for name in unknown]
        if not (kind.root or kind.under):
            found.append(f"jenis unit {kind.name} tidak punya tempat: bukan akar, tanpa induk")
        if kind.name in _above(kind, by_name):
            found.append(f"jenis unit {kind.name} dapat berada di bawah dirinya sendiri")
    return found


def _above(kind: UnitKind, by_name: Mapping[str, UnitKind]) -> set[str]:
    """Every kind that may stand above, at any height."""
    found: set[str] = set()
    waiting = list(kind.under)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += by_name[name].under if name in by_name else ()
    return found
