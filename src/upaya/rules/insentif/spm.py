"""Index of SPM performance from the 12 services (Pasal 11A ayat (6) huruf b, ayat (8) huruf a).

Everything is whole numbers: a mean of twelve fractions is kept as numerator and denominator.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal

from upaya.rules.loader import national_book

PELAYANAN = (
    "ibu_hamil",
    "ibu_bersalin",
    "bayi_baru_lahir",
    "balita",
    "usia_pendidikan_dasar",
    "usia_produktif",
    "usia_lanjut",
    "hipertensi",
    "diabetes_melitus",
    "odgj_berat",
    "tuberkulosis",
    "hiv",
)
"""The twelve services, in the order in which every form and file lists them."""

MetodeSPM = Literal["bertingkat", "kontinu"]
TargetNol = Literal["keluarkan", "nol"]


@dataclass(frozen=True, slots=True)
class Pelayanan:
    """Target and realisation of one service in the month, in people."""

    target: int
    realisasi: int


@cache
def nama_pelayanan() -> Mapping[str, str]:
    """The services by key as pages, files and workings call them; the words are in spm.yaml."""
    (value,) = [found for found in national_book().values() if found.key == "spm.pelayanan"]
    return value.table


def capaian(pelayanan: Pelayanan, highest: Fraction) -> Fraction | None:
    """Return realisation over target, at most ``highest``; None when the target is zero."""
    if pelayanan.target == 0:
        return None
    return min(Fraction(pelayanan.realisasi, pelayanan.target), highest)


def rata_rata(
    services: Iterable[Pelayanan], highest: tuple[int, int], target_nol: TargetNol
) -> tuple[int, int] | None:
    """Return the mean achievement as (numerator, denominator), not reduced.

    ``highest`` is the achievement above which a service counts no more, as a ratio. A service
    without target stays out of the mean (``keluarkan``) or counts as nothing
    achieved (``nol``). None when no service has a target: then there is no index.
    """
    top, bottom = highest
    numerator, denominator = 0, 1
    full = counted = without = 0
    for service in services:
        target = service.target
        if not target:
            without += 1
            continue
        counted += 1
        if service.realisasi * bottom >= target * top:
            full += 1
        else:
            numerator = numerator * target + service.realisasi * denominator
            denominator *= target
    if not counted:
        return None
    if target_nol == "nol":
        counted += without
    return numerator * bottom + full * top * denominator, denominator * bottom * counted


def tingkat(numerator: int, denominator: int, bounds: Sequence[tuple[int, int]]) -> int:
    """Return how many of the lower ``bounds`` the mean has reached: 0 for the lowest band.

    Bounds are (numerator, denominator) in rising order; a mean exactly on a bound belongs to
    the higher band.
    """
    level = 0
    for top, bottom in bounds:
        if numerator * bottom < top * denominator:
            break
        level += 1
    return level


def indeks_kontinu(numerator: int, denominator: int, highest: Decimal) -> Decimal:
    """Return ``highest`` times the mean, to two decimals, half up."""
    rate = Fraction(highest)
    scaled = 100 * rate.numerator * numerator
    base = rate.denominator * denominator
    return Decimal((2 * scaled + base) // (2 * base)).scaleb(-2)
