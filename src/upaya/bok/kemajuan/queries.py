"""A month's activities by day and by plan, and how far each puskesmas is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from upaya.bok.kas.models import BukuKas
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.versions import in_force, rows_until, standing
from upaya.bok.serapan.models import Serapan
from upaya.rules.bok.road import BATAL, DITETAPKAN, DIVERIFIKASI
from upaya.rules.period import Period
from upaya.rules.workdays import HARI
from upaya.wilayah.models import Unit


# ------------------------------------------------------------------ one puskesmas
@dataclass(slots=True)
class Hari:
    """A day of the month and the activities that took place on it, each with how many officers."""

    tanggal: date
    kegiatan: list[tuple[Pelaksanaan, int]] = field(default_factory=list)

    @property
    def nama(self) -> str:
        """The day of the week, "Senin"."""
        return HARI[self.tanggal.weekday()]

    @property
    def kolom(self) -> int:
        """Its place in the week, Monday 1."""
        return self.tanggal.isoweekday()


@dataclass(slots=True)
class Maju:
    """A planned activity of a month and how far it is."""

    kegiatan: KegiatanRencana
    laporan: list[Pelaksanaan] = field(default_factory=list)
    hari: set[date] = field(default_factory=set)

    @property
    def terlaksana(self) -> int:
        """On how many days it took place, as far as it is reported and not cancelled."""
        return len(self.hari)

    @property
    def diverifikasi(self) -> bool:
        """Whether all that was reported of it counts."""
        told = [one for one in self.laporan if one.status != BATAL]
        return bool(told) and all(one.status == DIVERIFIKASI for one in told)

    @property
    def kurang(self) -> int:
        """How many times it is still to take place."""
        return max(self.kegiatan.kali - self.terlaksana, 0)


class BulanKegiatan:
    """A month of one puskesmas; four queries."""

    def __init__(self, puskesmas_id: int, period: Period) -> None:
        self.period = period
        reports = Pelaksanaan.objects.filter(puskesmas=puskesmas_id, periode=period.first_day)
        self.laporan = list(reports.select_related("puskesmas").order_by("nama", "pk"))
        self._present(puskesmas_id)
        plan = in_force(puskesmas_id, period.year)
        rows = rows_until(plan) if plan else []
        self.rencana = [row for row in rows if period.month in row.bulan]

    def _present(self, puskesmas_id: int) -> None:
        rows = (
            Kehadiran.objects.filter(
                pelaksanaan__puskesmas=puskesmas_id,
                pelaksanaan__periode=self.period.first_day,
            )
            .exclude(pelaksanaan__status=BATAL)
            .order_by()
            .values_list("pelaksanaan", "tanggal")
            .annotate(banyak=Count("petugas", distinct=True))
        )
        self.hadir = {(report, day): many for report, day, many in rows}

    @property
    def hari(self) -> list[Hari]:
        """Every day of the month, in order."""
        known = {one.pk: one for one in self.laporan}
        first = self.period.first_day
        days = {first + timedelta(n): Hari(first + timedelta(n)) for n in range(self.period.days)}
        for (report, day), many in self.hadir.items():
            if report in known and day in days:
                days[day].kegiatan.append((known[report], many))
        for one in days.values():
            one.kegiatan.sort(key=lambda pair: (pair[0].nama, pair[0].pk))
        return list(days.values())

    @property
    def kemajuan(self) -> list[Maju]:
        """The month's plan beside what was reported, in the plan's order."""
        found = {row.kunci: Maju(row) for row in self.rencana}
        for report in self.laporan:
            if report.kunci in found:
                found[report.kunci].laporan.append(report)
                found[report.kunci].hari |= {day for pk, day in self.hadir if pk == report.pk}
        return list(found.values())


# ------------------------------------------------------------------ all puskesmas
@dataclass(slots=True)
class Posisi:
    """How far one puskesmas is with its plan and with one month of it."""

    rencana: Rencana | None = None
    direncanakan: int = 0
    terlaksana: int = 0
    laporan: dict[str, int] = field(default_factory=dict)
    serapan: int | None = None

    @property
    def menunggu(self) -> int:
        """Reports that are not through: written, waiting, or sent back."""
        done = {DIVERIFIKASI, BATAL}
        return sum(many for status, many in self.laporan.items() if status not in done)

    @property
    def persen(self) -> int | None:
        """Planned activities of which something is verified, of a hundred; None without a plan."""
        return self.terlaksana * 100 // self.direncanakan if self.direncanakan else None


def positions(units: Iterable[Unit], period: Period) -> Mapping[int, Posisi]:
    """By puskesmas; six queries, however many there are."""
    found = {unit.pk: Posisi() for unit in units}
    for plan in Rencana.objects.filter(puskesmas__in=found, tahun=period.year).order_by("nomor"):
        found[plan.puskesmas_id].rencana = plan
    planned = _planned(found, period)
    rows = Pelaksanaan.objects.filter(puskesmas__in=found, periode=period.first_day)
    done: dict[int, set[int]] = {}
    for unit, status, kunci in rows.order_by("pk").values_list("puskesmas", "status", "kunci"):
        one = found[unit]
        one.laporan[status] = one.laporan.get(status, 0) + 1
        if status == DIVERIFIKASI:
            done.setdefault(unit, set()).add(kunci)
    for unit, one in found.items():
        one.direncanakan = len(planned.get(unit, ()))
        one.terlaksana = len(planned.get(unit, frozenset()) & done.get(unit, set()))
    paid = Serapan.objects.filter(puskesmas__in=found, periode=period.first_day).order_by("pk")
    for unit, amount in paid.values_list("puskesmas", "jumlah"):
        found[unit].serapan = amount
    for unit, amount in months_from_books(found, period).items():
        found[unit].serapan = amount
    return found


def months_from_books(units: Iterable[int], period: Period) -> Mapping[int, int]:
    """What a month absorbed without the incentive, of those whose cash book covers it."""
    own = Q(mutasi__hari__range=(period.first_day, period.last_day), mutasi__insentif=False)
    books = BukuKas.objects.filter(
        unit__in=list(units), tahun=period.year, mulai__lte=period.first_day
    )
    rows = books.annotate(n=Sum("mutasi__serapan", filter=own)).order_by("pk")
    return {unit: paid or 0 for unit, paid in rows.values_list("unit", "n")}


def _planned(units: Iterable[int], period: Period) -> Mapping[int, frozenset[int]]:
    """The activities of a month by puskesmas, as the version in force has them."""
    rows = KegiatanRencana.objects.filter(
        rencana__puskesmas__in=list(units),
        rencana__tahun=period.year,
        rencana__status=DITETAPKAN,
    ).select_related("rencana")
    by_unit: dict[int, list[KegiatanRencana]] = {}
    for row in rows.order_by("kunci", "rencana__nomor"):
        by_unit.setdefault(row.rencana.puskesmas_id, []).append(row)
    return {
        unit: frozenset(row.kunci for row in standing(own) if period.month in row.bulan)
        for unit, own in by_unit.items()
    }
