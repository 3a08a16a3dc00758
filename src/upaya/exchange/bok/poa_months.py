"""Months as people write them in a plan: "Jan-Mar", "tiap bulan", "2, 5 dan 8", "TW I"."""

from __future__ import annotations

import re

from upaya.exchange.cells import CellError
from upaya.rules.numbers import clean, visible
from upaya.rules.period import BULAN

_EVERY = re.compile(r"(?:se)?tiap bulan|seluruh bulan|sepanjang tahun|12 ?(?:bulan|x)|1 tahun")
_QUARTER = re.compile(r"(?:tw|triwulan|tribulan) ?(iv|iii|ii|i|[1-4])")
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHORT = {name[:3].casefold(): n for n, name in enumerate(BULAN, start=1)} | {"agt": 8, "ags": 8}
_RANGE = re.compile(r"([a-z]+|[0-9]{1,2})(?:-([a-z]+|[0-9]{1,2}))?")
_LAST = 12


def read_months(written: str) -> list[int]:
    """Numbers of months in order; CellError with a clause for what cannot be read."""
    said = clean(written).casefold()
    if _EVERY.fullmatch(said):
        return list(range(1, _LAST + 1))
    said = re.sub(r"\b20[0-9]{2}\b", "", said)
    said = re.sub(r" ?(?:-|s\.?/?d\.?|sampai(?: dengan)?) ?", "-", said)
    found: set[int] = set()
    for part in re.split(r"[,;/&+ ]+|\bdan\b", _QUARTER.sub(_quarter, said)):
        if part:
            found |= _span(part, written)
    if not found:
        raise CellError("kosong; tulis misalnya Jan, Feb atau tiap bulan")
    return sorted(found)


def _quarter(found: re.Match[str]) -> str:
    number = _NUMERALS.get(found[1]) or int(found[1])
    return f"{3 * number - 2}-{3 * number}"


def _span(part: str, written: str) -> set[int]:
    found = _RANGE.fullmatch(part.strip("."))
    if found is None:
        raise CellError(f"“{visible(written)}” bukan bulan; tulis misalnya Jan, Feb")
    first = _month(found[1], written)
    last = _month(found[2], written) if found[2] else first
    if last < first:
        raise CellError(f"“{visible(written)}” berakhir sebelum mulai")
    return set(range(first, last + 1))


def _month(word: str, written: str) -> int:
    number = int(word) if word.isdecimal() else 0
    if (not number and any(name.casefold().startswith(word) for name in BULAN)) or word in _SHORT:
        number = _SHORT.get(word[:3], 0)
    if not 1 <= number <= _LAST:
        raise CellError(f"“{visible(written)}” bukan bulan; tulis misalnya Jan, Feb")
    return number
