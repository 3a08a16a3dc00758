"""How far each puskesmas is with its SPJ, and how old what still waits is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj.models import SpjKegiatan
from upaya.core import clock
from upaya.rules.bok.road import DIVERIFIKASI
from upaya.rules.bok.road_spj import DIBATALKAN, DITERIMA, SPJ
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


@dataclass(slots=True)
class PosisiSpj:
    """One puskesmas in a year: SPJ by status, activities without one, and the ages of what waits.

    `umur` are days since the end of the activity's month, of each SPJ that is not accepted yet and
    of each verified activity that has none.
    """

    status: dict[str, int] = field(default_factory=dict)
    tanpa: int = 0
    umur: list[int] = field(default_factory=list)

    @property
    def semua(self) -> int:
        """Activities that are to have an SPJ, counted by kind where there are several."""
        return sum(self.status.values()) + self.tanpa

    @property
    def diterima(self) -> int:
        """Those that were accepted."""
        return self.status.get(DITERIMA, 0)

    @property
    def persen(self) -> int | None:
        """Accepted ones of a hundred; None where there is nothing to account for."""
        return self.diterima * 100 // self.semua if self.semua else None

    @property
    def tertua(self) -> int | None:
        """The days of the oldest that waits; None when nothing does."""
        return max(self.umur) if self.umur else None


def positions(units: Iterable[Unit], year: int) -> Mapping[int, PosisiSpj]:
    """By puskesmas, in a fixed number of queries however many there are."""
    found, today = {unit.pk: PosisiSpj() for unit in units}, clock.today()
    rows = SpjKegiatan.objects.filter(puskesmas__in=found, pelaksanaan__periode__year=year)
    kept = rows.exclude(status=DIBATALKAN).order_by("pk")
    for unit, status, month in kept.values_list("puskesmas", "status", "pelaksanaan__periode"):
        one = found[unit]
        one.status[status] = one.status.get(status, 0) + 1
        if status in waiting_states():
            one.umur.append(_age(month, today))
    own = SpjKegiatan.objects.filter(pelaksanaan=OuterRef("pk")).exclude(status=DIBATALKAN)
    without = Pelaksanaan.objects.filter(
        ~Exists(own), puskesmas__in=found, periode__year=year, status=DIVERIFIKASI
    ).order_by("pk")
    for unit, month in without.values_list("puskesmas", "periode"):
        found[unit].tanpa += 1
        found[unit].umur.append(_age(month, today))
    return found


def waiting_states() -> frozenset[str]:
    """In which states an SPJ waits for somebody."""
    return frozenset(name for name, state in SPJ.states.items() if state.waits_for)


def _age(month: date, today: date) -> int:
    return max((today - Period.of(month).next().first_day).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Pita:
    """A band of ages in days; `sampai` None for the last one."""

    dari: int
    sampai: int | None

    @property
    def kata(self) -> str:
        """In words: "8 sampai 14 hari"."""
        if self.sampai is None:
            return f"lebih dari {self.dari - 1} hari"
        return f"{self.dari} sampai {self.sampai} hari"

    def memuat(self, age: int) -> bool:
        """Whether an age lies in it."""
        return self.dari <= age and (self.sampai is None or age <= self.sampai)


def bands(day: date, kabupaten: str) -> list[Pita]:
    """The bands in force on a day."""
    ends = national_book().read("bok.spj.umur", day, kabupaten or None).items
    edges = [int(str(end)) for end in ends]
    starts = [0, *(edge + 1 for edge in edges)]
    return [Pita(start, end) for start, end in zip(starts, [*edges, None], strict=True)]


def by_age(found: Mapping[int, PosisiSpj], listed: Iterable[Pita]) -> list[tuple[Pita, int]]:
    """How many wait in each band."""
    ages = [age for one in found.values() for age in one.umur]
    return [(band, sum(band.memuat(age) for age in ages)) for band in listed]
