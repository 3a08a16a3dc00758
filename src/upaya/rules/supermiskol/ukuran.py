"""Figures of a board: middle and slow end of times, scores against the threshold, small cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise


def persentil(values: Sequence[int], bagian: int) -> int | None:
    """The value that `bagian` percent do not pass (nearest rank); None of nothing.

    It is always a time that somebody really took. The median is the 50th.
    """
    if not values:
        return None
    rank = -(-len(values) * bagian // 100)
    return sorted(values)[max(rank, 1) - 1]


@dataclass(frozen=True, slots=True)
class Rentang:
    """Scores from `dari` up to, not including, `sampai` hundredths of the threshold."""

    dari: int | None
    sampai: int | None

    @property
    def kata(self) -> str:
        """For people."""
        if self.dari is None:
            return f"di bawah {self.sampai}%"
        return (
            f"{self.dari}% ke atas" if self.sampai is None else f"{self.dari} sampai {self.sampai}%"
        )


_EDGES = (50, 75, 90, 100, 110, 125)
RENTANG = (
    Rentang(None, _EDGES[0]),
    *(Rentang(low, high) for low, high in pairwise(_EDGES)),
    Rentang(_EDGES[-1], None),
)
"""Narrow about the threshold: that is where a decision turns."""


def sebaran(scores: Sequence[tuple[Fraction, Fraction]]) -> list[tuple[Rentang, int]]:
    """How many (score, threshold) lie in each range; a threshold of zero has no ranges."""
    counts = [0] * len(RENTANG)
    for score, threshold in scores:
        if threshold:
            ratio = score / threshold * 100
            counts[sum(1 for edge in _EDGES if ratio >= edge)] += 1
    return list(zip(RENTANG, counts, strict=True))


def samarkan(rows: Sequence[Sequence[int]], terkecil: int) -> list[list[int | None]]:
    """Tables without small numbers: None is a cell from 1 to below `terkecil`.

    Where only one cell of a column or of a row is hidden, the total would tell it, so the next
    smallest of that line is hidden too. Zero is shown: nobody stands behind it.
    """
    shown: list[list[int | None]] = [
        [None if 0 < cell < terkecil else cell for cell in row] for row in rows
    ]
    lines = [[(r, c) for c in range(len(row))] for r, row in enumerate(rows)]
    if rows:
        lines += [[(r, c) for r in range(len(rows))] for c in range(len(rows[0]))]
    changed = True
    while changed:
        changed = False
        for line in lines:
            hidden = [at for at in line if shown[at[0]][at[1]] is None]
            rest = [(rows[r][c], r, c) for r, c in line if shown[r][c]]
            if len(hidden) == 1 and rest:
                _, r, c = min(rest)
                shown[r][c] = None
                changed = True
    return shown
