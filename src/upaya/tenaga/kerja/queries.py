"""Months that are to be opened, and months worked and not yet paid."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kontrak.models import Kontrak


@dataclass(frozen=True, slots=True)
class BelumDibuka:
    """A month that has begun under a contract and that nobody opened."""

    kontrak: Kontrak
    period: Period


def to_open(scope: Scope, limit: int | None = None) -> list[BelumDibuka]:
    """Those within reach, oldest first; two queries."""
    today = clock.today()
    rows = Kontrak.objects.for_scope(scope).filter(status__in=road.DITANDATANGANI, mulai__lte=today)
    contracts = list(rows.select_related("petugas", "puskesmas", "formasi").order_by("mulai", "pk"))
    known = set(
        BulanKerja.objects.filter(kontrak__in=[one.pk for one in contracts])
        .order_by()
        .values_list("kontrak", "periode")
    )
    now = Period.of(today)
    found = [
        BelumDibuka(one, month)
        for one in contracts
        for month in one.months()
        if month <= now and (one.pk, month.first_day) not in known
    ]
    found.sort(key=lambda one: (one.period, one.kontrak.pk))
    return found[:limit]


@dataclass(frozen=True, slots=True)
class Menunggu:
    """A month that was worked and not paid; `hari` are the days since its last day of work.

    `keadaan` says where it stands: also that nobody opened it yet.
    """

    period: Period
    alamat: str
    keadaan: str
    honor: int | None
    hari: int


def unpaid_rows(scope: Scope) -> QuerySet[BulanKerja]:
    """Months of a scope that are over and not closed."""
    rows: QuerySet[BulanKerja] = BulanKerja.objects.for_scope(scope)
    return rows.filter(
        status__in=road.BELUM_DIBAYAR, periode__lt=Period.of(clock.today()).first_day
    ).select_related("kontrak__petugas", "kontrak__formasi", "puskesmas", "kabupaten")


BELUM_DIBUKA = "Belum dibuka"


def waiting(scope: Scope) -> list[Menunggu]:
    """Each month of a scope that was worked and not paid, the longest wait first; three queries."""
    today = clock.today()

    def waited(contract: Kontrak, period: Period) -> int:
        return (today - min(contract.akhir, period.last_day)).days

    found = [
        Menunggu(
            one.period, one.get_absolute_url(), one.state.label, one.honor,
            waited(one.kontrak, one.period),
        )
        for one in unpaid_rows(scope).order_by("periode", "pk")
    ]  # fmt: skip
    found += [
        Menunggu(
            one.period, one.kontrak.get_absolute_url(), BELUM_DIBUKA, None,
            waited(one.kontrak, one.period),
        )
        for one in to_open(scope)
        if one.period < Period.of(today)
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.hari)
