"""One figure of each system by district, for who looks at the nation: sums, never a row.

A part of the house names its figures in `Sistem.nasional`. Each is counted by district and month;
a month in which a district has too few people is left out of every sum, so that no district can be
told from its province, and no month from its year.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from upaya.core.registry import registry


@dataclass(frozen=True, slots=True)
class Sebulan:
    """What one month (1 to 12) of a district has, and of how many people; None: of no people."""

    kabupaten: str
    bulan: int
    nilai: int
    orang: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AngkaDaerah:
    """A figure; `hitung` takes districts and the first and last day, and asks once for all.

    `kind` says how it is written ("rupiah", "angka"), `definisi` what it counts, in a sentence.
    """

    kode: str
    judul: str
    definisi: str
    kind: str
    hitung: Callable[[Collection[str], date, date], Iterable[Sebulan]]


@dataclass(frozen=True, slots=True)
class Jawaban:
    """A figure by district; a district of which only months were left out has None."""

    angka: AngkaDaerah
    nilai: Mapping[str, int | None]

    def jumlah(self, kabupaten: Iterable[str]) -> int | None:
        """The sum of some districts; None where nothing of them may be told.

        Where all that is known is nothing, and something may not be told, 0 would not be true.
        """
        told = [self.nilai.get(code, 0) for code in kabupaten]
        known = sum(one for one in told if one is not None)
        return None if None in told and not known else known


def jawaban(kabupaten: Collection[str], awal: date, akhir: date, batas: int) -> list[Jawaban]:
    """All figures of a stretch of one year; no month of fewer than `batas` people counts."""
    found = []
    angka: tuple[AngkaDaerah, ...] = registry().load("nasional")
    for one in angka:
        told: dict[str, int] = {}
        kept: set[str] = set()
        for cell in one.hitung(kabupaten, awal, akhir):
            if cell.orang is not None and 0 < cell.orang < batas:
                kept.add(cell.kabupaten)
            else:
                told[cell.kabupaten] = told.get(cell.kabupaten, 0) + cell.nilai
        hidden: dict[str, int | None] = dict.fromkeys(kept - told.keys())
        found.append(Jawaban(one, told | hidden))
    return found
