"""What is withheld from a payment to an institution: a rate of its own, no PPh 21."""

from __future__ import annotations

from upaya.rules.parameter import Value
from upaya.rules.tax.pph21 import Pajak
from upaya.rules.tax.pph21_rates import EXACT, LEMBAGA

TARIF = "pajak.lembaga.tarif"
"""The parameter: percent of the gross."""
_PERCENT = 100


def pajak_lembaga(bruto: int, tarif: Value) -> Pajak:
    """The tax on `bruto` whole rupiah by the rate in force, rounded down to whole rupiah.

    ValueError for a gross below zero and a rate outside 0 to 100 percent.
    """
    percent = tarif.decimal
    if bruto < 0 or not 0 <= percent <= _PERCENT:
        raise ValueError(f"bruto {bruto} atau tarif {percent} di luar jangkauan")
    ratio = EXACT.divide(percent, _PERCENT)
    tax = int(EXACT.multiply(ratio, bruto))
    return Pajak(LEMBAGA, ratio, bruto, tax, bruto - tax, tarif.origin, tarif.source)
