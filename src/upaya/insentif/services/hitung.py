"""From the tables of a month to the rules and back: the input, the result, the frozen calculation.

The input is built in the form of the offline calculator and read by its own validator, so that the
page and `upaya hitung insentif` cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from upaya.exchange.json_input import Fault
from upaya.rules.insentif import Bulan, Hasil
from upaya.rules.insentif_workflow import DIAJUKAN, DISETUJUI
from upaya.rules.parameter import RuleBook

COUNTED = (DIAJUKAN, DISETUJUI)


@dataclass(frozen=True)
class Calculation:
    """A month computed now, or why it cannot be. Exactly one of `hasil` and `faults` says something."""

    masukan: dict[str, Any]
    faults: tuple[Fault, ...]
    bulan: Bulan | None
    hasil: Hasil | None
    book: RuleBook
    known_on: date

    @cached_property
    def by_kode(self) -> Mapping[str, int]:
        """Gross amount by officer code."""
        return {row.id: row.bruto for row in self.hasil.baris()} if self.hasil else {}
