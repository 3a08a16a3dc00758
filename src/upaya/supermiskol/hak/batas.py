"""Until when a family is to have its answer: a moment, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from upaya.core import clock
from upaya.core.deadline import Tenggat
from upaya.rules.period import tanggal
from upaya.supermiskol.ketetapan import buku, libur

_SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class BatasHak(Tenggat):
    """A deadline to the minute, by the clock and not by office hours."""

    saat: datetime

    @property
    def lewat(self) -> bool:
        """Whether the moment has passed."""
        return self.saat < clock.now()

    @property
    def kata(self) -> str:
        """For people: "Batas 5 November 2022 pukul 09.30 · sisa 20 jam"."""
        local = timezone.localtime(self.saat)
        hours = abs(self.saat - clock.now()) // timedelta(hours=1)
        days, rest = divmod(hours, 24)
        words = f"{days} hari" if days > 1 else f"{hours} jam" if hours else "kurang dari satu jam"
        if days > 1 and rest:
            words = f"{days} hari {rest} jam"
        left = f"terlambat {words}" if self.lewat else f"sisa {words}"
        return f"Batas {tanggal(self.hari)} pukul {local:%H.%M} · {left}"

    @property
    def tone(self) -> str:
        """Colour beside the words."""
        if self.lewat:
            return "bad"
        return "warn" if self.saat - clock.now() < _SOON else "neutral"


def batas_hak(moment: datetime) -> BatasHak:
    """The deadline at a moment."""
    day = timezone.localtime(moment).date()
    return BatasHak(day, (day - clock.today()).days, True, moment)  # noqa: FBT003 - `pasti`


def akhir_hari(day: date) -> datetime:
    """The last minute of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def batas_keberatan(kabupaten: str, since: datetime) -> datetime:
    """The end of the working day until which an objection is to be answered."""
    day = timezone.localtime(since).date()
    days = buku(kabupaten).read("supermiskol.hari_keberatan", day, kabupaten).integer
    return akhir_hari(clock.deadline(day, days, libur(kabupaten)).day)


def batas_pembetulan(kabupaten: str, since: datetime) -> datetime:
    """Until when data are to be put right: hours by the clock, also through days off."""
    day = timezone.localtime(since).date()
    hours = buku(kabupaten).read("supermiskol.jam_pembetulan", day, kabupaten).integer
    return since + timedelta(hours=hours)


def janji_terlama(kabupaten: str) -> date:
    """The last day that a promise made today may name."""
    today = clock.today()
    days = buku(kabupaten).read("supermiskol.hari_janji", today, kabupaten).integer
    return clock.deadline(today, days, libur(kabupaten)).day
