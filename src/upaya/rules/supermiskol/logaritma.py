"""Natural logarithms of whole numbers as a printed table: no float enters a score.

Twelve decimals, rounded half to even. A scheme of the log-linear shape reads the size of a
household here; what stands beyond the table is refused, never computed on the way.
"""

from decimal import Decimal

_TABLE = """
    0.000000000000 0.693147180560 1.098612288668 1.386294361120 1.609437912434
    1.791759469228 1.945910149055 2.079441541680 2.197224577336 2.302585092994
    2.397895272798 2.484906649788 2.564949357462 2.639057329615 2.708050201102
    2.772588722240 2.833213344056 2.890371757896 2.944438979166 2.995732273554
    3.044522437723 3.091042453358 3.135494215929 3.178053830348 3.218875824868
    3.258096538021 3.295836866004 3.332204510175 3.367295829986 3.401197381662
    3.433987204485 3.465735902800 3.496507561466 3.526360524616 3.555348061489
    3.583518938456 3.610917912644 3.637586159726 3.663561646130 3.688879454114
    3.713572066704 3.737669618283 3.761200115694 3.784189633918 3.806662489770
    3.828641396489 3.850147601710 3.871201010908 3.891820298111 3.912023005428
"""

LOGARITMA: tuple[Decimal, ...] = tuple(Decimal(text) for text in _TABLE.split())
"""ln 1, ln 2, ... in order."""

TERBESAR = len(LOGARITMA)
"""The largest number of the table."""


def ln(number: int) -> Decimal:
    """The natural logarithm of a whole number from 1 to TERBESAR; ValueError for any other."""
    if not 1 <= number <= TERBESAR:
        msg = f"logaritma hanya ada untuk bilangan 1 sampai {TERBESAR}"
        raise ValueError(msg)
    return LOGARITMA[number - 1]
