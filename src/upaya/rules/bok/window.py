"""When a plan may be written: the window that the Dinas opens for a budget year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import tanggal

JENDELA = "bok.jendela_rencana"
"""A decree whose value is the budget year; it is open while the decree is in force."""
OPENER = "Kepala Dinas Kesehatan"


@dataclass(frozen=True, slots=True)
class Jendela:
    """Whether a plan may be written on a day, and a sentence that says why and until when."""

    terbuka: bool
    kalimat: str


def jendela(book: RuleBook, year: int, day: date, district: str) -> Jendela:
    """The window of a year's plan on a day.

    A district that decreed none has it always open (no text closes it).
    """
    windows = [row for row in _windows(book, district) if row.value == year]
    if not windows:
        return Jendela(terbuka=True, kalimat=f"Penyusunan rencana {year} tidak dibatasi waktu.")
    for row in windows:
        if row.covers(day):
            until = f" sampai {tanggal(row.until)}" if row.until else ""
            return Jendela(
                terbuka=True, kalimat=f"Penyusunan rencana {year} dibuka{until} ({row.source})."
            )
    said = "; ".join(_span(row) for row in windows)
    return Jendela(
        terbuka=False,
        kalimat=f"Penyusunan rencana {year} sedang ditutup: dibuka {said}. Yang membukanya "
        f"{OPENER}, lewat ketetapan “Masa penyusunan rencana BOK”.",
    )


def _windows(book: RuleBook, district: str) -> list[Value]:
    return [row for row in book.rows if row.key == JENDELA and row.district == district]


def _span(row: Value) -> str:
    until = f" sampai {tanggal(row.until)}" if row.until else ""
    return f"{tanggal(row.in_force)}{until} ({row.source})"
