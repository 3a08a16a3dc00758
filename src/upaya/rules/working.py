"""A result that can show its working: ordered steps, each with formula, inputs and article."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

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
    """

    nama: str
    rumus: str
    masukan: tuple[tuple[str, str], ...]
    nilai: str
    eksak: str
    dasar_hukum: str
    asal: Origin

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

    def __getitem__(self, name: str) -> Value:
        return self._values[f"insentif_ukm.{name}"]

    def starting_with(self, prefix: str) -> Value | None:
        return next((v for key, v in self._values.items() if key.startswith(prefix)), None)


def step(
    nama: str,
    rumus: str,
    masukan: list[tuple[str, str]],
    nilai: str,
    eksak: Exact,
    aturan: Value,
) -> Step:
    """Make a step whose article and origin are those of the parameter it rests on."""
    return Step(nama, rumus, tuple(masukan), nilai, exact_text(eksak), aturan.source, aturan.origin)


def weakest_origin(values: Iterable[Value]) -> Origin:
    """Return the origin of what rests on all ``values``: one assumption makes it an assumption."""
    return max((value.origin for value in values), key=ORIGINS.index)


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
