"""The clock of a request: office hours for each step and for the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from upaya.core import clock
from upaya.core.deadline import Tenggat
from upaya.rules.period import tanggal
from upaya.rules.supermiskol.jam import JamKantor, kata_menit
from upaya.supermiskol.ketetapan import buku, libur

SOON = 15
"""Minutes before its end from which on a step is shown as urgent."""


@dataclass(frozen=True, slots=True)
class TenggatJam(Tenggat):
    """A deadline to the minute; `menit` are those left in office time, negative when late."""

    saat: datetime
    menit: int

    @property
    def lewat(self) -> bool:
        """Whether the moment has passed."""
        return self.menit < 0

    @property
    def kata(self) -> str:
        """For people: "sisa 45 menit kantor", "terlambat 2 jam kantor"."""
        at = f"{tanggal(self.hari)} pukul {self.saat:%H.%M}"
        words = kata_menit(abs(self.menit))
        left = f"terlambat {words} kantor" if self.menit < 0 else f"sisa {words} kantor"
        unsure = "" if self.pasti else " (libur tahun itu belum tercatat)"
        return f"Batas {at} · {left}{unsure}"

    @property
    def tone(self) -> str:
        """Colour beside the words."""
        if self.lewat:
            return "bad"
        return "warn" if self.menit <= SOON else "neutral"


def jam_kantor(kabupaten: str, day: datetime, *, gawat: bool = False) -> JamKantor:
    """The office hours of a district on a day; a *gawat* request may not wait for them."""
    book = buku(kabupaten)
    hours = book.read("supermiskol.jam_kantor", day.date(), kabupaten).table
    opening, closing = (time.fromisoformat(str(hours[name])) for name in ("buka", "tutup"))
    never = book.read("supermiskol.gawat_tanpa_henti", day.date(), kabupaten).integer
    return JamKantor(opening, closing, libur(kabupaten), selalu=gawat and bool(never))


def tenggat(status: str, since: datetime, kabupaten: str, *, gawat: bool) -> TenggatJam | None:
    """When a step that runs since then should be done; None for a status without a target."""
    steps = buku(kabupaten).read("supermiskol.menit_langkah", since.date(), kabupaten).table
    minutes = steps.get(status)
    if minutes is None:
        return None
    hours = jam_kantor(kabupaten, since, gawat=gawat)
    end = hours.habis(hours.terbuka(since), int(minutes))
    now = sekarang()
    left = hours.menit(now, end) if now <= end else -hours.menit(end, now)
    if now > end and left == 0:
        left = -1  # passed while offices are closed: late all the same
    days = clock.working_days_left(end.date(), hours.libur)
    return TenggatJam(end.date(), days, end.year in hours.libur.years, end, left)


def sekarang() -> datetime:
    """The present moment, local time without a zone."""
    return timezone.localtime(clock.now()).replace(tzinfo=None)
