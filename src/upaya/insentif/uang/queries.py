"""Reported against paid: what was approved, requested, transferred and paid of each month.

The complaint of those who wait is "one hundred per cent realised in the system, months unpaid": so
the five amounts stand side by side wherever a month is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.core.scope import Scope
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.uang.reading import SUMBER, UangBulan
from upaya.pembayaran.models import DanaMasuk, Pembayaran
from upaya.rules.insentif.road import (
    APPROVED,
    DANA_DIAJUKAN,
    DANA_DITRANSFER,
    DIBAYAR,
    DIREKAP,
    INSENTIF,
    NOTA_DISIAPKAN,
    REQUESTED,
)
from upaya.rules.pembayaran import BERHASIL


@dataclass(frozen=True, slots=True)
class Aliran:
    """The money of one month, in rupiah; `hari` are calendar days from approval to now or paid.

    `disetujui` is the month's own incentive, `tagihan` what officers are owed with it: it differs
    by corrections of earlier months. `dibayar` is gross, so that it compares with the others.
    `terbuka_lagi`: the month is closed, but money of it came back or was noted wrongly.
    """

    pengajuan_id: int
    disetujui: int
    tagihan: int
    diminta: int
    ditransfer: int
    dibayar: int
    hari: int | None
    selesai: bool
    terbuka_lagi: bool = False

    @property
    def selisih(self) -> int:
        """What is owed and not in anybody's account yet."""
        return self.tagihan - self.dibayar


@dataclass(frozen=True, slots=True)
class RingkasNota:
    """What the request for funds says, in rupiah; `asal` is what its gross sum is made of.

    `tersamar` and `utuh` are the account that it goes to, "" when there is none.
    """

    penerima: int
    asal: Sequence[tuple[str, int]]
    bruto: int
    pajak: int
    potongan: int
    neto: int
    dibagi: int
    ditransfer: int
    tersamar: str
    utuh: str

    @property
    def sisa(self) -> int:
        """What of it has not been transferred."""
        return self.bruto - self.ditransfer


def request_of(sheet: UangBulan) -> RingkasNota | None:
    """The request of a month that has its recap and is not closed; None for another."""
    if sheet.subject.status not in _ASKING or sheet.pembayaran is None:
        return None
    lines, parts = sheet.baris_bayar, dict[str, int]()
    for line in lines:
        for part in line.rincian:
            parts[part["uraian"]] = parts.get(part["uraian"], 0) + int(part["jumlah"])
    account, kept = sheet.rekening_pembantu, sheet.perhitungan
    return RingkasNota(
        penerima=len(lines),
        asal=tuple(parts.items()),
        bruto=sum(line.bruto for line in lines),
        pajak=sum(line.pajak for line in lines),
        potongan=sum(line.potongan for line in lines),
        neto=sum(line.neto for line in lines),
        dibagi=kept.dibagi if kept else 0,
        ditransfer=sheet.pembayaran.dana,
        tersamar=str(account) if account else "",
        utuh=account.utuh if account else "",
    )


_ASKING = (DIREKAP, NOTA_DISIAPKAN, DANA_DIAJUKAN, DANA_DITRANSFER)


def flows(months: Sequence[Pengajuan]) -> dict[int, Aliran]:
    """The money of every month that is approved, by its key; three queries for all of them."""
    approved = [month for month in months if month.status in APPROVED]
    keys = [month.pk for month in approved]
    own = _own_amounts(keys)
    paid = _paid(keys)
    since = _days(keys)
    return {month.pk: _flow(month, own, paid, since) for month in approved}


def flow(sheet: UangBulan) -> Aliran | None:
    """The money of one month; None before its approval."""
    month = sheet.subject
    if month.status not in APPROVED:
        return None
    kept, payment = sheet.perhitungan, sheet.pembayaran
    own = {month.pk: kept.dibagi} if kept else {}
    done = sum(row.bruto for row in sheet.ringkas if row.status == BERHASIL)
    paid = {month.pk: (payment.total, payment.dana, done, payment.dibuka_lagi)} if payment else {}
    approved = sheet.last_move("setujui")
    since = {month.pk: (_day(approved.at), _day(sheet.moves[-1].at))} if approved else {}
    return _flow(month, own, paid, since)


@dataclass(frozen=True, slots=True)
class Tahun:
    """The money of a year in rupiah; `belum` months wait, the longest for `hari` calendar days."""

    tahun: int
    disetujui: int
    diminta: int
    ditransfer: int
    dibayar: int
    selisih: int
    belum: int
    hari: int


def of_year(scope: Scope, year: int) -> Tahun:
    """Reported against paid of all months of a year within reach; four queries."""
    months = Pengajuan.objects.for_scope(scope).filter(periode__year=year, status__in=APPROVED)
    found = list(flows(list(months.order_by("pk").only("pk", "status"))).values())
    waiting = [one for one in found if not one.selesai]
    sums = totals(found)
    del sums["tagihan"]
    return Tahun(
        year, **sums, belum=len(waiting), hari=max((one.hari or 0 for one in waiting), default=0)
    )


def totals(found: Iterable[Aliran]) -> dict[str, int]:
    """Sums of the columns, in rupiah."""
    rows = list(found)
    names = ("disetujui", "tagihan", "diminta", "ditransfer", "dibayar", "selisih")
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def open_payments(access: Access) -> QuerySet[Pembayaran]:
    """Payments within reach whose funds came only in part, oldest first."""
    rows: QuerySet[Pembayaran] = (
        Pembayaran.objects.for_scope(access.scope)
        .filter(
            Q(dana__gt=0) | Exists(DanaMasuk.objects.filter(pembayaran=OuterRef("pk"))),
            sumber=SUMBER,
            dana__lt=F("total"),
        )
        .order_by("pk")
    )
    return rows


def _flow(
    month: Pengajuan,
    own: dict[int, int],
    paid: dict[int, tuple[int, int, int, bool]],
    since: dict[int, tuple[date, date]],
) -> Aliran:
    approved = own.get(month.pk, 0)
    # A month that was closed without a payment owes nobody anything more.
    owed = 0 if month.status == DIBAYAR else approved
    total, dana, dibayar, again = paid.get(month.pk, (owed, 0, 0, False))
    done = month.status == DIBAYAR and not again
    days = None
    if month.pk in since:
        first, last = since[month.pk]
        days = ((last if done else clock.today()) - first).days
    return Aliran(
        month.pk,
        disetujui=approved,
        tagihan=total,
        diminta=total if month.status in REQUESTED else 0,
        ditransfer=dana,
        dibayar=dibayar,
        hari=days,
        selesai=done,
        terbuka_lagi=again,
    )


def _own_amounts(keys: Sequence[int]) -> dict[int, int]:
    rows = Perhitungan.objects.filter(pengajuan__in=keys, round=F("pengajuan__round"))
    return {
        month: pool - undivided
        for month, pool, undivided in rows.values_list("pengajuan_id", "pool", "tidak_dibagi")
    }


def _paid(keys: Sequence[int]) -> dict[int, tuple[int, int, int, bool]]:
    rows = (
        Pembayaran.objects.filter(sumber=SUMBER, sumber_id__in=keys)
        .order_by()
        .annotate(lunas=Sum("baris__bruto", filter=Q(baris__status=BERHASIL)))
    )
    return {
        key: (total, dana, lunas or 0, opened is not None and ended is None)
        for key, total, dana, lunas, opened, ended in rows.values_list(
            "sumber_id", "total", "dana", "lunas", "dibuka_pada", "selesai_pada"
        )
    }


def _days(keys: Sequence[int]) -> dict[int, tuple[date, date]]:
    """(day of approval, day of the last move) of each month."""
    rows = (
        WorkflowLog.objects.filter(workflow=INSENTIF.name, subject_id__in=keys)
        .order_by()
        .values("subject_id")
        .annotate(first=Max("at", filter=Q(move="setujui")), last=Max("at"))
        .exclude(first=None)
    )
    return {row["subject_id"]: (_day(row["first"]), _day(row["last"])) for row in rows}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
