"""Months of a plan as people write them."""

from __future__ import annotations

import pytest

from upaya.exchange.bok.poa_months import read_months
from upaya.exchange.cells import CellError

YEAR = list(range(1, 13))


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("Jan, Feb", [1, 2]),
        ("Januari s/d Maret", [1, 2, 3]),
        ("Jan-Mar 2022", [1, 2, 3]),
        ("feb sd apr", [2, 3, 4]),
        ("Agustus sampai dengan Oktober", [8, 9, 10]),
        ("Agt, Ags", [8]),
        ("tiap bulan", YEAR),
        ("Setiap bulan", YEAR),
        ("12 bulan", YEAR),
        ("2, 5 dan 8", [2, 5, 8]),
        ("2-4; 11", [2, 3, 4, 11]),
        ("TW I dan TW III", [1, 2, 3, 7, 8, 9]),
        ("triwulan 4", [10, 11, 12]),
        ("Mei & Juni", [5, 6]),
    ],
)
def test_months_are_read(written: str, months: list[int]) -> None:
    assert read_months(written) == months


@pytest.mark.parametrize("written", ["13", "0", "Mar-Jan", "kapan saja", "2022", ",", "J"])
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(CellError):
        read_months(written)
