"""What another system may ask of BOK: whether it fills a month, with what, and with which figures.

The only door for `insentif`; it never goes the other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from upaya.bok.kas.otomatis import post
from upaya.bok.kas.queries import month_from_book
from upaya.bok.ketetapan.keys import SAKELAR, SAKELAR_PUSKESMAS
from upaya.bok.realisasi.queries import hadir, names
from upaya.bok.rencana.versions import in_force, pure, rows_until
from upaya.bok.serapan.models import Serapan
from upaya.core.access import Access
from upaya.pembayaran.models import Pembayaran
from upaya.rules.bok.work import Hadir, dihitung
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


def mengisi_insentif(book: RuleBook, unit: Unit, day: date) -> bool:
    """Whether on that day the work of a puskesmas's officers comes from its BOK activities.

    A dated decree of the district, for all its puskesmas or for one; without one officers' work is
    typed.
    """
    keys = (SAKELAR, SAKELAR_PUSKESMAS + unit.slug)
    return any(book.find(key, day, unit.kabupaten_id) is not None for key in keys)


@dataclass(frozen=True, slots=True)
class Kerja:
    """One day or one visit of an officer that counts, with the report that says so."""

    petugas: int
    menu: str
    sifat: str
    hari: date
    pelaksanaan: int


def counted_work(puskesmas_id: int, period: Period) -> list[Kerja]:
    """All that counts of a month's verified activities, each day or visit once."""
    return [_work(one) for one in dihitung(hadir(puskesmas_id, period))]


def _work(one: Hadir) -> Kerja:
    return Kerja(one.petugas, one.menu, one.sifat, one.hari, one.pelaksanaan)


def report_names(reports: Iterable[int]) -> Mapping[int, str]:
    """What the activities behind a number are called."""
    return names(reports)


@dataclass(frozen=True, slots=True)
class AngkaBulan:
    """The figures of a month in rupiah; None while nobody planned or recorded it."""

    diusulkan: int | None
    diserap: int | None


def month_figures(puskesmas_id: int, period: Period) -> AngkaBulan:
    """The month's RPK in force, and what was absorbed without the incentive.

    Of a month in a cash book that is what stands there, else what the treasurer recorded. A month
    in which more came back than was spent absorbed nothing.
    """
    plan = in_force(puskesmas_id, period.year)
    planned = None
    if plan is not None:
        planned = sum(pure(row).sebulan for row in rows_until(plan) if period.month in row.bulan)
    booked = month_from_book(puskesmas_id, period)
    if booked is not None:
        return AngkaBulan(planned, max(booked, 0))
    rows = Serapan.objects.filter(puskesmas=puskesmas_id, periode=period.first_day)
    spent = rows.order_by("pk").values_list("jumlah", flat=True).first()
    return AngkaBulan(planned, int(spent) if spent is not None else None)


def bukukan(payment: Pembayaran, access: Access) -> None:
    """Bring a unit's cash book to say what a payment says: funds, payees, what came back.

    Called inside the transaction that changed the payment, whose row it holds; called again it
    changes nothing. A payment is never held up: what the book cannot take waits on its page.
    """
    post(payment, access)


def rencana_honor(puskesmas_id: int, year: int) -> int | None:
    """What the plan in force foresees for honours of contract staff (10(1)g), rupiah a year.

    None while no plan of that year was decided.
    """
    plan = in_force(puskesmas_id, year)
    if plan is None:
        return None
    return sum(
        line.sebulan * len(row.bulan)
        for row in map(pure, rows_until(plan))
        for line in row.rincian
        if line.belanja == "g"
    )
