"""Indicators of the dashboard, exact, from sums (Pasal 11A ayat (8) huruf k).

Sums add up, ratios do not: whatever is shown for a puskesmas, a district or the nation is divided
only at the very end, from sums over its submitted months. Where there is nothing to divide by, a
figure is None and says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Self

from upaya.rules.insentif.spm import Pelayanan, TargetNol
from upaya.rules.money import exact_context
from upaya.rules.period import Period
from upaya.rules.workdays import Holidays, working_days_between

Bilangan = int | Decimal | Fraction

_EXACT = exact_context()


@dataclass(frozen=True, slots=True)
class Angka:
    """A figure, or None with the reason in words. Ratios are parts of one, amounts rupiah."""

    nilai: Fraction | None
    alasan: str = ""

    @property
    def bulat(self) -> int | None:
        """The figure as a whole number (whole rupiah), rounded half up."""
        if self.nilai is None:
            return None
        return int((2 * self.nilai + 1) // 2)


def desimal(nilai: Fraction, angka: int) -> Decimal:
    """A figure to so many digits behind the point, rounded half up, for a cell of a workbook."""
    whole = int((2 * abs(nilai) * 10**angka + 1) // 2)
    return _EXACT.scaleb(Decimal(whole if nilai >= 0 else -whole), -angka)


def bagi(atas: Bilangan, bawah: Bilangan, alasan: str) -> Angka:
    """``atas`` over ``bawah``; over nothing it is no figure, for the reason given."""
    if not bawah:
        return Angka(None, alasan)
    return Angka(Fraction(atas) / Fraction(bawah))


TANPA_BULAN = "belum ada bulan yang diajukan"
TANPA_USULAN = "belum ada BOK yang diusulkan"
TANPA_SERAPAN = "belum ada BOK yang terserap"
TANPA_PENERIMA = "belum ada petugas yang menerima insentif"
TANPA_JASPEL = "jaspel kapitasi atau penerimanya belum diisi"
TANPA_TARGET = "belum ada target pelayanan"
TANPA_PAGU = "pagu insentif belum ditetapkan"


@dataclass(frozen=True, slots=True)
class MonthSums:
    """Sums over submitted months of puskesmas; the sums of two sets are ``one + other``.

    Amounts are rupiah. ``insentif`` holds approved corrections; ``koreksi`` is how much of it they
    are and may be negative. ``batas`` is the sum of base rate times compared BOK, each month by
    its own rules, ``pembanding`` the compared BOK itself. ``jaspel_terbagi`` is the jaspel of
    months whose number of recipients is known. Indices are sums, to be divided by ``bulan``;
    ``disetujui`` is how many of these months are approved.
    """

    bulan: int = 0
    disetujui: int = 0
    bok_diusulkan: int = 0
    bok_diserap: int = 0
    insentif: int = 0
    koreksi: int = 0
    tidak_dibagi: int = 0
    dipotong_pagu: int = 0
    pembanding: int = 0
    batas: Decimal = Decimal(0)
    jaspel: int = 0
    jaspel_terbagi: int = 0
    jaspel_penerima: int = 0
    kinerja_spm: Decimal = Decimal(0)
    kesulitan_wilayah: Decimal = Decimal(0)
    beban_kerja: Decimal = Decimal(0)

    def __add__(self, other: Self) -> Self:
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return type(self)(*(_plus(one, two) for one, two in pairs))  # type: ignore[arg-type]

    @property
    def penyerapan(self) -> Angka:
        """BOK absorbed over BOK proposed."""
        return bagi(self.bok_diserap, self.bok_diusulkan, TANPA_USULAN)

    @property
    def proporsi(self) -> Angka:
        """Incentive over the compared BOK."""
        return bagi(self.insentif, self.pembanding, TANPA_USULAN)

    @property
    def batas_proporsi(self) -> Angka:
        """The base rate of the months, weighted by their compared BOK."""
        return bagi(self.batas, self.pembanding, TANPA_USULAN)

    @property
    def posisi(self) -> Angka:
        """Incentive over its ceiling: 1 when it is just the base rate of the compared BOK."""
        return bagi(self.insentif, self.batas, TANPA_USULAN)

    @property
    def indeks_spm(self) -> Angka:
        """Mean of the SPM indices that counted."""
        return bagi(self.kinerja_spm, self.bulan, TANPA_BULAN)

    @property
    def indeks_kesulitan(self) -> Angka:
        """Mean of the hardship indices that counted."""
        return bagi(self.kesulitan_wilayah, self.bulan, TANPA_BULAN)

    @property
    def indeks_beban(self) -> Angka:
        """Mean of the workload indices that counted."""
        return bagi(self.beban_kerja, self.bulan, TANPA_BULAN)

    @property
    def jaspel_rata(self) -> Angka:
        """Jaspel per recipient and month."""
        return bagi(self.jaspel_terbagi, self.jaspel_penerima, TANPA_JASPEL)

    @property
    def banding_total(self) -> Angka:
        """Incentive over jaspel kapitasi, both as totals."""
        return bagi(self.insentif, self.jaspel, TANPA_JASPEL)

    def banding_rata(self, rata_insentif: Angka) -> Angka:
        """Mean incentive per recipient over mean jaspel per recipient."""
        jaspel = self.jaspel_rata
        if rata_insentif.nilai is None:
            return rata_insentif
        if jaspel.nilai is None:
            return jaspel
        return bagi(rata_insentif.nilai, jaspel.nilai, TANPA_JASPEL)


def _plus(one: int | Decimal, two: int | Decimal) -> int | Decimal:
    """Exact whatever the number of digits; integers stay integers."""
    if isinstance(one, int) and isinstance(two, int):
        return one + two
    return _EXACT.add(Decimal(one), Decimal(two))


def batas_insentif(dasar: Decimal, bok: int) -> Decimal:
    """The month's ceiling: its base rate (``insentif_ukm.dasar``) times the compared BOK."""
    return _EXACT.multiply(dasar, Decimal(bok))


@dataclass(frozen=True, slots=True)
class Sebaran:
    """How values lie: how many, their sum, lowest, median and highest. Empty sets have none."""

    banyak: int
    jumlah: int
    terendah: int
    median: Fraction
    tertinggi: int

    @classmethod
    def dari(cls, values: Iterable[int]) -> Self | None:
        """The spread of the values themselves; None when there are none."""
        ranked = sorted(values)
        if not ranked:
            return None
        middle = ranked[(len(ranked) - 1) // 2 : len(ranked) // 2 + 1]
        return cls.dari_tengah(len(ranked), sum(ranked), ranked[0], ranked[-1], middle)

    @classmethod
    def dari_tengah(
        cls, banyak: int, jumlah: int, terendah: int, tertinggi: int, tengah: Sequence[int]
    ) -> Self:
        """From sums and the middle values (one, or two when the number of values is even)."""
        return cls(banyak, jumlah, terendah, Fraction(sum(tengah), len(tengah)), tertinggi)

    @property
    def rata(self) -> Fraction:
        """The mean."""
        return Fraction(self.jumlah, self.banyak)

    @property
    def kali_median(self) -> Angka:
        """The highest as a multiple of the median."""
        return bagi(Fraction(self.tertinggi), self.median, TANPA_PENERIMA)


def capaian(layanan: Pelayanan) -> Angka:
    """Achievement of one service from its sums; more than a target was cut off before summing."""
    return bagi(layanan.realisasi, layanan.target, TANPA_TARGET)


def rata_capaian(layanan: Iterable[Pelayanan], target_nol: TargetNol) -> Angka:
    """Mean achievement over the services; one without target as the SPM index treats it."""
    found = [capaian(row).nilai for row in layanan]
    known = [value for value in found if value is not None]
    counted = len(found) if target_nol == "nol" else len(known)
    return bagi(sum(known, Fraction(0)), counted if known else 0, TANPA_TARGET)


@dataclass(frozen=True, slots=True)
class Pemakaian:
    """How much of a year's pagu insentif is used, and what December may bring.

    ``terisi`` months out of the ``setahun`` that have rules used ``terpakai`` rupiah. ``pagu`` None
    is not set yet. ``kurang`` is the first month for which the pagu would not suffice.
    """

    pagu: int | None
    terpakai: int
    terisi: int
    setahun: int
    kurang: Period | None = None

    @property
    def sisa(self) -> int | None:
        """What is left, in rupiah."""
        return None if self.pagu is None else self.pagu - self.terpakai

    @property
    def bagian(self) -> Angka:
        """Used over pagu."""
        return bagi(self.terpakai, self.pagu or 0, TANPA_PAGU)

    @property
    def perkiraan(self) -> Angka:
        """The year's use if every month with rules is like the mean of those with data."""
        return bagi(self.terpakai * self.setahun, self.terisi, TANPA_BULAN)

    @property
    def bagian_perkiraan(self) -> Angka:
        """The forecast over pagu."""
        forecast = self.perkiraan
        if forecast.nilai is None:
            return forecast
        return bagi(forecast.nilai, self.pagu or 0, TANPA_PAGU)


def pemakaian(
    pagu: int | None, per_bulan: Mapping[Period, int], setahun: Sequence[Period]
) -> Pemakaian:
    """Use of a pagu from the incentive of each month with data, all of them among ``setahun``."""
    used = sum(per_bulan.values())
    made = Pemakaian(pagu, used, len(per_bulan), len(setahun))
    mean = bagi(used, len(per_bulan), TANPA_BULAN).nilai
    if pagu is None or mean is None:
        return made
    left = Fraction(pagu - used)
    for month in setahun:
        if month not in per_bulan:
            left -= mean
            if left < 0:
                return replace(made, kurang=month)
    return made


@dataclass(frozen=True, slots=True)
class Gabungan:
    """Use of several pagu together. Only puskesmas with a pagu count.

    ``perkiraan`` and ``pagu_diperkirakan`` are of those that have data too, since nothing can be
    foretold of the others. ``tanpa_pagu`` and ``tanpa_bulan`` are how many were left out of each.
    """

    pagu: int
    terpakai: int
    perkiraan: Fraction
    pagu_diperkirakan: int
    tanpa_pagu: int
    tanpa_bulan: int

    @classmethod
    def dari(cls, many: Iterable[Pemakaian]) -> Self:
        """Add up the use of each pagu."""
        every = list(many)
        own = [(one, one.pagu) for one in every if one.pagu is not None]
        foretold = [
            (value, pagu) for one, pagu in own if (value := one.perkiraan.nilai) is not None
        ]
        return cls(
            pagu=sum(pagu for _, pagu in own),
            terpakai=sum(one.terpakai for one, _ in own),
            perkiraan=sum((value for value, _ in foretold), Fraction(0)),
            pagu_diperkirakan=sum(pagu for _, pagu in foretold),
            tanpa_pagu=len(every) - len(own),
            tanpa_bulan=len(own) - len(foretold),
        )

    @property
    def sisa(self) -> int:
        """What is left, in rupiah."""
        return self.pagu - self.terpakai

    @property
    def bagian(self) -> Angka:
        """Used over pagu."""
        return bagi(self.terpakai, self.pagu, TANPA_PAGU)

    @property
    def bagian_perkiraan(self) -> Angka:
        """The forecast over the pagu of those it was made for."""
        if self.pagu and not self.pagu_diperkirakan:
            return Angka(None, TANPA_BULAN)
        return bagi(self.perkiraan, self.pagu_diperkirakan, TANPA_PAGU)


@dataclass(frozen=True, slots=True)
class Singgah:
    """A stay on one stop of the road: the status, the day it began and the day it ended."""

    status: str
    sejak: date
    sampai: date


def lama_langkah(stays: Iterable[Singgah], libur: Holidays) -> dict[str, Sebaran]:
    """Working days per status, counted as deadlines count: the first day does not count.

    Calendar years without a list of holidays count Monday to Friday.
    """
    days: dict[str, list[int]] = {}
    for stay in stays:
        count = working_days_between(stay.sejak, stay.sampai, libur).count
        days.setdefault(stay.status, []).append(count)
    return {status: spread for status, values in days.items() if (spread := Sebaran.dari(values))}
