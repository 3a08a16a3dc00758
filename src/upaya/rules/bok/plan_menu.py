"""The menu as a plan needs it: Pasal 11 ayat (3), and what only other articles name.

Lines of Pasal 9 without one in Pasal 11 ayat (3) have codes of their own, ``9.`` and the letter.
They can be planned; only lines of Pasal 11 ayat (3) count in the incentive (Pasal 11A ayat (7)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upaya.rules.bok.menu import BarisMenu, Sifat, daftar_menu
from upaya.rules.citation import citation
from upaya.rules.parameter import RuleBook

LURING, DARING, GABUNGAN = "luring", "daring", "gabungan"
CARA = (LURING, DARING, GABUNGAN)
"""How an activity is held: together in one place, over the net, or both (huruf h angka 3)."""


@dataclass(frozen=True, slots=True)
class MenuRencana:
    """A line of the menu that a plan may hold, with everything that follows from its code.

    `huruf` is its letter in Pasal 9, `komponen` the part of the pagu that pays for it, `tujuan` the
    letter of its aim in Pasal 11 ayat (1) ("" for what is not UKM esensial), `tempat` inside or
    outside the building, `cara` how it may be held.
    """

    kode: str
    uraian: str
    induk: str
    huruf: str
    komponen: str
    tujuan: str
    sifat: Sifat | None
    tempat: str
    cara: tuple[str, ...]
    dasar_hukum: str


def menu_rencana(
    book: RuleBook, day: date, district: str, known_on: date | None = None
) -> tuple[MenuRencana, ...]:
    """Every line that can be planned on `day`, in the order of the text; headings are left out.

    Raises TidakDiatur when no menu is in force.
    """
    lines = daftar_menu(book, day, district, known_on)
    own = book.read("bok.menu_lain", day, district, known_on)
    rows = [*lines, *(_own(kode, uraian, citation(own)) for kode, uraian in own.table.items())]
    tables = _Tables.read(book, day, district, known_on)
    parents = {row.induk for row in rows}
    names = {row.kode: row.uraian for row in rows}
    return tuple(
        tables.line(row, names.get(row.induk or "", "")) for row in rows if row.kode not in parents
    )


def _own(kode: str, uraian: str, basis: str) -> BarisMenu:
    parent = kode.rpartition(".")[0]
    return BarisMenu(kode, uraian, parent if parent != "9" else None, None, basis, "teks", "")


@dataclass(frozen=True, slots=True)
class _Tables:
    letters: Mapping[str, str]
    components: Mapping[str, str]
    aims: Mapping[str, str]
    places: Mapping[str, str]
    ways: Mapping[str, str]

    @classmethod
    def read(cls, book: RuleBook, day: date, district: str, known_on: date | None) -> _Tables:
        def table(key: str) -> Mapping[str, str]:
            return book.read(key, day, district, known_on).table

        return cls(
            table("bok.menu.pasal_9"),
            {**table("bok.menu.komponen"), **table("bok.menu.komponen_lain")},
            table("bok.menu.tujuan"),
            table("bok.menu.tempat"),
            table("bok.menu.cara"),
        )

    def line(self, row: BarisMenu, parent: str) -> MenuRencana:
        return MenuRencana(
            kode=row.kode,
            uraian=row.uraian,
            induk=parent,
            huruf=nearest(self.letters, row.kode),
            komponen=nearest(self.components, row.kode),
            tujuan=nearest(self.aims, row.kode),
            sifat=row.sifat,
            tempat=self.places[row.sifat or "lain"],
            cara=CARA if self.ways.get(row.kode) == GABUNGAN else (LURING,),
            dasar_hukum=row.dasar_hukum,
        )


def nearest(table: Mapping[str, str], kode: str) -> str:
    """What a table says of the longest code that holds `kode`; "" when it says nothing."""
    while kode:
        if kode in table:
            return table[kode]
        kode = kode.rpartition(".")[0]
    return ""
