"""A year of BOK as whoever watches over it reads it: spending, SPJ, and what was put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from upaya.bok.kas.mirip import Mirip, flagged
from upaya.bok.kas.models import BukuKas, Mutasi, TutupBulan
from upaya.bok.kas.models_belanja import HariDibayar, HariGanda
from upaya.bok.kas.queries import figures
from upaya.bok.kas.setoran import Terlambat, by_unit, late_tax
from upaya.bok.ketetapan.queries import Ketetapan
from upaya.bok.serapan.queries import Belanja, spent_by
from upaya.bok.spj.kemajuan import PosisiSpj, positions
from upaya.core.scope import Scope
from upaya.regulasi.queries import DistrictRules
from upaya.wilayah.models import Unit

MOST = 200
"""Double days of a year that are counted and listed: the newest."""
SHOWN = 20
"""Lines that a list of the page shows."""
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Diawasi:
    """One puskesmas in a year: its money, its SPJ, and what in its book was put right."""

    unit: Unit
    dana: int
    belanja: Belanja
    spj: PosisiSpj
    pajak: int = 0
    """Tax that is late."""
    koreksi: int = 0
    ganda: int = 0
    dibuka: int = 0

    @property
    def persen(self) -> int | None:
        """What was absorbed of a hundred of its pagu; None while there is no pagu."""
        return self.belanja.total * 100 // self.dana if self.dana else None


class Pengawasan:
    """A year of all puskesmas within reach; a fixed number of queries however many there are."""

    def __init__(
        self, scope: Scope, units: Sequence[Unit], year: int, rules: DistrictRules
    ) -> None:
        self.scope, self.year, self.rules = scope, year, rules.book
        paid = spent_by([unit.pk for unit in units], year)
        proven = positions(units, year)
        books = figures(BukuKas.objects.filter(unit__in=[u.pk for u in units], tahun=year))
        kept = {book.unit_id: book for book in books.order_by("pk")}
        late = by_unit(self.pajak)
        self.baris = [
            Diawasi(
                unit,
                Ketetapan(unit, year, rules).dana,
                paid[unit.pk],
                proven[unit.pk],
                late.get(unit.pk, 0),
                *_put_right(kept.get(unit.pk)),
            )
            for unit in units
        ]

    # -------------------------------------------------------------- money
    @property
    def dana(self) -> int:
        """All pagu, with what the year before left, in rupiah."""
        return sum(one.dana for one in self.baris)

    @property
    def terserap(self) -> int:
        """All that was absorbed, in rupiah."""
        return sum(one.belanja.total for one in self.baris)

    @property
    def persen(self) -> int:
        """What was absorbed of a hundred."""
        return self.terserap * 100 // self.dana if self.dana else 0

    def per_bulan(self) -> Mapping[int, int]:
        """Rupiah absorbed by month."""
        return {
            month: sum(one.belanja.per_bulan.get(month, 0) for one in self.baris)
            for month in MONTHS
        }

    def berjalan(self, day: date) -> int:
        """How much of the year is over on a day, of a hundred, by whole months."""
        if day.year != self.year:
            return 100 if day.year > self.year else 0
        return (day.month - 1) * 100 // 12

    @cached_property
    def pajak(self) -> list[Terlambat]:
        """Tax past its last day, the oldest first; the Dinas's own book too."""
        books = BukuKas.objects.for_scope(self.scope).filter(tahun=self.year)
        return late_tax(books, self.rules)

    @property
    def pajak_terlambat(self) -> int:
        """All of it, in rupiah."""
        return sum(one.jumlah for one in self.pajak)

    # -------------------------------------------------------------- SPJ
    @property
    def spj_semua(self) -> int:
        """SPJ that there are to be."""
        return sum(one.spj.semua for one in self.baris)

    @property
    def spj_diterima(self) -> int:
        """SPJ that were accepted."""
        return sum(one.spj.diterima for one in self.baris)

    # -------------------------------------------------------------- what was put right
    @cached_property
    def ganda(self) -> list[HariGanda]:
        """Days that somebody was to be paid twice, the newest first."""
        if not any(one.ganda for one in self.baris):
            return []
        rows = HariGanda.objects.for_scope(self.scope).filter(buku__tahun=self.year)
        return list(rows.select_related("buku__unit", "pertama__unit").order_by("-pk")[:MOST])

    @property
    def menurut_keadaan(self) -> Mapping[str, int]:
        """How many of them by what became of them."""
        return Counter(one.status for one in self.ganda)

    @cached_property
    def mirip(self) -> list[Mirip]:
        """Payees without a NIK whose name and village were paid for the same day."""
        rows = HariDibayar.objects.for_scope(self.scope).filter(hari__year=self.year)
        return flagged(rows, SHOWN)

    @cached_property
    def koreksi(self) -> list[Mutasi]:
        """Movements taken back, the newest first."""
        if not any(one.koreksi for one in self.baris):
            return []
        rows = Mutasi.objects.for_scope(self.scope).filter(
            buku__tahun=self.year, membalik__isnull=False
        )
        return list(rows.select_related("buku__unit", "membalik").order_by("-pk")[:SHOWN])

    @cached_property
    def dibuka(self) -> list[TutupBulan]:
        """Months opened again, the newest first."""
        if not any(one.dibuka for one in self.baris):
            return []
        rows = TutupBulan.objects.for_scope(self.scope).filter(
            buku__tahun=self.year, dibuka_pada__isnull=False
        )
        found = rows.select_related("buku__unit", "dibuka_oleh").order_by("-dibuka_pada")
        return list(found[:SHOWN])


def _put_right(book: BukuKas | None) -> tuple[int, int, int]:
    """Counts that `figures` gave; nothing where no book is kept."""
    if book is None:
        return 0, 0, 0
    return book.koreksi, book.ganda, book.dibuka  # type: ignore[attr-defined] # annotated


def slowest(rows: Iterable[Diawasi]) -> Diawasi | None:
    """Whoever absorbed least of its pagu; None while nobody has one."""
    known = [one for one in rows if one.persen is not None]
    return min(known, key=lambda one: (one.persen or 0, one.unit.nama), default=None)
