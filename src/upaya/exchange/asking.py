"""What a workbook does not say by itself: faults at its cells, and words somebody must explain."""

from __future__ import annotations

from dataclasses import dataclass, field

from upaya.rules import words

LONGEST = 120
"""Letters of a word that are remembered."""


@dataclass(frozen=True, slots=True)
class Galat:
    """A fault of the file: `letak` is a cell ("C7"), "baris 7", or "" for the whole file."""

    letak: str
    pesan: str


@dataclass(frozen=True, slots=True)
class Tanya:
    """A word or a head of column that nobody has explained; `letak` is its first cell.

    An answer is remembered for the puskesmas.
    """

    jenis: str
    kunci: str
    tulisan: str
    letak: str


def kunci(tulisan: str) -> str:
    """By which a written word is remembered."""
    return words.key(tulisan)[:LONGEST]


@dataclass(slots=True)
class IsiBerkas:
    """What every reading of a workbook finds beside its rows."""

    galat: list[Galat] = field(default_factory=list)
    tanya: list[Tanya] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    def ask(self, jenis: str, tulisan: str, letak: str) -> None:
        """Ask once, however often it is written; what has no letter is no word."""
        key = kunci(tulisan)
        if key and not any((one.jenis, one.kunci) == (jenis, key) for one in self.tanya):
            self.tanya.append(Tanya(jenis, key, tulisan[:LONGEST], letak))
