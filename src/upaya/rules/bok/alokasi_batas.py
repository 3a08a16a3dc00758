"""Shares of an allocation within bounds: no less than a floor, no further from last year than so.

The text knows neither (Pasal 5 ayat (8) says "secara proporsional"): both are the choice of a
district, and without them nothing here changes a rupiah.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from upaya.rules.money import apportion

BAWAH, ATAS = "bawah", "atas"
"""Where a share stands still."""
LANTAI, NAIK, TURUN = "lantai", "naik", "turun"
"""What holds a share: the floor, the largest rise, the largest fall."""


@dataclass(frozen=True, slots=True)
class Ruang:
    """The least and the most of one share in whole rupiah; `atas` None: as much as there is."""

    bawah: int = 0
    atas: int | None = None

    def clamp(self, value: Fraction) -> Fraction:
        """The nearest amount within."""
        value = max(value, Fraction(self.bawah))
        return value if self.atas is None else min(value, Fraction(self.atas))


def ruang(lantai: int | None, perubahan: Fraction | None, lalu: int | None) -> Ruang:
    """The room of one share: `lantai` rupiah, and `perubahan` (a part, 1/10) around last year's.

    Whoever had nothing last year (None) has no bound from it. `bawah` may come out above `atas`:
    then the floor and the largest rise contradict each other.
    """
    low, high = lantai or 0, None
    if perubahan is not None and lalu is not None:
        low = max(low, ceil(lalu * (1 - perubahan)))
        high = floor(lalu * (1 + perubahan))
    return Ruang(low, high)


def penahan(held: str, room: Ruang, lantai: int | None) -> str:
    """In words of the district what holds a share that stands at `held`; "" when nothing does."""
    if held == BAWAH:
        return LANTAI if room.bawah == (lantai or 0) else TURUN
    return NAIK if held == ATAS else ""


class RuangError(ValueError):
    """The bounds leave no way to share out just this pool; the text is a clause in Indonesian."""


@dataclass(frozen=True, slots=True)
class Pembagian:
    """A split within bounds: the parts in rupiah, and how they came about.

    `held` says which of them stand still at which end of their room ("" for none), `rate` the
    rupiah per weight that the others share by (None without others).
    """

    parts: tuple[int, ...]
    held: tuple[str, ...]
    rate: Fraction | None


def apportion_within(
    pool: int, weights: Sequence[Fraction], rooms: Sequence[Ruang], ties: Sequence[object]
) -> Pembagian:
    """Split `pool` in proportion to `weights`, each part within its room; parts add up to `pool`.

    Who would get too little gets the least, who would get too much the most; the rest is shared in
    proportion by the others. That is one number for all (rupiah per weight), found exactly.
    RuangError where no such split exists.
    """
    least = sum(room.bawah for room in rooms)
    if least > pool:
        raise RuangError(f"bagian paling sedikit berjumlah {least}, melebihi yang dibagi {pool}")
    held = _ends(pool, weights, rooms)
    still = [_amount(end, room) for end, room in zip(held, rooms, strict=True)]
    free = [n for n, part in enumerate(still) if part is None]
    rest = pool - sum(part for part in still if part is not None)
    if rest and not free:
        raise RuangError(f"bagian paling banyak berjumlah {pool - rest}, kurang dari {pool}")
    shares = apportion(rest, [weights[n] for n in free], [ties[n] for n in free]) if free else []
    given = dict(zip(free, shares, strict=True))
    parts = tuple(part if part is not None else given[n] for n, part in enumerate(still))
    moving = sum((weights[n] for n in free), Fraction())
    # Who weighs nothing and is promised nothing is not held by anything.
    ends = tuple(
        "" if end == BAWAH and not room.bawah else end
        for end, room in zip(held, rooms, strict=True)
    )
    return Pembagian(parts, ends, rest / moving if free else None)


def _ends(pool: int, weights: Sequence[Fraction], rooms: Sequence[Ruang]) -> list[str]:
    """For each share the end of its room at which it stands, "" where it moves with the rate."""
    turns = sorted(_turns(weights, rooms))

    def given(rate: Fraction) -> Fraction:
        parts = (room.clamp(w * rate) for w, room in zip(weights, rooms, strict=True))
        return sum(parts, Fraction())

    place = bisect_left(turns, Fraction(pool), key=given)
    before = turns[place - 1] if place else Fraction()
    after = turns[place] if place < len(turns) else None
    return [_end(w, room, before, after) for w, room in zip(weights, rooms, strict=True)]


def _amount(end: str, room: Ruang) -> int | None:
    return {BAWAH: room.bawah, ATAS: room.atas}.get(end)


def _turns(weights: Sequence[Fraction], rooms: Sequence[Ruang]) -> set[Fraction]:
    """The rates at which somebody leaves the least or reaches the most."""
    found = set()
    for weight, room in zip(weights, rooms, strict=True):
        if weight:
            found.add(room.bawah / weight)
            if room.atas is not None:
                found.add(room.atas / weight)
    return found


def _end(weight: Fraction, room: Ruang, before: Fraction, after: Fraction | None) -> str:
    """The end at which a share stands still between two rates; "" where it moves."""
    if not weight or (after is not None and room.bawah / weight >= after):
        return BAWAH
    if room.atas is not None and room.atas / weight <= before:
        return ATAS
    return ""
