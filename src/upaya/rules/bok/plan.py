"""A puskesmas's plan of a year (RUK, RPK) and its sums; what the law says of it: `plan_rules`.

A month in which an activity takes place costs what its lines say; a line is up to four volumes
times a price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import prod
from typing import Protocol

from upaya.rules.bok.ceilings import BatasKomponen, batas_komponen
from upaya.rules.bok.plan_menu import MenuRencana, menu_rencana
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period

MONTHS = range(1, 13)
MAX_VOLUMES = 4
ORANG = "orang"
"""The unit that counts people: contract staff are counted by it."""
BULANAN, TRIBULANAN = "bulanan", "tribulanan"


@dataclass(frozen=True, slots=True)
class Rincian:
    """A line of money: volumes (how many, of what) times a price in rupiah, for one month.

    `belanja` is its letter in Pasal 10 ayat (1). `kunci` is how its owner finds it again.
    """

    kunci: str
    uraian: str
    belanja: str
    volume: tuple[tuple[int, str], ...]
    harga: int

    @property
    def sebulan(self) -> int:
        """What it costs in a month in which the activity takes place, in rupiah."""
        return prod(many for many, _ in self.volume) * self.harga


@dataclass(frozen=True, slots=True)
class Kegiatan:
    """An activity of the plan: a line of the menu, in which months, how often in each, its money.

    `lokakarya` says of a lokakarya mini which it is (BULANAN, TRIBULANAN), `desa` in which village.
    """

    kunci: str
    nama: str
    menu: str
    bulan: frozenset[int]
    kali: int = 1
    desa: str = ""
    lokakarya: str = ""
    cara: str = "luring"
    penjelasan: str = ""
    rincian: tuple[Rincian, ...] = ()

    @property
    def sebulan(self) -> int:
        """Rupiah of one month."""
        return sum(line.sebulan for line in self.rincian)

    @property
    def setahun(self) -> int:
        """Rupiah of the year."""
        return self.sebulan * len(self.bulan)


@dataclass(frozen=True, slots=True)
class Catatan:
    """What a rule says of a plan. `galat` stands in the way, else it is a warning to be explained.

    `kegiatan` and `rincian` say where; "" for the plan as a whole.
    """

    galat: bool
    kalimat: str
    dasar: str
    kegiatan: str = ""
    rincian: str = ""


def galat(kalimat: str, dasar: str, kegiatan: str = "", rincian: str = "") -> Catatan:
    """What stands in the way of submitting."""
    return Catatan(True, kalimat, dasar, kegiatan, rincian)  # noqa: FBT003 - the only two makers


def peringatan(kalimat: str, dasar: str, kegiatan: str = "", rincian: str = "") -> Catatan:
    """What is to be explained."""
    return Catatan(False, kalimat, dasar, kegiatan, rincian)  # noqa: FBT003 - the only two makers


class Dasar(Protocol):
    """What every plan stands on: its menu, the parts of its pagu, the pagu in rupiah."""

    @property
    def menu(self) -> Mapping[str, MenuRencana]: ...

    @property
    def komponen(self) -> tuple[BatasKomponen, ...]: ...

    @property
    def pagu(self) -> int: ...


@dataclass(frozen=True)
class KetentuanRencana:
    """What is asked of a plan of one year in one district, read once."""

    menu: Mapping[str, MenuRencana]
    belanja: Mapping[str, str]
    hanya: Value
    larangan: Value
    kata: Mapping[str, str]
    promosi: Value
    internet: Mapping[int, Value]
    tenaga: Mapping[int, Value]
    lokakarya: Value
    stbm: Value
    komponen: tuple[BatasKomponen, ...]
    pagu: int
    desa_stbm: frozenset[str] = field(default_factory=frozenset)


def ketentuan_rencana(
    book: RuleBook,
    year: int,
    district: str,
    *,
    pagu: int,
    pagu_insentif: int | None,
    silpa: int = 0,
    desa_stbm: Iterable[str] = (),
    covid_diakui: Value | None = None,
) -> KetentuanRencana:
    """The rules of a year's plan. Raises TidakDiatur when the law says nothing of that year.

    `silpa` is what the year before left, decreed to be planned in this one beside its pagu.
    What is asked of every month is read for each; the rest as in force at the year's end.
    """
    end = date(year, 12, 31)

    def monthly(key: str) -> dict[int, Value]:
        return {m: book.read(key, Period(year, m).last_day, district) for m in MONTHS}

    return KetentuanRencana(
        menu={line.kode: line for line in menu_rencana(book, end, district)},
        belanja=book.read("bok.jenis_belanja", end, district).table,
        hanya=book.read("bok.belanja_menu", end, district),
        larangan=book.read("bok.larangan_perjalanan", end, district),
        kata=book.read("bok.kata_larangan", end, district).table,
        promosi=book.read("bok.larangan_promosi", end, district),
        internet=monthly("bok.internet_per_bulan"),
        tenaga=monthly("bok.tenaga_perjanjian_kerja"),
        lokakarya=book.read("bok.lokakarya_mini", end, district),
        stbm=book.read("bok.stbm_per_desa", end, district),
        komponen=batas_komponen(book, year, district, pagu, pagu_insentif, silpa, covid_diakui),
        pagu=pagu + silpa,
        desa_stbm=frozenset(village(name) for name in desa_stbm),
    )


def village(name: str) -> str:
    """A village as it is compared: case and the word before it do not matter."""
    return " ".join(name.casefold().removeprefix("desa ").removeprefix("kelurahan ").split())


def per_komponen(rules: Dasar, plan: Sequence[Kegiatan]) -> dict[str, int]:
    """What is planned of each part of the pagu, in rupiah; a part without a plan is 0."""
    sums = dict.fromkeys((part.kode for part in rules.komponen), 0)
    for activity in plan:
        line = rules.menu.get(activity.menu)
        if line is not None:
            sums[line.komponen] = sums.get(line.komponen, 0) + activity.setahun
    return sums


def per_bulan(plan: Sequence[Kegiatan]) -> dict[int, int]:
    """What each month of the year costs, in rupiah (the RPK of the month)."""
    return {m: sum(a.sebulan for a in plan if m in a.bulan) for m in MONTHS}


def rencana_kas(
    rules: Dasar | None, plan: Sequence[Kegiatan], accounts: Mapping[str, str]
) -> dict[tuple[str, str], dict[int, int]]:
    """The RAK: rupiah by part of the pagu, kode rekening and month.

    `accounts` has the code of each kind of spending. The parts stand in the order of the rules;
    an activity outside of the menu has the part "", behind them.
    """
    menu = rules.menu if rules else {}
    order = [part.kode for part in rules.komponen] if rules else []
    found: dict[tuple[str, str], dict[int, int]] = {}
    for activity in plan:
        line = menu.get(activity.menu)
        part = line.komponen if line is not None else ""
        for spending in activity.rincian:
            key = (part, accounts.get(spending.belanja, "-"))
            row = found.setdefault(key, dict.fromkeys(MONTHS, 0))
            for month in activity.bulan:
                row[month] += spending.sebulan
    places = {part: place for place, part in enumerate(order)}
    return dict(sorted(found.items(), key=lambda one: (places.get(one[0][0], len(order)), one[0])))
