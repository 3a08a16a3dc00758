"""The outcome of a simulation: sums of both sides, who gains and who loses, and a histogram."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from upaya.rules.insentif.month import Hasil, NamaIndeks
from upaya.rules.money import rupiah

BATAS_KOTAK = (10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
"""Bounds of the histogram in rupiah per officer; a difference on a bound belongs to the box below
it. Chosen by us so that a small and a large change can both be read; nothing in the law."""

_BANYAK = len(BATAS_KOTAK) + 1


@dataclass(slots=True)
class Kelompok:
    """Officers who have something in common: each counted once, with all chosen months summed.

    ``kunci`` names the group (a puskesmas's key, a class of post, a level of schooling, a bobot);
    ``bulan`` is counted only for a puskesmas. Rupiah are gross.
    """

    kunci: str
    nama: str = ""
    bulan: int = 0
    petugas: int = 0
    sekarang: int = 0
    skenario: int = 0
    naik: int = 0
    turun: int = 0

    def orang(self, sekarang: int, skenario: int) -> None:
        """Count one officer."""
        self.petugas += 1
        self.sekarang += sekarang
        self.skenario += skenario
        self.naik += skenario > sekarang
        self.turun += skenario < sekarang

    def gabung(self, other: "Kelompok") -> None:
        """Count the officers of another group too."""
        self.petugas += other.petugas
        self.sekarang += other.sekarang
        self.skenario += other.skenario
        self.naik += other.naik
        self.turun += other.turun

    @property
    def selisih(self) -> int:
        """What the scenario gives more; negative when it gives less."""
        return self.skenario - self.sekarang

    @property
    def tetap(self) -> int:
        """How many officers get the same."""
        return self.petugas - self.naik - self.turun


@dataclass(slots=True)
class ComparisonSums(Kelompok):
    """Everything together.

    The pairs say what the year's ceiling cut off (``dipotong``), in how many months it did
    (``bulan_dipotong``), and what nobody could be given (``tidak_dibagi``).
    """

    kunci: str = "semua"
    puskesmas: int = 0
    dipotong_sekarang: int = 0
    dipotong_skenario: int = 0
    bulan_dipotong_sekarang: int = 0
    bulan_dipotong_skenario: int = 0
    tidak_dibagi_sekarang: int = 0
    tidak_dibagi_skenario: int = 0

    def tambah(self, now: Hasil, then: Hasil) -> None:
        """Count one month."""
        self.bulan += 1
        self.dipotong_sekarang += now.dipotong_pagu
        self.dipotong_skenario += then.dipotong_pagu
        self.bulan_dipotong_sekarang += now.dipotong_pagu > 0
        self.bulan_dipotong_skenario += then.dipotong_pagu > 0
        self.tidak_dibagi_sekarang += now.tidak_dibagi
        self.tidak_dibagi_skenario += then.tidak_dibagi


@dataclass(frozen=True, slots=True)
class Kotak:
    """One box of the histogram: officers whose difference lies in it.

    From ``dari`` to ``sampai`` rupiah, both included; None is without end.
    """

    dari: int | None
    sampai: int | None
    petugas: int

    @property
    def kata(self) -> str:
        """The box in words."""
        if self.dari == self.sampai == 0:
            return "Tetap"
        if self.dari is None:
            return f"Turun lebih dari {rupiah(BATAS_KOTAK[-1])}"
        if self.sampai is None:
            return f"Naik lebih dari {rupiah(BATAS_KOTAK[-1])}"
        if self.sampai < 0:
            return f"Turun {rupiah(-self.sampai)} sampai {rupiah(-self.dari)}"
        return f"Naik {rupiah(self.dari)} sampai {rupiah(self.sampai)}"


@dataclass(slots=True)
class IndeksUlang:
    """An index computed from the months' own data because the scenario changes its rule.

    ``berbeda`` counts the months whose published index was already another one than today's rule
    computes: there a part of the difference comes from that.
    """

    nama: NamaIndeks
    bulan: int = 0
    berbeda: int = 0


@dataclass(frozen=True, slots=True)
class TakDibandingkan:
    """A month that counts on neither side, with the reason."""

    puskesmas: str
    nama: str
    periode: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """Both sides of a simulation. Every grouping sums to ``jumlah``."""

    jumlah: ComparisonSums
    puskesmas: tuple[Kelompok, ...]
    jabatan: tuple[Kelompok, ...]
    pendidikan: tuple[Kelompok, ...]
    bobot: tuple[Kelompok, ...]
    histogram: tuple[Kotak, ...]
    indeks_ulang: tuple[IndeksUlang, ...]
    tidak_dibandingkan: tuple[TakDibandingkan, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything for storage; :meth:`from_dict` gives an equal comparison back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Perbandingan":
        """Build a comparison from what :meth:`to_dict` returned."""

        def groups(name: str) -> tuple[Kelompok, ...]:
            return tuple(Kelompok(**row) for row in data[name])

        return cls(
            jumlah=ComparisonSums(**data["jumlah"]),
            puskesmas=groups("puskesmas"),
            jabatan=groups("jabatan"),
            pendidikan=groups("pendidikan"),
            bobot=groups("bobot"),
            histogram=tuple(Kotak(**row) for row in data["histogram"]),
            indeks_ulang=tuple(IndeksUlang(**row) for row in data["indeks_ulang"]),
            tidak_dibandingkan=tuple(TakDibandingkan(**row) for row in data["tidak_dibandingkan"]),
        )


def kotak(selisih: int) -> int:
    """Return the number of the box of a difference: 0 for no change, 1 and up for gains."""
    place = bisect_left(BATAS_KOTAK, abs(selisih)) + 1
    return (selisih > 0) * place - (selisih < 0) * place


def susun_histogram(counts: Mapping[int, int]) -> tuple[Kotak, ...]:
    """Return every box from the largest loss to the largest gain, empty ones too."""
    return tuple(
        Kotak(*_bounds(place), counts.get(place, 0)) for place in range(-_BANYAK, _BANYAK + 1)
    )


def _bounds(place: int) -> tuple[int | None, int | None]:
    if place == 0:
        return 0, 0
    if place < 0:
        low, high = _bounds(-place)
        return (None if high is None else -high), (None if low is None else -low)
    low = BATAS_KOTAK[place - 2] + 1 if place > 1 else 1
    return low, BATAS_KOTAK[place - 1] if place <= len(BATAS_KOTAK) else None
