"""Differences after approval: found whole, settled without pushing anybody below zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.insentif.selisih import lunasi, selisih

AMOUNT = st.integers(-(10**9), 10**9)
SHARES = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 10**9))


@given(SHARES, SHARES)
def test_differences_lead_from_one_to_the_other(
    before: dict[str, int], after: dict[str, int]
) -> None:
    found = selisih(before, after)
    assert 0 not in found.values()
    for code in {*before, *after}:
        assert before.get(code, 0) + found.get(code, 0) == after.get(code, 0)
    assert sum(before.values()) + sum(found.values()) == sum(after.values())
    assert selisih(before, before) == {}


@given(st.integers(0, 10**9), st.lists(AMOUNT, max_size=6))
def test_settling_never_pays_below_zero_and_never_more_than_is_open(
    share: int, open_ones: list[int]
) -> None:
    settled = lunasi(share, open_ones)
    paid = share + sum(settled)
    assert paid >= 0
    for amount, part in zip(open_ones, settled, strict=True):
        assert part == amount if amount >= 0 else amount <= part <= 0
    if any(part != amount for amount, part in zip(open_ones, settled, strict=True)):
        assert paid == 0  # something stays open only when nothing is left to hold back


@given(st.integers(0, 10**9), st.lists(AMOUNT, max_size=6))
def test_what_is_settled_over_months_is_the_difference(share: int, open_ones: list[int]) -> None:
    left = list(open_ones)
    for _ in range(2 + sum(map(abs, open_ones)) // max(share, 1) if share > 10**6 else 0):
        left = [amount - part for amount, part in zip(left, lunasi(share, left), strict=True)]
    if share > 10**6:
        assert all(amount == 0 for amount in left)


def test_the_oldest_is_held_back_first() -> None:
    assert lunasi(100, [-70, -50]) == (-70, -30)
    assert lunasi(0, [40, -70]) == (40, -40)
    assert lunasi(0, []) == ()
    with pytest.raises(ValueError, match="negatif"):
        lunasi(-1, [])
