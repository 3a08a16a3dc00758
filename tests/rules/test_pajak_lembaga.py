"""What is withheld from an institution: by a dated parameter, exact, never above the gross."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from upaya.rules.loader import national_book
from upaya.rules.tax.lembaga import TARIF, pajak_lembaga

RATE = national_book().read(TARIF, date(2022, 8, 1))


def test_nothing_is_withheld_and_that_is_said_to_be_an_assumption() -> None:
    tax = pajak_lembaga(1_234_567, RATE)
    assert (tax.pajak, tax.neto, tax.asal) == (0, 1_234_567, "asumsi")
    assert "belum diatur" in tax.dasar_hukum


@pytest.mark.parametrize(
    ("percent", "gross", "withheld"),
    [("2", 1_000_049, 20_000), ("2", 49, 0), ("0.5", 199, 0), ("0.5", 200, 1), ("100", 7, 7)],
)
def test_a_rate_takes_whole_rupiah_downwards(percent: str, gross: int, withheld: int) -> None:
    tax = pajak_lembaga(gross, replace(RATE, value=Decimal(percent)))
    assert (tax.pajak, tax.pajak + tax.neto) == (withheld, gross)


def test_a_rate_above_all_and_a_gross_below_nothing_are_refused() -> None:
    for percent, gross in ((Decimal(101), 1), (Decimal(-1), 1), (Decimal(2), -1)):
        with pytest.raises(ValueError, match="di luar jangkauan"):
            pajak_lembaga(gross, replace(RATE, value=percent))
