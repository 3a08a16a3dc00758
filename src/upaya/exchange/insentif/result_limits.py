"""Which results a spreadsheet can compute exactly.

Spreadsheets count in binary floating point: Excel shows 15 digits and takes differences below
about 2^-50 of the operands for zero, LibreOffice takes numbers within about 2^-48 of each other for
equal. Whole numbers below LIMIT stay clear of both, so every formula of the result works on such
numbers only; a month beyond that is written as values and says so.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from upaya.rules.calculation_steps import Rules
from upaya.rules.insentif.month import INDEKS, Bulan, Hasil
from upaya.rules.insentif.spm import rata_rata
from upaya.rules.money import exact_context

LIMIT = 10**14
"""No whole number in a formula reaches this, neither as result nor on the way."""

LIMB = 10**6
"""BOK is multiplied in two pieces: millions and the rest, as in long multiplication."""

OFFICERS = 2_000
"""With more officers the formulas that settle ties would take minutes."""

NEAR = Fraction(1, 10**9)
"""Closer to a bound than this, but not on it, a mean of twelve shares may fall on either side."""

_RATE_DIGITS, _DIGITS = 3, 7
_EXACT = exact_context()


@dataclass(frozen=True, slots=True)
class Scale:
    """Powers of ten that make whole numbers of the base rate and of the sum of the indices."""

    rate: int
    indices: int


def scale(bulan: Bulan, hasil: Hasil) -> Scale:
    """Enough digits for the numbers of this month, and room for people who try other ones."""
    rules = Rules(hasil)
    base = rules["dasar"].decimal if hasil.penimpaan.dasar is None else hasil.penimpaan.dasar
    rate = max(_RATE_DIGITS, _digits(base))
    most = max(_digits(value) for value in (*hasil.indeks, *bulan.indeks.values()))
    return Scale(rate, max(most, min(4, _DIGITS - rate)))


def _digits(value: Decimal) -> int:
    """How many decimals write this number exactly."""
    return max(0, -int(value.normalize(_EXACT).as_tuple().exponent))


def why_not(bulan: Bulan, hasil: Hasil) -> str:
    """Why this month is written as values, as a sentence; "" when formulas are exact."""
    if len(bulan.petugas) > OFFICERS:
        return (
            f"Buku ini memuat lebih dari {OFFICERS} petugas, jadi berisi nilai tanpa rumus: "
            "menghitung ulang akan terlalu lama."
        )
    if max(_numbers(bulan, hasil)) >= LIMIT:
        return (
            "Bilangan bulan ini terlalu besar atau terlalu rinci untuk dihitung tepat oleh "
            "lembar kerja, jadi buku ini berisi nilai tanpa rumus."
        )
    return ""


def _numbers(bulan: Bulan, hasil: Hasil) -> list[int]:
    """The largest number of every formula that has to be exact."""
    powers = scale(bulan, hasil)
    base, total = 10**powers.rate, 10**powers.indices
    rate = hasil.penimpaan.dasar
    whole_rate = _EXACT.scaleb(Rules(hasil)["dasar"].decimal if rate is None else rate, powers.rate)
    factor = int(whole_rate) * (total + int(_EXACT.scaleb(hasil.jumlah_indeks, powers.indices)))
    millions = bulan.bok_diserap // LIMB
    split = sum(Rules(hasil)["pembagian"].table.values())
    return [
        bulan.penduduk,
        bulan.bok_diusulkan,
        bulan.bok_diserap,
        bulan.sisa_pagu_insentif,
        millions * factor,
        base * total * LIMB + LIMB * factor,
        int(hasil.insentif_disesuaikan),
        hasil.pool * split * 2 + split,
        *_products(hasil.pool_lapangan, hasil.poin_lapangan),
        *_products(hasil.pool_manajemen, hasil.poin_manajemen),
        *(max(p.orang_hari, p.frekuensi, p.jabatan_tambahan) for p in bulan.petugas),
    ]


def _products(pool: int, points: list[int]) -> tuple[int, int]:
    return pool * max(points), sum(points)


def spm_is_clear(bulan: Bulan, hasil: Hasil) -> bool:
    """Whether a spreadsheet finds the same computed SPM index: no mean too near a bound."""
    rules = Rules(hasil)
    if hasil.indeks_hitung[INDEKS.index("kinerja_spm")] is None:
        return True
    nothing = hasil.penimpaan.target_nol or rules["spm.target_nol"].text
    pair = rata_rata(
        bulan.pelayanan.values(),
        rules["spm.capaian_tertinggi"].decimal.as_integer_ratio(),
        "nol" if nothing == "nol" else "keluarkan",
    )
    if pair is None:
        return True
    mean = Fraction(*pair)
    distances = [mean - Fraction(bound) for bound in rules["spm.batas_tingkat"].items]
    continuous = mean * Fraction(rules["spm.kontinu_tertinggi"].decimal) * 100 + Fraction(1, 2)
    distances.append((continuous - round(continuous)) / 100)
    return all(distance == 0 or abs(distance) >= NEAR for distance in distances)
