"""An officer's work in a month: days of management work, visits of field work (Pasal 11A ayat (7)).

The only place that says which line of the BOK menu counts as what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LAPANGAN, MANAJEMEN = "lapangan", "manajemen"
"""The kinds of a menu line (`sifat`): counted in visits, counted in days."""


@dataclass(frozen=True, slots=True)
class Kerja:
    """Days of management work (orang-hari, OH) and field visits (frekuensi)."""

    orang_hari: int = 0
    frekuensi: int = 0


def jumlah_kerja(entries: Iterable[tuple[str, int]]) -> Kerja:
    """The sum of entries (kind of the line, amount)."""
    days = visits = 0
    for sifat, amount in entries:
        if sifat == MANAJEMEN:
            days += amount
        else:
            visits += amount
    return Kerja(days, visits)
