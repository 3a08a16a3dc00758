"""Tax that was withheld and should have been paid over by now, of all books that somebody sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, Sum

from upaya.bok.kas.models import PAJAK, BukuKas, Mutasi
from upaya.bok.kas.queries import tax_debts
from upaya.core import clock
from upaya.rules.bok.kas import SETOR_PAJAK
from upaya.rules.parameter import RuleBook
from upaya.rules.tax.belanja import Utang

_TAXED = reduce(or_, (Q(**{f"{tax}__gt": 0}) for tax in PAJAK))


@dataclass(frozen=True, slots=True)
class Terlambat:
    """What one book owes of one tax past its last day: rupiah, and the oldest of those days."""

    buku: BukuKas
    pajak: str
    jumlah: int
    batas: date

    @property
    def nama(self) -> str:
        """The tax in words."""
        return PAJAK[self.pajak]

    @property
    def hari(self) -> int:
        """By how many days it is late."""
        return (clock.today() - self.batas).days


def late_tax(books: QuerySet[BukuKas], rules: RuleBook | None = None) -> list[Terlambat]:
    """Of these books, the oldest first; one query, and the rules' where they are not given.

    A book that owes nothing is not read: its taxed movements grow with the year.
    """
    owing = books.order_by().annotate(terutang=Sum("mutasi__pajak")).filter(terutang__gt=0)
    rows = (
        Mutasi.objects.filter(
            _TAXED | Q(jenis=SETOR_PAJAK), buku__in=owing.values("pk"), membalik=None, pembalik=None
        )
        .select_related("buku__unit")
        .order_by("buku", "hari", "nomor")
    )
    by_book: dict[int, list[Mutasi]] = {}
    for row in rows:
        by_book.setdefault(row.buku_id, []).append(row)
    today = clock.today()
    found = [
        late
        for own in by_book.values()
        for late in _of_book(own[0].buku, tax_debts(own[0].buku, own, rules), today)
    ]
    return sorted(found, key=lambda one: (one.batas, one.buku.unit.nama, one.pajak))


def _of_book(buku: BukuKas, debts: Iterable[Utang], today: date) -> list[Terlambat]:
    """By tax."""
    late: dict[str, list[Utang]] = {}
    for debt in debts:
        if debt.terlambat(today):
            late.setdefault(debt.dipungut.pajak, []).append(debt)
    return [
        Terlambat(
            buku, tax, sum(one.sisa for one in late[tax]), min(one.batas for one in late[tax])
        )
        for tax in PAJAK
        if tax in late
    ]


def by_unit(found: Iterable[Terlambat]) -> Mapping[int, int]:
    """Rupiah that is late by unit."""
    sums: dict[int, int] = {}
    for one in found:
        sums[one.buku.unit_id] = sums.get(one.buku.unit_id, 0) + one.jumlah
    return sums
