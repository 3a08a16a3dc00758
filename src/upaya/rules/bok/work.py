"""What officers did in a month, out of the activities they took part in (Pasal 11A ayat (7)).

Management work is counted in person-days: two meetings on one day are one day. Field work is
counted in visits: one for each officer, activity and day, whether transport was paid or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from upaya.rules.bok.menu import Sifat


@dataclass(frozen=True, slots=True, order=True)
class Hadir:
    """One person at one activity on one day.

    `urutan` is the place of its line in the menu, `kegiatan` the activity that was planned,
    `pelaksanaan` the report that says so.
    """

    petugas: int
    hari: date
    urutan: int
    kegiatan: int
    pelaksanaan: int
    menu: str
    sifat: Sifat


def dihitung(present: Iterable[Hadir]) -> list[Hadir]:
    """Those that count, each once, in the order of officer, day and menu.

    Of the management work of one day only the first in the menu counts; of reports of the same
    field activity on the same day only one. The order of what is given does not matter.
    """
    kept: list[Hadir] = []
    seen: set[tuple[object, ...]] = set()
    for one in sorted(set(present)):
        mark: tuple[object, ...] = (one.petugas, one.hari)
        if one.sifat == "lapangan":
            mark = (*mark, one.kegiatan)
        if mark not in seen:
            seen.add(mark)
            kept.append(one)
    return kept


def per_baris(present: Iterable[Hadir]) -> dict[int, dict[str, int]]:
    """How often each officer worked on each line of the menu: days or visits, zeros left out.

    The days of an officer over all management lines add up to distinct days.
    """
    found: dict[int, dict[str, int]] = {}
    for one in dihitung(present):
        row = found.setdefault(one.petugas, {})
        row[one.menu] = row.get(one.menu, 0) + 1
    return found
