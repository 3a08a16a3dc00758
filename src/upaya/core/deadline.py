"""A day until which something should be done, in words and colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from upaya.core import clock
from upaya.rules.period import tanggal
from upaya.rules.workdays import Holidays, working_days_between


@dataclass(frozen=True, slots=True)
class Tenggat:
    """A day, the working days left (negative: late), whether every year had a holiday list."""

    hari: date
    sisa: int
    pasti: bool

    @property
    def lewat(self) -> bool:
        """Whether the day has passed."""
        return self.hari < clock.today()

    @property
    def kata(self) -> str:
        """For people: "sisa 2 hari kerja", "hari ini", "terlambat 3 hari kerja"."""
        if self.sisa < 0:
            words = f"terlambat {-self.sisa} hari kerja"
        elif self.sisa == 0:
            # Passed, but no working day since: the weekend after.
            words = "terlambat" if self.lewat else "hari ini"
        else:
            words = f"sisa {self.sisa} hari kerja"
        unsure = "" if self.pasti else " (libur tahun itu belum tercatat)"
        return f"Batas {tanggal(self.hari)} · {words}{unsure}"

    @property
    def tone(self) -> str:
        """Colour beside the words."""
        if self.lewat:
            return "bad"
        return "warn" if self.sisa <= 1 else "neutral"


def until(since: date, number: int, off: Holidays | None = None) -> Tenggat:
    """The deadline `number` working days after `since`; `off` as in `clock.working_days_left`."""
    present = clock.today()
    return _of_nation(since, number, present) if off is None else _until(since, number, off)


@lru_cache(maxsize=4_096)
def _of_nation(since: date, number: int, _present: date) -> Tenggat:
    """The same on a day: what stands in a list began on a few days, and so ends on a few."""
    return _until(since, number, None)


def _until(since: date, number: int, off: Holidays | None) -> Tenggat:
    end = clock.deadline(since, number, off)
    return Tenggat(end.day, clock.working_days_left(end.day, off), end.certain)


def on(day: date) -> Tenggat:
    """The deadline that a rule gives as a day of the calendar."""
    off, present = clock.holidays(), clock.today()
    way = working_days_between(min(day, present), max(day, present), off)
    return Tenggat(day, way.count if day >= present else -way.count, way.certain)
