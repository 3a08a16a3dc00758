"""Until when the present step of a month should be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from upaya.core import clock
from upaya.insentif.models import Pengajuan
from upaya.rules.insentif_workflow import DRAF
from upaya.rules.loader import national_book
from upaya.rules.period import tanggal


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


def tenggat(month: Pengajuan) -> Tenggat | None:
    """The deadline of the present step; None when the month waits for nobody.

    A draft counts from the end of its month, every other step from the day it began. The numbers of
    days are parameters with origin asumsi: the text names none.
    """
    key = month.state.deadline
    if not key:
        return None
    # No district sets these itself, so a list of months asks no database.
    days = national_book().find(key, month.period.last_day, month.kabupaten_id)
    if days is None:  # a month before any rule
        return None
    since = timezone.localtime(month.status_since).date()
    if month.status == DRAF:
        since = month.period.last_day
    return until(since, days.integer)


def until(since: date, number: int) -> Tenggat:
    """The deadline `number` working days after `since`."""
    end = clock.deadline(since, number)
    return Tenggat(end.day, clock.working_days_left(end.day), end.certain)
