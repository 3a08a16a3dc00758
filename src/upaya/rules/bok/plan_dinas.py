"""The plan of what the Dinas itself spends: BOK Kabupaten, BOK Stunting and Jampersal.

The text has no menu for them: lines are the aims of Pasal 4 ayat (1), (3) and (4) and what Pasal 5
ayat (7) gives priority to, each an assumption. What Pasal 10 allows and forbids is said of BOK
Puskesmas alone and is not asked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upaya.rules.bok.ceilings import BatasKomponen
from upaya.rules.bok.plan import Catatan, Kegiatan
from upaya.rules.bok.plan_menu import CARA, MenuRencana, nearest
from upaya.rules.bok.plan_rules import batas, isi, menu
from upaya.rules.citation import citation
from upaya.rules.parameter import RuleBook

KABUPATEN, STUNTING, JAMPERSAL = "kabupaten", "stunting", "jampersal"
DANA = (KABUPATEN, STUNTING, JAMPERSAL)
"""The funds of Pasal 2 that the Dinas spends itself."""
PAGU_DINAS = "bok.pagu_dinas."
"""A decree of the district: the year's pagu of one of them, in rupiah; the key ends with it."""
MENU = "bok.menu_dinas"


@dataclass(frozen=True)
class KetentuanDinas:
    """What is asked of the Dinas's plan of one year; `pagu` is the sum of its funds, in rupiah."""

    menu: Mapping[str, MenuRencana]
    komponen: tuple[BatasKomponen, ...]
    pagu: int


def menu_dinas(book: RuleBook, day: date, district: str) -> tuple[MenuRencana, ...]:
    """Every line that the Dinas can plan, by the paragraph of its aim. TidakDiatur without one."""
    lines = book.read(MENU, day, district)
    heads = book.read(f"{MENU}.judul", day, district).table
    parts = book.read(f"{MENU}.komponen", day, district).table
    return tuple(
        MenuRencana(
            kode=kode,
            uraian=uraian,
            induk=nearest(heads, kode),
            huruf="",
            komponen=nearest(parts, kode),
            tujuan="",
            sifat=None,
            tempat="",
            cara=CARA,
            dasar_hukum=citation(lines),
        )
        for kode, uraian in lines.table.items()
    )


def batas_dinas(
    book: RuleBook, year: int, district: str, pagu: Mapping[str, int]
) -> tuple[BatasKomponen, ...]:
    """What each part may hold, in whole rupiah, rounded down.

    BOK Kabupaten is divided by the shares of its year (Pasal 5 ayat (4) and (5) in 2022); the other
    funds are one part each. A fund without a pagu holds nothing. TidakDiatur without shares.
    """
    day = date(year, 12, 31)
    shares = book.read("bok.bagian_kabupaten", day, district)
    names = book.read("bok.komponen_dinas", day, district)
    found = []
    for kode, share in shares.table.items():
        most = Fraction(share) * pagu.get(KABUPATEN, 0) // 100
        key = f"{KABUPATEN}.{kode}"
        percent = f"{share.normalize():f}"
        found.append(BatasKomponen(key, names.table[key], percent, most, citation(shares)))
    found += [
        BatasKomponen(fund, names.table[fund], "100", pagu.get(fund, 0), citation(names))
        for fund in (STUNTING, JAMPERSAL)
    ]
    return tuple(found)


def ketentuan_dinas(
    book: RuleBook, year: int, district: str, pagu: Mapping[str, int]
) -> KetentuanDinas:
    """The rules of a year's plan of the Dinas, as in force at its end. TidakDiatur without them."""
    day = date(year, 12, 31)
    return KetentuanDinas(
        menu={line.kode: line for line in menu_dinas(book, day, district)},
        komponen=batas_dinas(book, year, district, pagu),
        pagu=sum(pagu.values()),
    )


def check_plan_dinas(rules: KetentuanDinas, plan: Sequence[Kegiatan]) -> list[Catatan]:
    """What the rules say of the Dinas's plan, errors first."""
    said = [note for rule in (isi, menu, batas) for note in rule(rules, plan)]
    return sorted(said, key=lambda note: not note.galat)
