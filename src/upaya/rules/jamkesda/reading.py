"""One reading of one claim: what several checks ask for is looked up once.

An earlier line is one with a smaller number, so that no result depends on the order in a file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from upaya.rules.jamkesda.aturan import Aturan
from upaya.rules.jamkesda.klaim import BarisKlaim, Permintaan, Tarif


class Pernah(NamedTuple):
    """The same service at another time; `di` says where, `jarak` how many days away."""

    tanggal: date
    di: str
    jarak: int


class Reading:
    """A claim with its facts."""

    def __init__(self, asked: Permintaan, aturan: Aturan) -> None:
        self.asked, self.klaim, self.aturan = asked, asked.klaim, aturan
        self.baris = tuple(sorted(asked.klaim.baris))
        """Lines by number."""
        self._tarif = _by_code(asked.tarif)
        self._berlaku = {line.no: self._in_force(line) for line in self.baris}
        self._terdekat = _nearest(asked, self.baris)

    def bertarif(self, kode: str) -> bool:
        """Whether the tariff holds the service on any day."""
        return kode in self._tarif

    def tarif(self, baris: BarisKlaim) -> Tarif | None:
        """The tariff in force on the day of the service."""
        return self._berlaku[baris.no]

    def _in_force(self, baris: BarisKlaim) -> Tarif | None:
        known = self._tarif.get(baris.kode, ())
        at = bisect_right(known, baris.tanggal, key=lambda one: one.mulai) - 1
        return known[at] if at >= 0 and known[at].berlaku(baris.tanggal) else None

    def terdekat(self, baris: BarisKlaim) -> Pernah | None:
        """The same service nearest in time, in another claim or in an earlier line."""
        return self._terdekat.get(baris.no)


def _by_code(rows: tuple[Tarif, ...]) -> Mapping[str, list[Tarif]]:
    """Tariffs of each service by their first day; they do not overlap."""
    found: dict[str, list[Tarif]] = {}
    for row in rows:
        found.setdefault(row.kode, []).append(row)
    for same in found.values():
        same.sort(key=lambda one: one.mulai)
    return found


def _nearest(asked: Permintaan, lines: tuple[BarisKlaim, ...]) -> Mapping[int, Pernah]:
    wanted = {line.kode for line in lines}
    times: dict[str, list[tuple[date, str]]] = {kode: [] for kode in wanted}
    for other in asked.riwayat:
        # The provider reads it: of another provider's claim it learns the day and no more.
        whose = other.id if other.ppk == asked.klaim.ppk else "PPK lain"
        for row in other.baris:
            if row.kode in wanted:
                times[row.kode].append((row.tanggal, f"klaim {whose}"))
    for known in times.values():
        known.sort()
    found: dict[int, Pernah] = {}
    for line in lines:
        known = times[line.kode]
        if known:
            found[line.no] = _closest(known, line.tanggal)
        insort(known, (line.tanggal, f"baris {line.no}"))
    return found


def _closest(known: list[tuple[date, str]], day: date) -> Pernah:
    at = bisect_left(known, (day, ""))
    around = known[max(0, at - 1) : at + 1]
    when, where = min(around, key=lambda one: abs((one[0] - day).days))
    return Pernah(when, where, abs((when - day).days))
