"""Which visits are repeated by somebody else, and how well two visits agree.

Nobody may choose or foresee which: a visit is drawn by a seed that is kept and its own number, so
that whoever knows both finds the same again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

_WHOLE = 1 << 64


def ditarik(benih: str, kunci: str, bagian: Decimal) -> bool:
    """Whether the visit `kunci` is drawn; `bagian`: the share of all, 0 to 1."""
    found = int.from_bytes(hashlib.sha256(f"{benih} {kunci}".encode()).digest()[:8], "big")
    return found < bagian * _WHOLE


@dataclass(frozen=True, slots=True)
class Sepakat:
    """How often two visits said the same, of how many answers both gave."""

    sama: int
    semua: int

    @property
    def persen(self) -> int:
        """Whole percent, rounded half up; 0 of nothing."""
        return (200 * self.sama + self.semua) // (2 * self.semua) if self.semua else 0

    def __add__(self, other: Sepakat) -> Sepakat:
        return Sepakat(self.sama + other.sama, self.semua + other.semua)


NOL = Sepakat(0, 0)


def sepakat(
    pertama: Mapping[str, object], kedua: Mapping[str, object], kode: Iterable[str]
) -> dict[str, Sepakat]:
    """By indicator; what one of the two did not answer is no agreement and no disagreement."""
    both = [one for one in kode if one in pertama and one in kedua]
    return {one: Sepakat(int(pertama[one] == kedua[one]), 1) for one in both}
