"""What a draft scheme would change: the side of each family under two schemes, exact and fast.

A scheme is compiled once: every contribution becomes a whole number over one common denominator, so
that a family is a handful of additions. The verdict is that of `skor.hitung`, never a rounding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from upaya.rules.supermiskol.logaritma import TERBESAR, ln
from upaya.rules.supermiskol.skema import DI_BAWAH, Bilangan, Indikator, Skema
from upaya.rules.supermiskol.skor import Jawaban

TETAP_LAYAK, TETAP_TIDAK = "tetap_layak", "tetap_tidak"
MENJADI_LAYAK, MENJADI_TIDAK = "menjadi_layak", "menjadi_tidak"
TANPA_SKOR = "tanpa_skor"
"""A family that one of the two schemes cannot score: an answer is missing or unknown to it."""
SISI = (TETAP_LAYAK, TETAP_TIDAK, MENJADI_LAYAK, MENJADI_TIDAK, TANPA_SKOR)
_SIDES: Mapping[tuple[bool, bool], str] = {
    (True, True): TETAP_LAYAK,
    (False, False): TETAP_TIDAK,
    (False, True): MENJADI_LAYAK,
    (True, False): MENJADI_TIDAK,
}


class _Numbers(dict[object, int]):
    """Contributions of an answer that is a number, filled as they are met."""

    def __init__(self, weight: int, held: Bilangan) -> None:
        super().__init__()
        self._weight, self._held = weight, held

    def __missing__(self, given: object) -> int:
        held = self._held
        whole = isinstance(given, int) and not isinstance(given, bool)
        if not whole or not held.paling_sedikit <= given <= held.paling_banyak:  # type: ignore[operator] # an int
            raise KeyError(given)
        made: int = self._weight * given  # type: ignore[operator] # an int
        self[given] = made
        return made


def _contributions(one: Indikator) -> Mapping[object, Fraction]:
    """What each answer of a list adds, exactly; {} for numbers that count as they are."""
    held = one.bilangan
    if held is None:
        return {kode: one.bobot * score for kode, score in one.pilihan.items()}
    if held.fungsi == "ln":
        last = min(held.paling_banyak, TERBESAR)
        return {
            n: one.bobot * Fraction(ln(n)) for n in range(max(held.paling_sedikit, 1), last + 1)
        }
    return {}


class Penghitung:
    """One scheme, ready to say of many families on which side of its threshold they are."""

    def __init__(self, skema: Skema) -> None:
        listed = {one.kode: _contributions(one) for one in skema.dihitung}
        # total / divisor against the threshold is total against their product.
        limit = skema.ambang * skema.pembagi_tepat - skema.konstanta
        parts = [made for table in listed.values() for made in table.values()]
        parts += [limit, *(one.bobot for one in skema.dihitung)]
        whole = lcm(*(part.denominator for part in parts))
        self.skema = skema
        self._limit = int(limit * whole)
        below = (skema.arah == DI_BAWAH) == (skema.pembagi_tepat > 0)
        self._sign = 1 if below else -1
        self._slack = 0 if skema.ketat else 1
        self._tables: list[tuple[str, Mapping[object, int]]] = []
        for one in skema.dihitung:
            held = one.bilangan
            if held is not None and held.fungsi == "langsung":
                self._tables.append((one.kode, _Numbers(int(one.bobot * whole), held)))
            else:
                made = {given: int(value * whole) for given, value in listed[one.kode].items()}
                self._tables.append((one.kode, made))

    def layak(self, jawaban: Jawaban) -> bool | None:
        """As `hitung(...).layak`; also None where the scheme does not know an answer.

        Answers to what the scheme does not ask are left out of account.
        """
        total = 0
        try:
            for kode, table in self._tables:
                total += table[jawaban[kode]]
        except (KeyError, TypeError):  # TypeError: what cannot even be looked up is no answer
            return None
        return (total - self._limit) * self._sign < self._slack

    def kurang(self, jawaban: Jawaban) -> list[str]:
        """The indicators that the scheme asks and that have no answer it knows."""
        found = []
        for kode, table in self._tables:
            try:
                table[jawaban[kode]]
            except (KeyError, TypeError):
                found.append(kode)
        return found


@dataclass(slots=True)
class Keluarga:
    """One family: where it lives, the scheme it was scored by, its answers, its ticket."""

    tempat: str
    skema: int
    jawaban: Jawaban
    tiket: str = ""


@dataclass(slots=True)
class Andai:
    """Families by side, and those that change it; `kurang` counts indicators without an answer."""

    sisi: Counter[str] = field(default_factory=Counter)
    tempat: dict[str, Counter[str]] = field(default_factory=dict)
    kurang: Counter[str] = field(default_factory=Counter)
    berpindah: dict[str, list[str]] = field(
        default_factory=lambda: {MENJADI_LAYAK: [], MENJADI_TIDAK: []}
    )

    @property
    def banyak(self) -> int:
        """All families."""
        return self.sisi.total()


def andaikan(
    keluarga: Iterable[Keluarga],
    lama: Mapping[int, Penghitung],
    baru: Penghitung,
    *,
    contoh: int = 50,
) -> Andai:
    """Each family by the scheme it was scored by and by the new one; at most `contoh` are named."""
    found = Andai()
    for one in keluarga:
        before, after = lama[one.skema].layak(one.jawaban), baru.layak(one.jawaban)
        if before is None or after is None:
            side = TANPA_SKOR
            found.kurang.update(baru.kurang(one.jawaban))
        else:
            side = _SIDES[before, after]
            if before is not after and len(found.berpindah[side]) < contoh:
                found.berpindah[side].append(one.tiket)
        found.sisi[side] += 1
        here = found.tempat.get(one.tempat)
        if here is None:
            here = found.tempat[one.tempat] = Counter()
        here[side] += 1
    return found
