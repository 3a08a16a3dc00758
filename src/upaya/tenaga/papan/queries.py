"""The board: filled and open places, performance, cost; and contracts that wait for money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, Max, Sum

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.pembayaran.models import BarisPembayaran
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.formasi.models import Formasi, Jenis
from upaya.tenaga.formasi.queries import filled
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.queries import BELUM_DIBUKA, to_open
from upaya.tenaga.kontrak.models import Kontrak


@dataclass(slots=True)
class BarisPapan:
    """One kind or one puskesmas in a year; rupiah, percent of targets."""

    nama: str
    formasi: int = 0
    terisi: int = 0
    capaian: Decimal | None = None
    honor: int = 0
    dibayar: int = 0
    _sum: Decimal = field(default=Decimal(0))
    _many: int = 0

    @property
    def terbuka(self) -> int:
        """Places without a contract in force."""
        return self.formasi - self.terisi

    def reached(self, mean: Decimal, many: int) -> None:
        """Take verified months in."""
        self._sum += mean * many
        self._many += many
        self.capaian = (self._sum / self._many).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Papan:
    """A year of a scope."""

    tahun: int
    jenis: Sequence[BarisPapan]
    puskesmas: Sequence[BarisPapan]
    total: BarisPapan


def board(scope: Scope, tahun: int) -> Papan:
    """Places, performance and cost by kind and by puskesmas; four queries."""
    kinds: dict[str, BarisPapan] = {one.value: BarisPapan(str(one.label)) for one in Jenis}
    units: dict[int, BarisPapan] = {}
    total = BarisPapan("Seluruhnya")
    held = filled(scope, tahun)
    places = Formasi.objects.for_scope(scope).filter(tahun=tahun).order_by("puskesmas__nama")
    for pk, kind, unit, name in places.values_list(
        "pk", "jenis", "puskesmas", "puskesmas__nama"
    ):  # fmt: skip
        for row in (kinds[kind], units.setdefault(unit, BarisPapan(name)), total):
            row.formasi += 1
            row.terisi += pk in held
    months = (
        BulanKerja.objects.for_scope(scope)
        .filter(honor__isnull=False, kontrak__formasi__tahun=tahun)
        .order_by()
        .values_list("kontrak__formasi__jenis", "puskesmas")
        .annotate(honor=Sum("honor"), rata=Avg("beku__capaian"), banyak=Count("pk"))
    )
    for kind, unit, honor, mean, many in months:
        for row in (kinds[kind], units.setdefault(unit, BarisPapan("")), total):
            row.honor += honor
            row.reached(Decimal(mean), many)
    _add_paid(scope, tahun, kinds, units, total)
    return Papan(tahun, [row for row in kinds.values() if row.formasi], list(units.values()), total)


def _add_paid(
    scope: Scope,
    tahun: int,
    kinds: dict[str, BarisPapan],
    units: dict[int, BarisPapan],
    total: BarisPapan,
) -> None:
    rows = BulanKerja.objects.for_scope(scope).filter(kontrak__formasi__tahun=tahun)
    known = {
        pk: (kind, unit)
        for pk, kind, unit in rows.filter(status__in=[road.DIBAYARKAN, road.DIBAYAR])
        .order_by()
        .values_list("pk", "kontrak__formasi__jenis", "puskesmas")
    }
    paid = (
        BarisPembayaran.objects.filter(
            pembayaran__sumber="honor", pembayaran__sumber_id__in=list(known), status=BERHASIL
        )
        .order_by()
        .values_list("pembayaran__sumber_id")
        .annotate(jumlah=Sum("bruto"))
    )
    for pk, amount in paid:
        kind, unit = known[pk]
        for row in (kinds[kind], units.setdefault(unit, BarisPapan("")), total):
            row.dibayar += amount


# ------------------------------------------------------------------ contracts without payment
@dataclass(frozen=True, slots=True)
class TanpaBayar:
    """A contract with months that were worked and not paid, by the months and the days waited."""

    kontrak: Kontrak
    bulan: Sequence[str]
    hari: int
    dibayar_terakhir: date | None
    menunggu: str


def without_payment(scope: Scope) -> list[TanpaBayar]:
    """Signed contracts that wait for money, the longest wait first; five queries."""
    today = clock.today()
    first = today.replace(day=1)
    open_rows = BulanKerja.objects.for_scope(scope).filter(
        status__in=road.BELUM_DIBAYAR, periode__lt=first
    )
    names: dict[int, list[tuple[date, str, str]]] = defaultdict(list)
    for row in open_rows.order_by("periode", "pk").only("kontrak_id", "periode", "status"):
        names[row.kontrak_id].append((row.periode, row.period.nama, row.state.label))
    for lack in to_open(scope):
        if lack.period.first_day < first:
            names[lack.kontrak.pk].append((lack.period.first_day, lack.period.nama, BELUM_DIBUKA))
    paid = dict(
        BulanKerja.objects.for_scope(scope)
        .filter(kontrak__in=list(names), status=road.DIBAYAR)
        .order_by()
        .values_list("kontrak")
        .annotate(Max("periode"))
    )
    contracts = Kontrak.objects.for_scope(scope).filter(pk__in=list(names))
    found = []
    for one in contracts.select_related("petugas", "puskesmas", "formasi").order_by("pk"):
        months = sorted(names[one.pk])
        oldest = months[0][0]
        last = min(one.akhir, Period.of(oldest).last_day)
        found.append(
            TanpaBayar(
                one, [name for _, name, _ in months], (today - last).days, paid.get(one.pk),
                months[0][2],
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (-one.hari, one.kontrak.pk))
