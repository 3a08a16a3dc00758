"""When somebody is warned that a contract or a STRA ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def tahap(berakhir: date, hari: date, tahapan: Sequence[int]) -> int | None:
    """Which warning is due on a day: the smallest stage reached; None before the first and after.

    With stages 60, 30 and 7 a contract that ends in 20 days stands at 30: whoever missed the first
    day of a stage hears of it later, once.
    """
    left = (berakhir - hari).days
    if left < 0:
        return None
    return min((one for one in tahapan if left <= one), default=None)
