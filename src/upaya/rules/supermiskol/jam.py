"""Office time: minutes between two moments that count, and the moment at which they are used up.

A request that comes when the office is closed starts when it opens next. Moments are naive local
time: whoever asks has turned them into the installation's zone.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from upaya.rules.workdays import Holidays, is_working_day

_FAR = 400
"""Days after which nobody looks for an opening any more: a calendar without working days."""


@dataclass(frozen=True, slots=True)
class JamKantor:
    """When offices work on a working day. `selalu`: the clock never stops (*gawat*)."""

    buka: time
    tutup: time
    libur: Holidays
    selalu: bool = False

    def __post_init__(self) -> None:
        if self.buka >= self.tutup:
            msg = "jam buka harus sebelum jam tutup"
            raise ValueError(msg)

    def menit(self, mulai: datetime, sampai: datetime) -> int:
        """Whole minutes that count between two moments; 0 when the second is earlier."""
        if sampai <= mulai:
            return 0
        if self.selalu:
            return int((sampai - mulai) / timedelta(minutes=1))
        total, day = timedelta(), mulai.date()
        while day <= sampai.date():
            if is_working_day(day, self.libur):
                first = max(mulai, datetime.combine(day, self.buka))
                last = min(sampai, datetime.combine(day, self.tutup))
                total += max(last - first, timedelta())
            day += timedelta(days=1)
        return int(total / timedelta(minutes=1))

    def habis(self, mulai: datetime, menit: int) -> datetime:
        """When so many minutes that count have passed since `mulai`.

        OverflowError when offices do not work for more than a year.
        """
        left = timedelta(minutes=menit)
        if self.selalu:
            return mulai + left
        here = self.terbuka(mulai)
        while True:
            closing = datetime.combine(here.date(), self.tutup)
            if here + left <= closing:
                return here + left
            left -= closing - here
            here = self.terbuka(closing)

    def terbuka(self, moment: datetime) -> datetime:
        """The moment itself when offices work then, else the next opening."""
        if self.selalu:
            return moment
        day: date = moment.date()
        for _ in range(_FAR):
            opening, closing = (datetime.combine(day, at) for at in (self.buka, self.tutup))
            if is_working_day(day, self.libur) and moment < closing:
                return max(moment, opening)
            day += timedelta(days=1)
            moment = datetime.combine(day, time.min)
        raise OverflowError("tidak ada hari kerja dalam setahun")


def akhir_masa(mulai: date, bulan: int) -> date:
    """The last day of a validity of so many months: 3 November for three months is 2 February.

    Where the month has no such day, its last day ends it.
    """
    month = mulai.month - 1 + bulan
    year, month = mulai.year + month // 12, month % 12 + 1
    last = monthrange(year, month)[1]
    if mulai.day > last:
        return date(year, month, last)
    return date(year, month, mulai.day) - timedelta(days=1)


def kata_menit(menit: int) -> str:
    """Minutes for people: "2 jam 5 menit", "45 menit"."""
    hours, minutes = divmod(menit, 60)
    parts = [f"{hours} jam"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} menit")
    return " ".join(parts)
