"""What differs between two days, by what people ask first: values, the new, the gone, the basis.

Between two far days hundreds of rules differ. A page shows one kind and one page of it; of a table
of values only those that differ, and of a long one the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from upaya.exchange.rules_report import RuleChange
from upaya.regulasi.queries import Shown, shown

PAIRS = 6
"""How many differing values of one table stand in a row; its history has them all."""


class Jenis(StrEnum):
    """Kinds of difference, in the order in which they are asked for."""

    NILAI = "nilai"
    BARU = "baru"
    HILANG = "hilang"
    DASAR = "dasar"


LABEL = {
    Jenis.NILAI: "Nilainya berubah",
    Jenis.BARU: "Baru diatur",
    Jenis.HILANG: "Tidak diatur lagi",
    Jenis.DASAR: "Hanya dasarnya berubah",
}
_COUNTED = {
    Jenis.NILAI: "{} nilai berubah",
    Jenis.BARU: "{} aturan baru",
    Jenis.HILANG: "{} aturan tidak berlaku lagi",
    Jenis.DASAR: "{} hanya berganti dasar",
}


@dataclass(frozen=True, slots=True)
class Sisi:
    """One side of a difference: what it was or is, and the differing values of a table."""

    item: Shown
    pairs: tuple[tuple[str, str], ...] = ()
    more: int = 0

    @property
    def text(self) -> str:
        """Its value in words; of a whole table how many values it has."""
        return f"{len(self.item.pairs)} nilai" if self.item.pairs else self.item.text


@dataclass(frozen=True, slots=True)
class Beda:
    """One rule that differs; None where a side has none."""

    key: str
    before: Sisi | None
    after: Sisi | None

    @property
    def side(self) -> Sisi | None:
        """The newer side, by whose name it goes."""
        return self.after or self.before


def jenis_of(change: RuleChange) -> Jenis:
    """What a difference is."""
    if change.before is None:
        return Jenis.BARU
    if change.after is None:
        return Jenis.HILANG
    return Jenis.NILAI if change.before.value != change.after.value else Jenis.DASAR


def by_kind(changes: Iterable[RuleChange]) -> dict[Jenis, list[RuleChange]]:
    """All kinds, also those of which there is none."""
    found: dict[Jenis, list[RuleChange]] = {kind: [] for kind in Jenis}
    for change in changes:
        found[jenis_of(change)].append(change)
    return found


def sentence(found: dict[Jenis, list[RuleChange]]) -> str:
    """How many of each kind there are, in one sentence; "" when there is none."""
    said = [_COUNTED[kind].format(len(rows)) for kind, rows in found.items() if rows]
    return ", ".join(said)


def row(change: RuleChange) -> Beda:
    """A difference for people."""
    before = shown(change.before) if change.before else None
    after = shown(change.after) if change.after else None
    if before and after and (before.pairs or after.pairs):
        old, new = dict(before.pairs), dict(after.pairs)
        return Beda(change.key, _side(before, new), _side(after, old))
    return Beda(change.key, Sisi(before) if before else None, Sisi(after) if after else None)


def _side(item: Shown, other: dict[str, str]) -> Sisi:
    """One side of a table: what the other side has not, or has otherwise."""
    differing = tuple(pair for pair in item.pairs if other.get(pair[0]) != pair[1])
    return Sisi(item, differing[:PAIRS], max(len(differing) - PAIRS, 0))
