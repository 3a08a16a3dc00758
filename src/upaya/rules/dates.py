"""Days as people and banks write them, read the same way at every entrance."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from upaya.rules.numbers import clean, visible
from upaya.rules.period import BULAN, Period

_TIME = re.compile(r"(?:[ t]|, ?|  ?pukul )(?:([01]?[0-9]|2[0-3])[:.][0-5][0-9](?:[:.][0-5][0-9]"
                   r"(?:[.,][0-9]{1,9})?)?)"
                   r"(?: ?(?:[ap]m|wib|wita|wit|z|\+0[789]:?00))?$")  # fmt: skip
_WEEKDAY = re.compile(r"^(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad),? ")
_DAY = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})")
_SHORT = re.compile(r"[0-9]{1,2}[ /.-](?:[0-9]{1,2}|[a-z]{3,9})[ /.-][0-9]{2}")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]{1,12})?")
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet, after the day in 1900 that never was."""
_SERIALS = range(42_005, 49_675)
"""The numbers a spreadsheet has for the days of 2015 to 2035: none of them can be read as day,
month and year in five digits."""
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})[ -]([a-z]+)\.?[ -]([0-9]{4})")
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december")  # fmt: skip


def _names() -> Iterator[tuple[str, int]]:
    for names in (BULAN, _ENGLISH):
        for number, name in enumerate(names, start=1):
            yield name.lower(), number
            yield name[:3].lower(), number
    yield from {"agt": 8, "ags": 8, "agst": 8, "agus": 8, "pebruari": 2, "peb": 2, "nopember": 11,
                "nop": 11, "sept": 9}.items()  # fmt: skip


MONTHS = dict(_names())
"""Number of a month by its name or short name, in lower case; spreadsheets write English ones."""


class DateError(ValueError):
    """The text is no such day; the message is an Indonesian clause without full stop."""


def day(text: str) -> date | None:
    """The day that is written; a time behind it is left out. None for nothing and for a dash.

    "03/11/2022 10:15:00", "3-11-2022", "3 November 2022", "2022-11-03" are read, and the number
    that a spreadsheet has for a day where the format of the cell was lost: "44868". A year of two
    digits is refused: which of the three numbers it is nobody can say.
    """
    written = clean(text).lower()
    if not written.strip("-"):
        return None
    bare = _WEEKDAY.sub("", _TIME.sub("", written))
    parts = _parts(bare)
    if parts is None:
        hint = "31/08/2022"
        if _SHORT.fullmatch(bare):
            hint = f"{hint}, dengan tahun empat angka"
        raise DateError(f"“{visible(text)}” bukan tanggal; tulis seperti {hint}")
    try:
        return date(*parts)
    except ValueError:
        raise DateError(
            f"“{visible(text)}” bukan tanggal yang ada; tulis hari/bulan/tahun, seperti 31/08/2022"
        ) from None


def month(text: str) -> Period | None:
    """The month that is written: "Agustus 2022", "2022-08", "08/2022", or a day in it."""
    try:
        parts = _month_parts(clean(text).lower())
        if parts is not None:
            return Period(*parts)
        one = day(text)
    except ValueError:
        raise DateError(
            f"“{visible(text)}” tidak terbaca sebagai bulan; tulis seperti {BULAN[7]} 2022"
        ) from None
    return None if one is None else Period.of(one)


def _month_parts(written: str) -> tuple[int, int] | None:
    if found := re.fullmatch(r"([0-9]{4}) ?[-/] ?(0?[1-9]|1[0-2])", written):
        return int(found[1]), int(found[2])
    if found := re.fullmatch(r"(0?[1-9]|1[0-2]) ?[/.-] ?([0-9]{4})", written):
        return int(found[2]), int(found[1])
    found = re.fullmatch(r"(?:bulan )?([a-z]+)[.,]? ?[ /-] ?(?:tahun )?([0-9]{4})", written)
    return (int(found[2]), MONTHS[found[1]]) if found and found[1] in MONTHS else None


def _parts(bare: str) -> tuple[int, int, int] | None:
    """Year, month, day."""
    if (found := _SERIAL.fullmatch(bare)) and int(found[1]) in _SERIALS:
        one = _EPOCH + timedelta(days=int(found[1]))
        return one.year, one.month, one.day
    if found := (_ISO.fullmatch(bare) or _COMPACT.fullmatch(bare)):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY.fullmatch(bare):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _WORDS.fullmatch(bare)) and found[2] in MONTHS:
        return int(found[3]), MONTHS[found[2]], int(found[1])
    return None
