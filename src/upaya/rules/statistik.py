"""Numbers for everybody: what is small is left out, and so is what would give it away.

A table of counts with its total tells one hidden count by subtraction, so at least two are hidden,
and together they are at least twice the bound. Which one joins follows from its place in the table
and never from its size: "the smallest of the others" would tell that the hidden one is not larger.
tests/rules/test_statistik_umum.py looks at every small table and finds no hidden count that
only one number fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_TWICE = 2


@dataclass(frozen=True, slots=True)
class Terbuka:
    """What may be told of a row of counts: None for what is left out."""

    jumlah: int | None
    sel: tuple[int | None, ...]


def terbuka(sel: Sequence[int], batas: int) -> Terbuka:
    """The counts that may be told when no count from 1 to `batas` - 1 may. `batas` is at least 3.

    A total below the bound is left out with all of its counts.
    """
    total = sum(sel)
    hidden = [at for at, count in enumerate(sel) if 0 < count < batas]
    if not hidden:
        return Terbuka(total, tuple(sel))
    if total < batas:
        return Terbuka(None, (None,) * len(sel))
    for step in range(1, len(sel)):
        if _enough(sel, hidden, batas):
            break
        at = (hidden[0] + step) % len(sel)
        if sel[at] and at not in hidden:
            hidden.append(at)
    shown = tuple(None if at in hidden else count for at, count in enumerate(sel))
    return Terbuka(total if _enough(sel, hidden, batas) else None, shown)


def _enough(sel: Sequence[int], hidden: Sequence[int], batas: int) -> bool:
    return len(hidden) > 1 and sum(sel[at] for at in hidden) >= _TWICE * batas
