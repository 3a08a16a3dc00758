"""Working days: the days of a working week without the holidays of a dated list.

A year that has no list knows only the holidays whose date never moves; every answer says whether it
leaned on such a year (`certain`), so that a screen can say so beside a deadline.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period

_ONE_DAY = timedelta(days=1)
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_FIVEHARI = frozenset(range(5))
_HORIZON = 2100
"""Until then the holidays with a fixed date are written out, year by year."""

LIBUR_NASIONAL = "kalender.libur_nasional"
LIBUR_TETAP = "kalender.libur_tetap"
HARI_KERJA = "kalender.hari_kerja"
CUTI_BERSAMA = "kalender.cuti_bersama"


@dataclass(frozen=True)
class Holidays:
    """Days off by name, the years whose list is known, and the days of a working week."""

    names: Mapping[date, str]
    years: frozenset[int]
    week: frozenset[int] = _FIVEHARI

    @cached_property
    def taken(self) -> tuple[date, ...]:
        """The days off that would be days of the working week, in order."""
        return tuple(sorted(day for day in self.names if day.weekday() in self.week))

    def merged(self, other: "Holidays") -> "Holidays":
        """Both lists; where both name a day, this one's name stands."""
        names = MappingProxyType({**other.names, **self.names})
        return Holidays(names, self.years | other.years, self.week)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that was counted to; `certain` is False when a year without a list was crossed."""

    day: date
    certain: bool


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days; `certain` is False when the year has no list."""

    count: int
    certain: bool


def holidays_of(book: RuleBook) -> Holidays:
    """Return the holidays that the parameters hold, nationwide."""
    names: dict[date, str] = {}
    years: set[int] = set()
    week = _FIVEHARI
    for value in book.values():
        if value.district is not None:
            continue
        if value.key == HARI_KERJA:
            week = frozenset(HARI.index(name) for name in value.items)
        if value.key == LIBUR_TETAP:
            for year in range(value.in_force.year, _HORIZON):
                for text, name in value.table.items():
                    names.setdefault(date.fromisoformat(f"{year}-{text}"), str(name))
        if value.key not in {LIBUR_NASIONAL, CUTI_BERSAMA}:
            continue
        prefix = "Cuti bersama " if value.key == CUTI_BERSAMA else ""
        for text, name in value.table.items():
            names[date.fromisoformat(text)] = prefix + str(name)
        if value.key == LIBUR_NASIONAL:
            years.add(value.in_force.year)
    return Holidays(MappingProxyType(names), frozenset(years), week)


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Tell whether offices work on ``day``, as far as the lists know."""
    return day.weekday() in holidays.week and day not in holidays.names


def add_working_days(day: date, number: int, holidays: Holidays) -> Deadline:
    """Return the ``number``-th working day after ``day``; ``day`` itself does not count.

    Zero gives ``day`` back, whatever day it is. Raises ValueError for a negative number and
    OverflowError beyond the year 9999.
    """
    if number < 0:
        msg = "banyaknya hari kerja tidak boleh negatif"
        raise ValueError(msg)
    left, here = number, day
    while left:  # no stretch of so many days has more working days: the last one is never passed
        there = here + left * _ONE_DAY
        left -= working_days_between(here, there, holidays).count
        here = there
    return Deadline(here, _certain(day, here, holidays))


def working_days_between(first: date, last: date, holidays: Holidays) -> WorkingDays:
    """Count the working days after ``first`` to ``last``; 0 when ``last`` is earlier."""
    if last <= first:
        return WorkingDays(0, certain=True)
    weeks, rest = divmod((last - first).days, len(HARI))
    begins = first.weekday() + 1
    some = sum((begins + n) % len(HARI) in holidays.week for n in range(rest))
    off = bisect_right(holidays.taken, last) - bisect_right(holidays.taken, first)
    count = weeks * len(holidays.week) + some - off
    return WorkingDays(count, _certain(first, last, holidays))


def working_days_in(period: Period, holidays: Holidays) -> WorkingDays:
    """Count the working days of a month."""
    before = period.first_day - _ONE_DAY
    return working_days_between(before, before + period.days * _ONE_DAY, holidays)


def _certain(first: date, last: date, holidays: Holidays) -> bool:
    """Whether every year of the days after ``first`` to ``last`` has a list."""
    if last <= first:
        return True
    return all(year in holidays.years for year in range((first + _ONE_DAY).year, last.year + 1))
