"""Figures of the reports: middle and slow end of times, and the forecast of a year's budget.

Source: no text orders these reports; the formulas are the program's own and are said beside each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BULAN_RATA = 3
"""Full months whose mean stands for each month that is left."""


def persentil(values: Sequence[int], bagian: int) -> int | None:
    """The value that `bagian` percent do not pass (nearest rank); None of nothing.

    It is always a time that really happened. The median is the 50th.
    """
    if not values:
        return None
    rank = -(-len(values) * bagian // 100)
    return sorted(values)[max(rank, 1) - 1]


class Perkiraan(NamedTuple):
    """A year's cost as it looks: full months, their mean, what is left, and the sum; rupiah."""

    sampai_bulan: int
    terpakai: int
    rata: int
    sisa_bulan: int
    tahun_lalu: int
    pagu: int | None

    @property
    def setahun(self) -> int:
        """Spent, plus the mean for every month that is left, plus debts of earlier years."""
        return self.terpakai + self.rata * self.sisa_bulan + self.tahun_lalu

    @property
    def selisih(self) -> int | None:
        """What the ceiling leaves of it, below zero what lacks; None without a ceiling."""
        return None if self.pagu is None else self.pagu - self.setahun


def perkirakan(bulanan: Sequence[int], penuh: int, tahun_lalu: int, pagu: int | None) -> Perkiraan:
    """The forecast of a year: `bulanan` is the cost of its twelve months by discharge, in rupiah.

    `penuh` months are over. The mean is of the last three of them, rounded down to whole rupiah;
    fewer where fewer are over. ValueError for anything but twelve months.
    """
    if len(bulanan) != 12 or not 0 <= penuh <= 12:  # noqa: PLR2004 - a year
        raise ValueError("Perkiraan setahun memerlukan dua belas bulan.")
    last = bulanan[max(0, penuh - BULAN_RATA) : penuh]
    mean = sum(last) // len(last) if last else 0
    return Perkiraan(penuh, sum(bulanan[:penuh]), mean, 12 - penuh, tahun_lalu, pagu)
