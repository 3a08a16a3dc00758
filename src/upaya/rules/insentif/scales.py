"""What a figure means, in words: scales with dated bounds (Pasal 11A ayat (8) huruf k).

The article asks the Dinas to interpret and gives no measure, so the words stand here and every
bound is a parameter with its origin. A figure falls in exactly one class of its scale.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Literal

from upaya.rules.money import angka, indeks, persen
from upaya.rules.parameter import RuleBook, Value

Nada = Literal["good", "warn", "bad", "info", "neutral"]
Satuan = Literal["persen", "indeks", "kali", "hari", "hari_kalender"]


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One class: its words, what to do about it ("" when nothing), and the tone of its chip."""

    sebutan: str
    saran: str
    nada: Nada

    @property
    def kata(self) -> str:
        """Words and advice in one: "rendah, perlu ditingkatkan"."""
        return f"{self.sebutan}, {self.saran}" if self.saran else self.sebutan


@dataclass(frozen=True, slots=True)
class Skala:
    """Classes from the lowest up. ``parameter`` holds their bounds, one fewer than classes.

    A figure exactly on a bound belongs to the higher class, or to the lower one when
    ``tepat_di_bawah``.
    """

    nama: str
    parameter: str
    satuan: Satuan
    kelas: tuple[ScaleStep, ...]
    tepat_di_bawah: bool = False


@dataclass(frozen=True, slots=True)
class Tafsiran:
    """The class of a figure, from where to where it reaches, and the parameter that says so."""

    kelas: ScaleStep
    jangkauan: str
    aturan: Value


_TINGKATKAN = "perlu ditingkatkan"
_LIMA = (
    ScaleStep("sangat rendah", _TINGKATKAN, "bad"),
    ScaleStep("rendah", _TINGKATKAN, "bad"),
    ScaleStep("sedang", _TINGKATKAN, "warn"),
    ScaleStep("tinggi", "", "good"),
    ScaleStep("sangat tinggi", "", "good"),
)
_NAIKKAN = "perlu naikkan usulan BOK"

PENYERAPAN = Skala("Penyerapan BOK", "dasbor.penyerapan.batas", "persen", _LIMA)
CAPAIAN_SPM = Skala("Capaian SPM", "insentif_ukm.spm.batas_tingkat", "persen", _LIMA)
INDEKS_SPM = Skala("Indeks kinerja SPM", "insentif_ukm.indeks.kinerja_spm", "indeks", _LIMA)
POSISI = Skala(
    "Posisi insentif terhadap batas",
    "dasbor.posisi_insentif.batas",
    "persen",
    (
        ScaleStep("jauh di bawah batas", _NAIKKAN, "bad"),
        ScaleStep("di bawah batas", _NAIKKAN, "warn"),
        ScaleStep("mendekati batas", "", "good"),
        ScaleStep("di atas batas", "periksa sisa pagu setahun", "warn"),
        ScaleStep("jauh di atas batas", "pagu setahun lebih cepat habis", "bad"),
    ),
    tepat_di_bawah=True,
)
JASPEL = Skala(
    "Insentif UKM dibanding jaspel kapitasi",
    "dasbor.jaspel.batas",
    "persen",
    (
        ScaleStep("jauh di bawah", "belum setara dengan jaspel", "bad"),
        ScaleStep("belum setara dengan jaspel", "", "warn"),
        ScaleStep("setara dengan jaspel", "", "good"),
        ScaleStep("di atas jaspel", "", "info"),
    ),
)
SEBARAN = Skala(
    "Insentif tertinggi dibanding median",
    "dasbor.sebaran.batas",
    "kali",
    (
        ScaleStep("hampir sama rata", "periksa catatan kegiatan tiap petugas", "warn"),
        ScaleStep("berbeda menurut kegiatan", "", "good"),
        ScaleStep("sangat berbeda", "periksa petugas tertinggi", "info"),
    ),
)
PAGU = Skala(
    "Perkiraan pemakaian pagu",
    "dasbor.pagu.batas",
    "persen",
    (
        ScaleStep("banyak tersisa", _NAIKKAN, "warn"),
        ScaleStep("tersisa", "masih ada ruang", "info"),
        ScaleStep("cukup", "", "good"),
        ScaleStep("habis sebelum Desember", "bagian akhir tahun akan dipotong", "bad"),
    ),
    tepat_di_bawah=True,
)
MENUNGGU = Skala(
    "Lama menunggu lunas",
    "dasbor.menunggu.batas",
    "hari_kalender",
    (
        ScaleStep("wajar", "", "good"),
        ScaleStep("lama", "perlu ditanyakan", "warn"),
        ScaleStep("terlalu lama", "perlu segera dibayar", "bad"),
    ),
    tepat_di_bawah=True,
)
SKALA = (PENYERAPAN, CAPAIAN_SPM, INDEKS_SPM, POSISI, JASPEL, SEBARAN, PAGU, MENUNGGU)
"""Every scale whose bounds are fixed; the one of days takes its bound from the step's deadline."""


def skala_waktu(parameter: str) -> Skala:
    """The scale of one step's days; its bound is that step's own deadline in working days."""
    classes = (
        ScaleStep("dalam tenggat", "", "good"),
        ScaleStep("melewati tenggat", "perlu dipercepat", "bad"),
    )
    return Skala("Lama satu langkah", parameter, "hari", classes, tepat_di_bawah=True)


def batas(value: Value) -> tuple[Decimal, ...]:
    """The bounds that a parameter holds: a list, one number, or a table of levels.

    A table names the value of each level; a figure has reached a level from that value on, so the
    lowest level needs no bound.
    """
    if isinstance(value.value, Mapping):
        return tuple(value.table.values())[1:]
    if isinstance(value.value, tuple):
        return tuple(map(Decimal, value.items))
    return (Decimal(value.integer),)


def kelas_ke(nilai: Fraction, bounds: tuple[Decimal, ...], *, tepat_di_bawah: bool) -> int:
    """How many bounds the figure has passed: 0 for the lowest class."""
    if tepat_di_bawah:
        return sum(nilai > bound for bound in map(Fraction, bounds))
    return sum(nilai >= bound for bound in map(Fraction, bounds))


def tafsirkan(skala: Skala, nilai: Fraction, value: Value) -> Tafsiran:
    """The class of ``nilai``; ``value`` is the scale's parameter as it is in force.

    Raises ValueError when the bounds do not fit the classes: a wrong parameter, not a wrong figure.
    """
    bounds = batas(value)
    rising = all(low < high for low, high in pairwise(bounds))
    if len(bounds) != len(skala.kelas) - 1 or not rising:
        msg = f"{value.key}: perlu {len(skala.kelas) - 1} batas yang makin besar"
        raise ValueError(msg)
    at = kelas_ke(nilai, bounds, tepat_di_bawah=skala.tepat_di_bawah)
    return Tafsiran(skala.kelas[at], _jangkauan(skala, bounds, at), value)


def jangkauan(skala: Skala, value: Value) -> list[tuple[ScaleStep, str]]:
    """Every class with its reach in words, from the lowest up."""
    bounds = batas(value)
    return [(kelas, _jangkauan(skala, bounds, at)) for at, kelas in enumerate(skala.kelas)]


class Penafsir:
    """Reads figures by the rules in force on one day in one district (None: the nation)."""

    def __init__(self, book: RuleBook, hari: date, kabupaten: str | None) -> None:
        self._book, self._hari, self._kabupaten = book, hari, kabupaten

    def aturan(self, parameter: str) -> Value | None:
        """The parameter on that day; None where nothing is in force."""
        return self._book.find(parameter, self._hari, self._kabupaten)

    def __call__(self, skala: Skala, nilai: Fraction | None) -> Tafsiran | None:
        """The meaning of a figure; None where there is no figure or no rule yet.

        What people see is what is read: two figures that are shown alike never differ in a word.
        """
        value = self.aturan(skala.parameter)
        if nilai is None or value is None:
            return None
        return tafsirkan(skala, as_shown(nilai, skala.satuan), value)


def as_shown(nilai: Fraction, satuan: Satuan) -> Fraction:
    """A figure rounded half up to the digits that pages show: 0,270 and 69,7%."""
    digits = _DIGITS.get(satuan)
    return (
        nilai
        if digits is None
        else Fraction(floor(nilai * 10**digits + Fraction(1, 2)), 10**digits)
    )


_DIGITS: Mapping[Satuan, int] = {"persen": 3, "indeks": 3}
"""Decimals of a figure as a ratio; of a percentage one remains."""


_WRITE: Mapping[Satuan, Callable[[Decimal], str]] = {
    "persen": persen,
    "indeks": indeks,
    "kali": lambda bound: f"{angka(bound)} kali",
    "hari": lambda bound: f"{angka(bound)} hari kerja",
    "hari_kalender": lambda bound: f"{angka(bound)} hari",
}


def _jangkauan(skala: Skala, bounds: tuple[Decimal, ...], at: int) -> str:
    texts = [_WRITE[skala.satuan](bound) for bound in bounds]
    low, high = (texts[at - 1] if at else ""), (texts[at] if at < len(texts) else "")
    if skala.tepat_di_bawah:
        return f"di atas {low}" if not high else f"{f'di atas {low} ' if low else ''}sampai {high}"
    return f"{low} ke atas" if not high else f"{f'{low} sampai ' if low else ''}di bawah {high}"
