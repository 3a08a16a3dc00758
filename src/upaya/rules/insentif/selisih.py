"""Differences after approval: what a corrected month owes or is owed, settled in a later month.

No text says how a mistake found after approval is mended (asumsi): what was frozen stays, the
difference is paid or held back with the next month that is recapped, and nobody's payment falls
below zero: what cannot be held back yet stays open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def selisih(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Rupiah by officer code, `after` minus `before`, without those that stay equal."""
    codes = dict.fromkeys((*before, *after))
    found = {code: after.get(code, 0) - before.get(code, 0) for code in codes}
    return {code: amount for code, amount in found.items() if amount}


def lunasi(bagian: int, terbuka: Sequence[int]) -> tuple[int, ...]:
    """How much of each open difference is settled with a payment of `bagian` rupiah.

    `terbuka` are open differences of one officer, oldest first: above zero owed to the officer,
    below zero to be held back. What is owed is paid whole; what is to be held back, oldest first,
    only as far as the payment reaches.
    """
    if bagian < 0:
        raise ValueError("bagian tidak boleh negatif")
    left = bagian + sum(amount for amount in terbuka if amount > 0)
    settled = []
    for amount in terbuka:
        part = amount if amount > 0 else -min(-amount, left)
        if amount < 0:
            left += part
        settled.append(part)
    return tuple(settled)
