"""Days off of a district beyond the nation's list, as a decree lists them.

One decree is one line of text: "18 Desember 2022: Hari Jadi Banyuwangi; 19 Desember 2022: Cuti
bersama daerah". That such a day stops the clock of six hours no text says: an assumption that a
district makes its own by decreeing the list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from upaya.rules import dates
from upaya.rules.parameter import RuleBook
from upaya.rules.period import tanggal
from upaya.rules.workdays import Holidays

HARI_LIBUR = "supermiskol.hari_libur"
MOST = 60
LONGEST = 100
"""Days that one decree lists at most, and letters of a day's name."""


class LiburError(ValueError):
    """A list that cannot be read; the message is an Indonesian sentence for its writer."""


def baca(text: str) -> Mapping[date, str]:
    """The days of a list by date, in order; between two stands a semicolon or a new line.

    LiburError for an empty list, a day that is none, one without a name, one that stands twice.
    """
    found: dict[date, str] = {}
    for row in re.split(r"[;\n]", text):
        written = " ".join(row.split())
        if not written:
            continue
        day, name = _row(written)
        if day in found:
            raise LiburError(f"{tanggal(day)} tertulis dua kali.")
        found[day] = name
    if not found:
        raise LiburError("Tulis paling sedikit satu hari libur.")
    if len(found) > MOST:
        raise LiburError(f"Paling banyak {MOST} hari dalam satu ketetapan.")
    return MappingProxyType(dict(sorted(found.items())))


def _row(written: str) -> tuple[date, str]:
    when, _, name = (part.strip() for part in written.partition(":"))
    try:
        day = dates.day(when)
    except dates.DateError as fault:
        raise LiburError(f"{str(fault)[0].upper()}{str(fault)[1:]}.") from None
    if day is None or not name:
        raise LiburError(f"“{written[:60]}”: tulis tanggal, titik dua, lalu nama hari liburnya.")
    if len(name) > LONGEST:
        raise LiburError(f"Nama hari libur {tanggal(day)} paling panjang {LONGEST} huruf.")
    return day, name


def tulis(days: Mapping[date, str]) -> str:
    """The list as it is kept and shown."""
    return "; ".join(f"{tanggal(day)}: {name}" for day, name in sorted(days.items()))


def libur_kabupaten(book: RuleBook, kabupaten: str) -> Holidays:
    """The district's days off: each named by the decree that is in force on that very day."""
    names: dict[date, str] = {}
    for row in book.rows:
        if row.key != HARI_LIBUR or row.district != kabupaten:
            continue
        days = baca(row.text).items()
        names |= {day: name for day, name in days if book.find(HARI_LIBUR, day, kabupaten) is row}
    return Holidays(MappingProxyType(names), frozenset())
