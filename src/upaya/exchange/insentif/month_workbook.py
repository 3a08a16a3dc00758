"""The month as a workbook (XLSX): the way in for people who work in a spreadsheet.

`read` gives what `json_input.read` gives, with faults that name sheet and cell.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from upaya.exchange.insentif import json_input
from upaya.exchange.insentif.json_input import MonthReading
from upaya.exchange.insentif.month_file import MonthFile
from upaya.exchange.insentif.month_layout import PUSKESMAS, Extras, Line, Work
from upaya.exchange.insentif.month_read import read_sheets
from upaya.exchange.insentif.month_write import write_month
from upaya.rules.errors import Fault
from upaya.rules.insentif.month import TANPA_OPSI
from upaya.rules.parameter import RuleBook

__all__ = [
    "Extras", "Line", "MonthFile", "Work", "locate", "read", "read_month", "read_sheets",
    "write_month",
]  # fmt: skip

_PLACE = re.compile(r"petugas\[[0-9]+\](\.[a-z_]+)?")


def read_month(source: Path | bytes) -> tuple[dict[str, Any], list[Fault]]:
    """The month in the form of the parsed JSON file, and whatever cannot be read.

    A cell that is empty but needed is a fault too. Values are not judged: `read` does.
    """
    found = read_sheets(source.read_bytes() if isinstance(source, Path) else source)
    return found.data, [*found.faults, *found.empty]


def read(raw: bytes, book: RuleBook, known_on: date | None = None) -> MonthReading:
    """Read and check a month's workbook: the month, or all faults at once by sheet and cell."""
    found = read_sheets(raw)
    faults = [*found.faults, *found.empty]
    reading = json_input.validate(found.data, book, known_on)
    if faults and faults[0].letak == "":  # no workbook at all
        return MonthReading(None, TANPA_OPSI, tuple(faults))
    if not faults and reading.bulan is not None:
        return replace(reading, catatan=tuple(found.notes), tempat=found.places)
    faults += [locate(fault, found) for fault in reading.galat if not _told(fault.letak, found)]
    return MonthReading(None, TANPA_OPSI, tuple(faults))


def _told(path: str, found: MonthFile) -> bool:
    """Whether a cell's own fault has said it: of this path, or of what it lies in."""
    return any(path == told or path.startswith((f"{told}.", f"{told}[")) for told in found.unread)


def locate(fault: Fault, found: MonthFile) -> Fault:
    """A fault of the validator with the cell instead of the path, in its words too."""

    def cell(match: re.Match[str]) -> str:
        return _cell(match[0], found)

    return Fault(_cell(fault.letak, found), _PLACE.sub(cell, fault.pesan))


def _cell(path: str, found: MonthFile) -> str:
    """The nearest cell that is known: of the path, or of what it lies in."""
    while path:
        if path in found.places:
            return found.places[path]
        outer = re.sub(r"(\.[^.\[]*|\[[0-9]+\])$", "", path)
        if outer == path:
            return PUSKESMAS
        path = outer
    return ""
