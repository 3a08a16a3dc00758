"""One person, one day, one transport: whoever is paid twice for a day, in whichever unit.

Auditors' standing finding: payment counted activities instead of days, also across the budgets of
the Dinas and a puskesmas (**practice**). No text says which payments exclude each other: that is
the dated parameter `bok.hari_ganda`, as shipped an assumption by which transport and daily money of
one trip stand side by side and each is paid once a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from upaya.rules.bok.plan import village
from upaya.rules.nama_orang import baku
from upaya.rules.parameter import RuleBook

TRANSPOR, HARIAN = "transpor", "harian"
MACAM: Final = {TRANSPOR: "transpor", HARIAN: "uang harian"}
"""What is paid once a day, with its words."""
KELOMPOK = "bok.hari_ganda"
ORANG_HARI = "orang_hari"
SATUAN: Final = (ORANG_HARI, "orang_kali", "desa", "paket")
"""What is paid per what: a person's days, a person's trips, villages, whole packages."""


@dataclass(frozen=True, slots=True)
class Penerima:
    """Somebody who is paid, for which days of what; without `macam` no day is paid for.

    Known by the NIK, or, who has none (a kader, a pupil), by name and village. `kunci` stands for
    both where only their keyed hashes are at hand: by which the person is known, and the name.
    """

    nama: str
    jumlah: int
    nik: str = ""
    desa: str = ""
    macam: str = ""
    hari: tuple[date, ...] = ()
    kunci: tuple[str, str] | None = None

    @property
    def tanda(self) -> tuple[str, ...]:
        """By which two payments of one person are known to be of one person."""
        if self.kunci is not None:
            return ("nik" if self.nik else "nama", self.kunci[0])
        return ("nik", self.nik) if self.nik else ("nama", baku(self.nama), village(self.desa))

    def serupa(self, unit: str) -> tuple[str, ...]:
        """By which somebody with a NIK and somebody without one may be one person.

        A name without a village says too little beyond the unit that pays.
        """
        if self.kunci is not None:
            return ("serupa", self.kunci[1])
        name, where = baku(self.nama), village(self.desa)
        return ("serupa", name, where) if where else ("serupa", name, "", unit)


@dataclass(frozen=True, slots=True)
class HariDibayar:
    """A payment of days: to whom, of which unit, on what. `letak` is how its owner finds it."""

    letak: str
    unit: str
    kegiatan: str
    penerima: Penerima


@dataclass(frozen=True, slots=True)
class Ganda:
    """A day paid a second time. `pasti` is that of one NIK; a name and village only look alike."""

    hari: date
    kedua: HariDibayar
    pertama: HariDibayar

    @property
    def pasti(self) -> bool:
        """Whether it must not be paid; else somebody is to look."""
        second, first = self.kedua.penerima, self.pertama.penerima
        return bool(second.nik) and second.tanda == first.tanda

    @property
    def macam(self) -> str:
        """What was paid twice, in a word."""
        return MACAM[self.kedua.penerima.macam]


def kelompok(book: RuleBook, day: date, district: str) -> Mapping[str, str]:
    """By kind of payment the group of which one is paid a day. TidakDiatur where nothing says."""
    return book.read(KELOMPOK, day, district).table


def hari_ganda(
    payments: Iterable[HariDibayar], kelompok: Mapping[str, str] | None = None
) -> list[Ganda]:
    """Each day paid again, in the order given: the first payment stands, later ones point at it.

    `kelompok` says which kinds exclude each other; without it each only itself.
    """
    groups = kelompok or {}
    first: dict[tuple[object, ...], HariDibayar] = {}
    found = []
    for one in payments:
        person = one.penerima
        if person.macam not in MACAM or person.tanda == ("nama", "", ""):
            continue
        group, alike = groups.get(person.macam, person.macam), person.serupa(one.unit)
        for day in person.hari:
            own = (person.tanda, group, day)
            # Two NIK of one name are two people; a NIK and none may be one.
            other = (alike, not person.nik, group, day)
            before = first.get(own) or first.get(other)
            if before is not None:
                found.append(Ganda(day, one, before))
            first.setdefault(own, one)
            first.setdefault((alike, bool(person.nik), group, day), one)
    return found


def pertama_saja(one: Ganda) -> Mapping[str, str]:
    """What the second may know of the first: of another unit only unit, day and activity."""
    shown = {
        "unit": one.pertama.unit,
        "tanggal": one.hari.isoformat(),
        "kegiatan": one.pertama.kegiatan,
    }
    return shown | ({"letak": one.pertama.letak} if one.pertama.unit == one.kedua.unit else {})
