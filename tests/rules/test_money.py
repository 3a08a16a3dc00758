from decimal import Decimal, Inexact
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules import money
from upaya.rules.money import apportion

WEIGHT = st.integers(0, 10**12) | st.fractions(0, 10**6, max_denominator=1000)
POOL = st.integers(0, 10**15)


@pytest.mark.parametrize(
    ("pool", "weights", "parts"),
    [
        (100, [85, 15], [85, 15]),
        (10, [85, 15], [9, 1]),  # 8.5 and 1.5: the tie goes to the first
        (10, [15, 85], [2, 8]),
        (1, [1, 1, 1], [1, 0, 0]),
        (2, [1, 1, 1], [1, 1, 0]),
        (7, [3, 0, 4], [3, 0, 4]),
        (5, [0, 0, 1], [0, 0, 5]),
        (0, [1, 2], [0, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (10, [Fraction(1, 3), Fraction(2, 3)], [3, 7]),
    ],
)
def test_largest_remainder(pool: int, weights: list[int], parts: list[int]) -> None:
    assert apportion(pool, weights) == parts


def test_ties_are_ordered_by_the_given_keys_or_function() -> None:
    assert apportion(1, [1, 1, 1], ties=["c", "a", "b"]) == [0, 1, 0]
    assert apportion(2, [1, 1, 1], ties=lambda at: -at) == [0, 1, 1]


def test_keys_matter_only_between_equal_remainders() -> None:
    # 10 x 1/6, 2/6, 3/6 = 1.67, 3.33, 5: the largest remainder wins whatever its key
    assert apportion(10, [1, 2, 3], ties=[9, 0, 1]) == [2, 3, 5]


@pytest.mark.parametrize(
    ("pool", "weights"), [(-1, [1]), (1, [1, -1]), (1, [0, 0]), (1, []), (1, [Fraction(-1, 2), 1])]
)
def test_refuses_what_cannot_be_split(pool: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"negatif|bobot"):
        apportion(pool, weights)


@given(POOL, st.lists(WEIGHT, min_size=1, max_size=12))
def test_every_part_is_its_quota_rounded_down_or_up(pool: int, weights: list[Fraction]) -> None:
    total = sum(weights)
    if not total:
        weights, total = [Fraction(1)], Fraction(1)
    parts = apportion(pool, weights)
    assert sum(parts) == pool
    for part, weight in zip(parts, weights, strict=True):
        quota = Fraction(pool) * weight / total
        assert part in {floor(quota), floor(quota) + 1}
        if not weight:
            assert part == 0


@given(POOL, st.lists(st.integers(0, 50), min_size=1, max_size=12), st.randoms())
def test_with_keys_the_order_of_rows_does_not_matter(
    pool: int, weights: list[int], random: object
) -> None:
    weights = [*weights, 1]
    rows = list(enumerate(weights))
    straight = dict(zip(range(len(rows)), apportion(pool, weights, list(range(len(rows)))),
                        strict=True))  # fmt: skip
    random.shuffle(rows)  # type: ignore[attr-defined]
    parts = apportion(pool, [w for _, w in rows], [key for key, _ in rows])
    assert {key: part for (key, _), part in zip(rows, parts, strict=True)} == straight


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.0750"), "0.075"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.0"), "0"),
        (Decimal("0.00"), "0"),
        (12, "12"),
    ],
)
def test_plain_text_is_exact_without_exponent_or_empty_zeros(value: Decimal, text: str) -> None:
    assert money.plain(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_plain_text_reads_back_as_the_same_number(value: Decimal) -> None:
    assert Decimal(money.plain(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (1_000, "Rp1.000"),
        (66_369_000, "Rp66.369.000"),
        (-5_500, "-Rp5.500"),
        (Decimal("6375000.125"), "Rp6.375.000,125"),
        (10**15, "Rp1.000.000.000.000.000"),
    ],
)
def test_rupiah(value: Decimal | int, text: str) -> None:
    assert money.rupiah(value) == text


def test_percent_and_index() -> None:
    assert money.persen(Decimal("0.075")) == "7,5%"
    assert money.persen(Decimal(1)) == "100%"
    assert money.indeks(Decimal("0.2")) == "0,20"
    assert money.indeks(Decimal("0.123")) == "0,123"
    assert money.indeks(Decimal(1)) == "1,00"


def test_the_exact_context_raises_where_others_round() -> None:
    context = money.exact_context()
    assert context.multiply(Decimal("0." + "3" * 5000), Decimal(10**15)).is_finite()
    with pytest.raises((Inexact, MemoryError)):
        context.divide(Decimal(1), Decimal(3))


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (Fraction(3, 8), Decimal("0.375")),
        (Fraction(7), Decimal(7)),
        (Fraction(1, 3), None),
        (Fraction(9, 125), Decimal("0.072")),
    ],
)
def test_a_fraction_has_a_decimal_or_none(value: Fraction, exact: Decimal | None) -> None:
    assert money.exact_decimal(value) == exact
