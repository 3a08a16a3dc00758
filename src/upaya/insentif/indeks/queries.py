"""What the program proposes as a month's indices, from the data that the Dinas has so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.isian.models import PelayananBulan
from upaya.rules.insentif.compute import indeks_beban, indeks_spm
from upaya.rules.insentif.ketentuan import Ketentuan, ada_ketentuan, ketentuan
from upaya.rules.insentif.month import KARAKTERISTIK_LABELS
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.wilayah.models import KategoriPuskesmas, Penduduk, Unit

MONTHS = 24
"""How far back the list of months goes."""


@dataclass(frozen=True, slots=True)
class UsulanIndeks:
    """A puskesmas's proposed indices, None where the data give none; `terbit` counts now."""

    puskesmas: Unit
    kinerja_spm: Decimal | None
    kesulitan_wilayah: Decimal | None
    beban_kerja: Decimal | None
    sumber_spm: str
    kategori: str
    penduduk: int | None
    terbit: IndeksTerbit | None
    pengajuan: Pengajuan | None

    @property
    def kategori_kata(self) -> str:
        """The category in words, "" while there is none."""
        return KARAKTERISTIK_LABELS.get(self.kategori, self.kategori)

    @property
    def terkunci(self) -> bool:
        """The month has gone past its draft, so the indices stand."""
        return self.pengajuan is not None and not self.pengajuan.editable


def proposals(scope: Scope, period: Period, book: RuleBook) -> list[UsulanIndeks]:
    """One row per active puskesmas of the district, by name, in six queries."""
    units = list(
        Unit.objects.for_scope(scope)
        .filter(jenis=Unit.Jenis.PUSKESMAS, aktif=True)
        .order_by("nama", "pk")
    )
    rules = ketentuan(book, period, scope.kabupaten or "")
    months = _months(scope, period)
    services = _services(scope, period)
    categories = _categories(scope, period)
    people = dict(
        Penduduk.objects.for_scope(scope)
        .filter(tahun=period.year)
        .order_by("pk")
        .values_list("puskesmas_id", "jumlah")
    )
    published = {
        row.puskesmas_id: row
        for row in IndeksTerbit.objects.for_scope(scope)
        .filter(periode=period.first_day)
        .order_by("versi")
    }
    rows = []
    for unit in units:
        spm, source = _spm(rules, services.get(unit.pk), period)
        category, count = categories.get(unit.pk, ""), people.get(unit.pk)
        rows.append(
            UsulanIndeks(
                puskesmas=unit,
                kinerja_spm=spm,
                kesulitan_wilayah=rules.indeks_kesulitan.get(category),
                beban_kerja=None if count is None else indeks_beban(count, rules),
                sumber_spm=source,
                kategori=category,
                penduduk=count,
                terbit=published.get(unit.pk),
                pengajuan=months.get(unit.pk),
            )
        )
    return rows


def _months(scope: Scope, period: Period) -> dict[int, Pengajuan]:
    rows = Pengajuan.objects.for_scope(scope).filter(periode=period.first_day).order_by("pk")
    return {row.puskesmas_id: row for row in rows}


def _services(scope: Scope, period: Period) -> dict[int, tuple[Period, list[Pelayanan]]]:
    """The newest data pelayanan by puskesmas: this month's if it is there, else the last one's."""
    days = [period.first_day, period.previous().first_day]
    rows = PelayananBulan.objects.for_scope(scope).filter(
        pengajuan__periode__in=days, realisasi__isnull=False
    )
    found: dict[int, tuple[Period, list[Pelayanan]]] = {}
    for unit, day, target, done in rows.order_by("-pengajuan__periode", "pk").values_list(
        "pengajuan__puskesmas_id", "pengajuan__periode", "target", "realisasi"
    ):
        of, services = found.setdefault(unit, (Period.of(day), []))
        if of == Period.of(day) and done is not None:
            services.append(Pelayanan(target, done))
    return found


def _categories(scope: Scope, period: Period) -> dict[int, str]:
    rows = KategoriPuskesmas.objects.for_scope(scope).filter(mulai__lte=period.last_day)
    return dict(rows.order_by("mulai").values_list("puskesmas_id", "kategori"))


def _spm(
    rules: Ketentuan, data: tuple[Period, list[Pelayanan]] | None, period: Period
) -> tuple[Decimal | None, str]:
    if data is None or len(data[1]) < len(PELAYANAN):
        return None, "data pelayanan belum lengkap"
    of, services = data
    index = indeks_spm(services, rules)
    if index is None:
        return None, "semua target nol"
    return index, f"data {of.nama}" if of != period else "data bulan ini"


def months_with_rules(scope: Scope, book: RuleBook) -> list[Period]:
    """The months up to the present one for which there are rules, newest first, at most 24."""
    month = Period.of(clock.today())
    found: list[Period] = []
    while len(found) < MONTHS and ada_ketentuan(book, month, scope.kabupaten):
        found.append(month)
        month = month.previous()
    return found


@dataclass(frozen=True, slots=True)
class Terbitan:
    """How many puskesmas there are, and how many have indices, by month."""

    total: int
    per_bulan: Mapping[Period, int]


def published_counts(scope: Scope, months: Sequence[Period]) -> Terbitan:
    """Active puskesmas of the district, and those with indices in each of `months`."""
    units = Unit.objects.for_scope(scope).filter(jenis=Unit.Jenis.PUSKESMAS, aktif=True)
    counts = (
        IndeksTerbit.objects.for_scope(scope)
        .filter(periode__in=[month.first_day for month in months], versi=1, puskesmas__aktif=True)
        .order_by()
        .values_list("periode")
        .annotate(n=Count("pk"))
    )
    return Terbitan(units.count(), {Period.of(day): number for day, number in counts})
