"""Terms of two memberships that turn out to be one person's, brought together.

A term is kept by day, both ends included, and what was promised on a day stays promised: the one
that is left over covers exactly the days that either covered. Its own terms stay; where the other
covered days that it did not, the other's term moves over, cut to the gap, or the term before the
gap runs on. No first day of a term ever changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_ALWAYS = date.max


@dataclass(frozen=True, slots=True)
class Masa:
    """A term: `pk` names it, `sampai` None is one without an end."""

    pk: int
    mulai: date
    sampai: date | None

    @property
    def akhir(self) -> date:
        """Its last day; the last day there is for one without an end."""
        return self.sampai or _ALWAYS


@dataclass(frozen=True, slots=True)
class Ubah:
    """One term as it stands afterwards: moved over or not, and its last day."""

    pk: int
    pindah: bool
    sampai: date | None


def gabung(tetap: Iterable[Masa], ikut: Iterable[Masa]) -> list[Ubah]:
    """What changes so that `tetap` covers what both covered; neither overlaps in itself."""
    own = sorted(tetap, key=lambda one: one.mulai)
    others = sorted(ikut, key=lambda one: one.mulai)
    changed: dict[int, Ubah] = {}
    for before, first, last in _gaps(own):
        for one in others:
            if one.akhir < first or one.mulai > last:
                continue
            until = min(one.akhir, last)
            ends = None if until == _ALWAYS else until
            if one.mulai >= first and one.pk not in changed:
                changed[one.pk] = Ubah(one.pk, pindah=True, sampai=ends)
            else:  # it began under the term before the gap, which now runs on
                assert before is not None  # noqa: S101 - nothing begins before the first gap
                changed[before.pk] = Ubah(before.pk, pindah=False, sampai=ends)
    return list(changed.values())


def _gaps(own: list[Masa]) -> Iterator[tuple[Masa | None, date, date]]:
    """The spans that none of them covers, each with the term before it."""
    before, first = None, date.min
    for one in own:
        if first < one.mulai:
            yield before, first, one.mulai - _DAY
        if one.akhir == _ALWAYS:
            return
        before, first = one, one.akhir + _DAY
    yield before, first, _ALWAYS
