"""A result that can show its working: ordered steps, each with formula, inputs and article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from upaya.rules.citation import citation
from upaya.rules.insentif.ketentuan import BACAAN, BATAS_TAHUNAN, NASKAH
from upaya.rules.insentif.month import Hasil
from upaya.rules.money import angka, exact_decimal, plain
from upaya.rules.parameter import ORIGINS, Origin, Value

Exact = int | Decimal | Fraction | str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation.

    ``rumus`` is the formula in words with its numbers, ``masukan`` what went in as (name,
    text), ``nilai`` the result as people write it, ``eksak`` the same for machines (an
    integer, a decimal or a fraction such as ``"2/3"``).

    ``dasar`` are the articles of this step, each with the origin of its own words; ``asal`` is the
    weakest origin of all that the number rests on, in this step and in those that led to it.
    """

    nama: str
    rumus: str
    masukan: tuple[tuple[str, str], ...]
    nilai: str
    eksak: str
    dasar: tuple[tuple[str, Origin], ...]
    asal: Origin

    @property
    def dasar_hukum(self) -> str:
        """The articles of this step in one line."""
        return "; ".join(source for source, _ in self.dasar)

    def to_dict(self) -> dict[str, Any]:
        """Return the step as JSON."""
        return {
            "nama": self.nama,
            "rumus": self.rumus,
            "masukan": [{"nama": name, "nilai": text} for name, text in self.masukan],
            "nilai": self.nilai,
            "eksak": self.eksak,
            "dasar_hukum": self.dasar_hukum,
            "asal": self.asal,
        }


@dataclass(frozen=True, slots=True)
class Working:
    """The steps that lead to one amount, in order."""

    judul: str
    langkah: tuple[Step, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the working as JSON."""
        return {"judul": self.judul, "langkah": [step.to_dict() for step in self.langkah]}


class Rules:
    """The parameters of a result, by the end of their key: ``rules["dasar"]``."""

    def __init__(self, hasil: Hasil) -> None:
        self._values = {value.key: value for value in hasil.aturan}
        self._words = {value.key: value for value in hasil.naskah}

    def __getitem__(self, name: str) -> Value:
        return self._values[f"insentif_ukm.{name}"]

    def naskah(self, *names: str) -> list[Value]:
        """The words of these articles, as far as they are in force and were known."""
        return [self._words[key] for name in names if (key := NASKAH + name) in self._words]

    @property
    def batas_tahunan(self) -> Value | None:
        """The part of the year's BOK that the incentive may be at most, where a rule says one."""
        return self._words.get(BATAS_TAHUNAN)

    def bacaan(self, *names: str) -> list[Value]:
        """The places of these names that can be read in more than one way."""
        return [self._words[key] for name in names if (key := BACAAN + name) in self._words]

    def starting_with(self, prefix: str) -> Value | None:
        return next((v for key, v in self._values.items() if key.startswith(prefix)), None)


def step(
    nama: str,
    rumus: str,
    masukan: Sequence[tuple[str, str]],
    nilai: str,
    eksak: Exact,
    *aturan: Value,
    dari: Iterable[Step] = (),
) -> Step:
    """Make a step that rests on these rules and on the steps ``dari`` which gave its inputs."""
    dasar = dict.fromkeys((citation(rule), rule.origin) for rule in aturan)
    asal = weakest([*(rule.origin for rule in aturan), *(before.asal for before in dari)])
    return Step(nama, rumus, tuple(masukan), nilai, exact_text(eksak), tuple(dasar), asal)


def bunyi(naskah: Iterable[Value]) -> list[tuple[str, str]]:
    """Quote the words of articles as inputs of a step."""
    return [(f"Bunyi {text.article}", f"“{' '.join(text.items)}”") for text in naskah]


def dua_bacaan(bacaan: Iterable[Value]) -> list[tuple[str, str]]:
    """Show what is printed, how it is read, and how it could be read as well."""
    return [
        pair
        for value in bacaan
        for pair in (
            ("Tercetak", value.table["tercetak"]),
            ("Dibaca", value.table["dipakai"]),
            ("Bacaan lain", value.table["lain"]),
        )
    ]


def weakest(origins: Iterable[Origin]) -> Origin:
    """Return the weakest of origins: one assumption makes all of it an assumption."""
    return max(origins, key=ORIGINS.index)


def weakest_origin(values: Iterable[Value]) -> Origin:
    """Return the origin of what rests on all ``values``."""
    return weakest(value.origin for value in values)


def exact_text(value: Exact) -> str:
    """Write an exact number for machines."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Fraction):
        return str(value.numerator)
    return value if isinstance(value, str) else plain(value)


def about(value: Fraction, digits: int = 4) -> str:
    """Write a number for people; one without a finite decimal is cut and marked with "..."."""
    exact = exact_decimal(value)
    if exact is not None and -int(exact.as_tuple().exponent) <= digits:
        return angka(exact)
    scaled = value.numerator * 10**digits // value.denominator
    whole, decimals = divmod(scaled, 10**digits)
    return f"{angka(whole)},{decimals:0{digits}d}..."
