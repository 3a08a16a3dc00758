"""The BOK menu of activities and the kind of each line (Pasal 11 ayat (3), Pasal 11A ayat (7))."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from upaya.rules.citation import citation
from upaya.rules.parameter import Origin, RuleBook

Sifat = Literal["lapangan", "manajemen"]
SIFAT: tuple[Sifat, ...] = get_args(Sifat)

SIFAT_KABUPATEN = "bok.menu.sifat_kabupaten"
"""A district's decree on single lines, "b.1.h=manajemen; d.3.p=lapangan"."""


@dataclass(frozen=True, slots=True)
class BarisMenu:
    """One line of the menu. ``kode`` is ``"a"``, ``"a.1"`` or ``"a.1.c"``.

    Only a line with ``sifat`` can take work of an officer: ``lapangan`` counts visits
    (orang frekuensi), ``manajemen`` counts days (orang hari). ``alasan`` says why it is what it
    is, for a line without a kind why it has none.
    """

    kode: str
    uraian: str
    induk: str | None
    sifat: Sifat | None
    dasar_hukum: str
    asal_sifat: Origin
    alasan: str

    @property
    def tingkat(self) -> int:
        """Depth of the line: 1 to 3."""
        return self.kode.count(".") + 1


def daftar_menu(
    book: RuleBook, day: date, district: str | None = None, known_on: date | None = None
) -> tuple[BarisMenu, ...]:
    """Return the menu of ``day`` in ``district`` in the order of the text, parents first.

    Raises TidakDiatur when no menu is in force.
    """
    menu = book.read("bok.menu", day, district, known_on)
    kinds = book.read("bok.menu.sifat", day, district, known_on)
    reasons = _reasons(book, day, district, known_on)
    decree = book.find(SIFAT_KABUPATEN, day, district, known_on)
    own = sifat_kabupaten(decree.text) if decree else {}
    parents = {kode.rpartition(".")[0] for kode in menu.table}
    lines = []
    for kode, uraian in menu.table.items():
        sifat = cast("Sifat | None", kinds.table.get(kode))
        origin, reason = kinds.origin, reasons.get(kode, "")
        if decree and kode in own and sifat is not None:
            sifat, origin = own[kode], decree.origin
            reason = f"ditetapkan kabupaten: {citation(decree)}"
        elif sifat is None:
            reason = _HEADING if kode in parents else _NO_WORK
        lines.append(
            BarisMenu(
                kode=kode,
                uraian=uraian,
                induk=kode.rpartition(".")[0] or None,
                sifat=sifat,
                dasar_hukum=citation(menu),
                asal_sifat=origin,
                alasan=reason,
            )
        )
    return tuple(lines)


_HEADING = "judul; yang dikerjakan adalah baris di bawahnya"
_NO_WORK = "belanja atau penyediaan tenaga, bukan kegiatan petugas"


def _reasons(
    book: RuleBook, day: date, district: str | None, known_on: date | None
) -> dict[str, str]:
    """Why each line is what it is: the word that decides, and what such work is."""
    words = book.read("bok.menu.kata_penentu", day, district, known_on)
    rule = book.read("bok.menu.kaidah", day, district, known_on)
    return {
        kode: f"“{word}”: {rule.table[word].partition(': ')[2]}"
        for kode, word in words.table.items()
    }


def sifat_kabupaten(text: str) -> dict[str, Sifat]:
    """Read what a decree says of single lines. Raises ValueError for anything else."""
    found: dict[str, Sifat] = {}
    for part in text.split("; "):
        kode, _, sifat = part.partition("=")
        if not _KODE.fullmatch(kode) or sifat not in SIFAT or kode in found:
            raise ValueError(part)
        found[kode] = cast("Sifat", sifat)
    return found


_KODE = re.compile(r"[a-z](\.[0-9]+(\.[a-z])?)?")
