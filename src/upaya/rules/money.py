"""Exact money: whole rupiah as ``int``, rates as ``Decimal``, never a float.

``apportion`` is the only way money is split, and its parts always add up to the pool.
"""

from collections.abc import Callable, Sequence
from decimal import (
    MAX_EMAX,
    MAX_PREC,
    MIN_EMIN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
)
from fractions import Fraction
from math import lcm
from typing import Any

Ties = Sequence[Any] | Callable[[int], Any]


def exact_context() -> Context:
    """Return a decimal context in which a result that would need rounding raises instead.

    Addition and multiplication of finite decimals are always exact in it, whatever the
    number of digits; a division that does not end raises.
    """
    return Context(
        prec=MAX_PREC,
        Emax=MAX_EMAX,
        Emin=MIN_EMIN,
        traps=[
            DivisionByZero, Inexact, InvalidOperation, Overflow, Rounded, Subnormal, Underflow,
        ],
    )  # fmt: skip


def apportion(pool: int, weights: Sequence[int | Fraction], ties: Ties | None = None) -> list[int]:
    """Split ``pool`` rupiah in proportion to ``weights`` by the largest remainder.

    Every part gets the floor of its exact share; the rupiah left over go, one each, to the
    parts with the largest remainders. Equal remainders are ordered by ``ties``: a key per
    position (or a function from position to key), the smaller key first; without ``ties``
    the earlier position first. The parts add up to ``pool`` exactly.

    Raises ValueError for a negative pool or weight, and when there is money to split but
    no weight to split it by: the caller has to say what happens to such money.
    """
    whole = _whole(weights)
    if pool < 0 or any(weight < 0 for weight in whole):
        msg = "uang dan bobot tidak boleh negatif"
        raise ValueError(msg)
    total = sum(whole)
    if total == 0:
        if pool:
            msg = "tidak ada bobot untuk membagi uang ini"
            raise ValueError(msg)
        return [0] * len(whole)
    return largest_remainder(pool, whole, total, ties)


def largest_remainder(
    pool: int, weights: Sequence[int], total: int, ties: Ties | None = None
) -> list[int]:
    """Do the work of :func:`apportion` for checked whole weights whose sum is ``total`` > 0.

    The whole rupiah per unit of weight are taken out first: what is left is split with small
    numbers, which is what keeps a nation of officers within a second.
    """
    each, rest = divmod(pool, total)
    remainders = [rest * weight % total for weight in weights]
    left = sum(remainders) // total
    lift = 0
    if left:
        ranked = sorted(remainders)
        border = ranked[-left]
        if ranked[-left - 1] == border:
            parts = [each * weight + rest * weight // total for weight in weights]
            for position in _winners(remainders, border, left, ties):
                parts[position] += 1
            return parts
        # Lifted by what the border lacks, just the remainders from the border up fill a rupiah.
        lift = total - border
    return [each * weight + (rest * weight + lift) // total for weight in weights]


def _winners(remainders: list[int], border: int, left: int, ties: Ties | None) -> list[int]:
    """Return the positions that get one more rupiah when equal remainders meet on the border.

    Apart, because nearly all months have no such tie and the keys of a nation are dear.
    """
    above = [at for at, remainder in enumerate(remainders) if remainder > border]
    tied = [at for at, remainder in enumerate(remainders) if remainder == border]
    if ties is not None:
        tied.sort(key=ties if callable(ties) else ties.__getitem__)
    return above + tied[: left - len(above)]


def _whole(weights: Sequence[int | Fraction]) -> list[int]:
    """Return whole weights in the same proportion."""
    scale = lcm(*(weight.denominator for weight in weights)) if weights else 1
    return [int(weight * scale) for weight in weights]


def plain(value: Decimal | int) -> str:
    """Write an exact number with a point, no exponent and no trailing zeros: ``"0.075"``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


def exact_decimal(value: Fraction) -> Decimal | None:
    """Return ``value`` as a decimal when it has a finite one, else None."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    digits = max(twos, fives)
    scaled = value.numerator * 10**digits // value.denominator
    return exact_context().scaleb(Decimal(scaled), -digits)


_GROUP = 3


def _grouped(whole: str) -> str:
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups: list[str] = []
    while len(digits) > _GROUP:
        digits, tail = digits[:-_GROUP], digits[-_GROUP:]
        groups.append(tail)
    return sign + ".".join([digits, *reversed(groups)])


def angka(value: Decimal | int) -> str:
    """Write a number the Indonesian way: ``"1.234,5"``."""
    whole, _, decimals = plain(value).partition(".")
    return _grouped(whole) + (f",{decimals}" if decimals else "")


def indeks(value: Decimal) -> str:
    """Write an index the way the law prints it, with two decimals or more: ``"0,20"``."""
    text = angka(value)
    whole, _, decimals = text.partition(",")
    return f"{whole},{decimals:0<2}"


def rupiah(value: Decimal | int) -> str:
    """Write an amount the Indonesian way: ``"Rp66.369.000"``."""
    text = angka(value)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def persen(value: Decimal) -> str:
    """Write a ratio as a percentage: ``Decimal("0.075")`` is ``"7,5%"``."""
    return f"{angka(exact_context().multiply(value, Decimal(100)))}%"
