"""Exact numbers as files write them: integers, decimals in quotation marks, fractions."""

from fractions import Fraction


def exact(value: object) -> Fraction:
    """An integer or a decimal in words; ValueError for a float, whose digits nobody chose."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        msg = f"bukan bilangan bulat atau desimal dalam tanda petik: {value!r}"
        raise ValueError(msg)  # noqa: TRY004 - one kind of fault for data of a file
    return Fraction(value)


def tulis(value: Fraction) -> str:
    """An exact number: a decimal where it ends, "2.107", else a fraction, "59/28"."""
    rest, digits = value.denominator, 0
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = max(twos, fives)
    whole = abs(value.numerator) * 10**digits // value.denominator
    text = str(whole).rjust(digits + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"
