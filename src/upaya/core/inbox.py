"""What waits: the lines of *Tugas saya* and the lanes of what waits for others.

Each part of the house names its sources in its `sistem.py`: functions of one access that know only
their own tables. What a person has to do is what all sources say for all their memberships.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from upaya.core.access import Access
from upaya.core.deadline import Tenggat
from upaya.core.navigation import group_of
from upaya.core.registry import Sistem, registry

LIMIT = 200
"""How many things one source lists at most."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: a short name and a sentence with the numbers behind it.

    `part` is the part of its case that it is about, "" for the case as a whole.
    """

    nama: str
    kalimat: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Tugas:
    """One thing to do, with the address where it is done.

    `dikembalikan` says who sent it back and why, while that is not mended. `ingat` is the day of
    what only comes nearer: a reminder, which stands below all that can be done now.
    """

    judul: str
    konteks: str
    alamat: str
    tenggat: Tenggat | None = None
    tanda: tuple[Flag, ...] = ()
    dikembalikan: str = ""
    ingat: date | None = None

    @property
    def terlambat(self) -> bool:
        """Whether its day has passed."""
        return self.tenggat is not None and self.tenggat.lewat

    @property
    def urutan(self) -> tuple[bool, bool, date, str]:
        """What is late first, then the oldest deadline, tasks without one, then reminders."""
        day = self.tenggat.hari if self.tenggat else self.ingat or date.max
        return (not self.terlambat, self.ingat is not None, day, self.konteks)


@dataclass(frozen=True, slots=True)
class Lajur:
    """How much waits for others in one status; `lebih` says that there is more than was counted.

    `alamat` is the page that shows it, oldest first; `perkara` says what it is, for a page on which
    lanes of several kinds meet.
    """

    judul: str
    jumlah: int
    alamat: str
    perkara: str = ""
    lebih: bool = False


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A task, under which of a person's memberships it is theirs, and the part that names it."""

    tugas: Tugas
    topi: Access
    part: Sistem


Source = Callable[[Access], Iterable[Tugas]]
Board = Callable[[Access], Iterable[Lajur]]


def tasks(worn: Access, hats: Sequence[Access]) -> list[InboxLine]:
    """Everything that waits for a person in any of `hats`, oldest deadline first.

    What two of them could do stands once, under `worn` when that is one of them.
    """
    sources: Sequence[tuple[Sistem, Source]] = registry().load_by_part("inbox")
    found: dict[tuple[str, str], InboxLine] = {}
    for hat in sorted(hats, key=lambda hat: hat != worn):
        for part, source in sources:
            for task in source(hat):
                found.setdefault((task.alamat, task.judul), InboxLine(task, hat, part))
    return sorted(found.values(), key=lambda line: line.tugas.urutan)


def counts(lines: Iterable[InboxLine]) -> dict[str, int]:
    """How many of them each group of the menu has (`core.navigation.group_of`)."""
    return dict(Counter(group_of(line.part)[0] for line in lines))


def lanes(access: Access) -> list[Lajur]:
    """What waits for others, of every part that shows a board."""
    boards: Sequence[Board] = registry().load("boards")
    return [lane for board in boards for lane in board(access)]
