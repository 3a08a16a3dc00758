"""The cash book as the rules read it: one query of its movements, everything else is their sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from upaya.bok.kas.models import BukuKas, Mutasi, TutupBulan
from upaya.bok.kas.models_belanja import HariGanda
from upaya.regulasi.queries import rulebook_once
from upaya.rules.bok.kas import SERAPAN, SETOR_PAJAK, Buku, susun
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.rules.tax.belanja import Dipungut, Utang, terutang


def movements(buku: BukuKas) -> QuerySet[Mutasi]:
    """All of a book, by day and in the order in which they were entered within a day."""
    rows: QuerySet[Mutasi] = Mutasi.objects.filter(buku=buku).order_by("hari", "nomor")
    return rows


def as_ruled(buku: BukuKas, rows: Iterable[Mutasi]) -> Buku:
    """The book of these movements."""
    found = [row.aturan for row in rows]
    return susun(buku.tahun, found, bank=buku.awal_bank, tunai=buku.awal_tunai)


def standing(rows: Iterable[Mutasi]) -> list[Mutasi]:
    """Those that were not taken back, without those that take back."""
    every = list(rows)
    undone = {row.membalik_id for row in every if row.membalik_id}
    return [row for row in every if row.membalik_id is None and row.pk not in undone]


def owed_of(tax: str, rows: Iterable[Mutasi]) -> int:
    """What of one tax was withheld and not paid over by its name, in rupiah."""
    every = list(rows)
    paid = sum(row.jumlah for row in every if row.pajak_disetor == tax)
    return sum(int(getattr(row, tax)) for row in every) - paid


def tax_debts(buku: BukuKas, rows: Iterable[Mutasi], rules: RuleBook | None = None) -> list[Utang]:
    """Tax withheld and not paid over yet, the oldest first, with its last day.

    `rules` are the district's, where they were read already.
    """
    found = standing(rows)
    withheld = [
        Dipungut(row.hari, tax, amount, row.bukti) for row in found for tax, amount in row.pungutan
    ]
    if not withheld:
        return []
    deposits = [(row.pajak_disetor, row.jumlah) for row in found if row.jenis == SETOR_PAJAK]
    book = rules or rulebook_once(buku.kabupaten_id)
    return terutang(withheld, deposits, book, buku.kabupaten_id)


def book_of(unit_id: int, year: int) -> BukuKas | None:
    """The book of a unit and year; None while it has none."""
    rows: QuerySet[BukuKas] = BukuKas.objects.filter(unit=unit_id, tahun=year)
    return rows.select_related("unit", "kabupaten").first()


def closed(buku: BukuKas) -> list[TutupBulan]:
    """The months that are closed now, oldest first."""
    rows: QuerySet[TutupBulan] = TutupBulan.objects.filter(buku=buku, dibuka_pada=None)
    return list(rows.order_by("periode"))


def next_to_close(buku: BukuKas, shut: Sequence[TutupBulan]) -> Period | None:
    """The month that is closed next: they are closed in their order; None when all are."""
    period = Period.of(shut[-1].periode).next() if shut else Period.of(buku.mulai)
    return period if period.year == buku.tahun else None


def absorbed(units: Iterable[int], year: int) -> Mapping[int, Mapping[tuple[int, int], int]]:
    """By unit rupiah by (month, number of the activity) of a year's books; one query.

    The number 0 is spending that no activity is named for.
    """
    rows = (
        Mutasi.objects.filter(buku__unit__in=list(units), buku__tahun=year, jenis__in=SERAPAN)
        .values("buku__unit", "hari__month", "kunci")
        .annotate(n=Sum("serapan"))
        .order_by("buku__unit", "hari__month", "kunci")
    )
    found: dict[int, dict[tuple[int, int], int]] = {}
    for row in rows:
        found.setdefault(row["buku__unit"], {})[row["hari__month"], row["kunci"] or 0] = row["n"]
    return found


def month_from_book(unit_id: int, period: Period) -> int | None:
    """What a month absorbed without the incentive, by the book; None where no book covers it."""
    day: date = period.first_day
    own = Q(mutasi__hari__range=(day, period.last_day), mutasi__insentif=False)
    books = BukuKas.objects.filter(unit=unit_id, tahun=period.year, mulai__lte=day)
    found = books.annotate(n=Sum("mutasi__serapan", filter=own)).order_by("pk")
    sums = list(found.values_list("n", flat=True))
    return int(sums[0] or 0) if sums else None


def covers(unit_id: int, period: Period) -> bool:
    """Whether a month of a unit stands in a book, so that nobody records it otherwise."""
    books = BukuKas.objects.filter(unit=unit_id, tahun=period.year, mulai__lte=period.first_day)
    return bool(books.exists())


def figures(rows: QuerySet[BukuKas]) -> QuerySet[BukuKas]:
    """Each book with what was absorbed, what lies where, and how often it was put right.

    Every figure is a subquery: no join multiplies another.
    """

    def total(name: str) -> Coalesce:
        sums = Mutasi.objects.filter(buku=OuterRef("pk")).order_by().values("buku")
        return Coalesce(Subquery(sums.annotate(n=Sum(name)).values("n")), 0)

    def many(found: QuerySet[Any]) -> Coalesce:
        counted = found.filter(buku=OuterRef("pk")).order_by().values("buku")
        return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)

    return rows.annotate(
        terserap=total("serapan"),
        bank=F("awal_bank") + total("bank"),
        tunai=F("awal_tunai") + total("tunai"),
        pajak=total("pajak"),
        koreksi=many(Mutasi.objects.filter(membalik__isnull=False)),
        ganda=many(HariGanda.objects.all()),
        dibuka=many(TutupBulan.objects.filter(dibuka_pada__isnull=False)),
    )
