"""The parts of a puskesmas's BOK and how much each may hold (Pasal 5 ayat (3) to (6))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upaya.rules.citation import citation
from upaya.rules.money import persen, rupiah
from upaya.rules.parameter import RuleBook, Value

COVID_DIAKUI = "bok.covid_diakui."
"""A decree of one puskesmas: the COVID-19 spending that Pasal 5 ayat (9) lets stand, in rupiah."""
INSENTIF, COVID = "insentif", "covid diakui"
"""What a part may have provisions of its own for; which part that is, the data of a year say."""


def bagian_khusus(book: RuleBook, year: int, district: str) -> Mapping[str, str]:
    """The parts of a year that have provisions of their own, by `INSENTIF` and `COVID`."""
    found = book.find("bok.komponen.khusus", date(year, 12, 31), district)
    return {key: str(kode) for key, kode in found.table.items()} if found else {}


@dataclass(frozen=True, slots=True)
class BatasKomponen:
    """One part of the pagu: its name, its share in hundredths, the most that may be planned.

    `insentif`: it pays the incentive.
    """

    kode: str
    nama: str
    persen: str
    batas: int
    dasar_hukum: str
    insentif: bool = False


def batas_komponen(
    book: RuleBook,
    year: int,
    district: str,
    pagu: int,
    pagu_insentif: int | None,
    silpa: int = 0,
    covid_diakui: Value | None = None,
) -> tuple[BatasKomponen, ...]:
    """What each part of a year's pagu may hold, in whole rupiah (rounded down, never above).

    What was left of the year before (`silpa`) adds to the one part that takes it, beside its share.

    The incentive's part is the figure of its decree where there is one, and never more than its
    share of the pagu. Whoever had spent more on COVID-19 than its part goes on with what is
    recorded (`covid_diakui`, Pasal 5 ayat (9)); the pagu as a whole stays the most there is.
    Read as in force at the year's end, as every pagu is.
    Raises TidakDiatur for a year or a district without shares.
    """
    day = date(year, 12, 31)
    shares = book.read("bok.bagian_puskesmas", day, district)
    names = book.read("bok.komponen", day, district).table
    takes = book.read("bok.silpa.komponen", day, district).text if silpa else ""
    own = bagian_khusus(book, year, district)
    found = []
    for kode, share in shares.table.items():
        most = Fraction(share) * pagu // 100 + (silpa if kode == takes else 0)
        if kode == own.get(INSENTIF) and pagu_insentif is not None:
            most = min(most, pagu_insentif)
        basis = citation(shares)
        if kode == own.get(COVID) and covid_diakui is not None and covid_diakui.integer > most:
            most = covid_diakui.integer
            basis = f"Pasal 5 ayat (9); {citation(covid_diakui)}"
        pays = kode == own.get(INSENTIF)
        found.append(BatasKomponen(kode, names[kode], f"{share.normalize():f}", most, basis, pays))
    return tuple(found)


def pagu_terlalu_kecil(
    book: RuleBook, year: int, district: str, pagu: int, pagu_insentif: int | None
) -> str:
    """Why a pagu cannot carry the incentive that is decreed, as a sentence; "" when it can."""
    if pagu_insentif is None:
        return ""
    shares = book.find("bok.bagian_puskesmas", date(year, 12, 31), district)
    share = (
        shares.table.get(bagian_khusus(book, year, district).get(INSENTIF, "")) if shares else None
    )
    if shares is None or share is None:
        return ""
    if Fraction(share) * pagu >= pagu_insentif * 100:
        return ""
    least = -(-pagu_insentif * 100 // Fraction(share))
    return (
        f"Pagu BOK {rupiah(pagu)} terlalu kecil: pagu insentif {rupiah(pagu_insentif)} paling "
        f"banyak {persen(share / 100)} darinya, jadi pagu BOK paling sedikit {rupiah(least)} "
        f"({citation(shares)})."
    )
