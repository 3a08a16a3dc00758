"""What a dashboard looks at: some months of some puskesmas, and by what they are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from django.db.models import F, QuerySet

from upaya.core import clock
from upaya.core.scope import Scope
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.rules.insentif.ketentuan import ada_ketentuan
from upaya.rules.insentif.road import COUNTED
from upaya.rules.insentif.scales import Penafsir
from upaya.rules.loader import national_book
from upaya.rules.parameter import RuleBook
from upaya.rules.period import Period
from upaya.rules.rentang import Rentang
from upaya.wilayah.models import Unit

PUSKESMAS, KABUPATEN, PROVINSI = "puskesmas", "kabupaten", "kabupaten__provinsi"
"""What the rows of a comparison are, as a path from a month."""


@dataclass(frozen=True)
class Cakupan:
    """Months within reach. `semua` has no bound of time yet; `unit` are the puskesmas looked at.

    `kabupaten` is the district whose rules read the figures, None where there are several.
    """

    semua: QuerySet[Pengajuan]
    unit: QuerySet[Unit]
    rentang: Rentang
    kabupaten: str | None
    anak: str = PUSKESMAS

    @classmethod
    def of_scope(cls, scope: Scope, rentang: Rentang, puskesmas: Unit | None) -> Self:
        """What a membership reaches, or one puskesmas of it."""
        months: QuerySet[Pengajuan] = Pengajuan.objects.for_scope(scope)
        units: QuerySet[Unit] = Unit.objects.for_scope(scope).filter(jenis=Unit.Jenis.PUSKESMAS)
        if puskesmas is not None:
            months, units = months.filter(puskesmas=puskesmas), units.filter(pk=puskesmas.pk)
        return cls(months, units, rentang, scope.kabupaten)

    @property
    def bulan(self) -> QuerySet[Pengajuan]:
        """Every month of the stretch, whatever its status."""
        first, last = self.rentang.hari_pertama, self.rentang.hari_terakhir
        return self.semua.filter(periode__range=(first, last))

    @cached_property
    def daftar_bulan(self) -> list[Pengajuan]:
        """All of them, oldest first, as far as lists and steps need them; read once."""
        rows = self.bulan.only("puskesmas", "periode", "status", "status_since")
        return list(rows.order_by("periode", "pk"))

    @property
    def diajukan(self) -> QuerySet[Pengajuan]:
        """The months that count: what the puskesmas handed in (Pasal 11A ayat (8) huruf k)."""
        return self.bulan.filter(status__in=COUNTED)

    @property
    def hitungan(self) -> QuerySet[Perhitungan]:
        """The frozen calculation of each month that counts."""
        rows: QuerySet[Perhitungan] = Perhitungan.objects.filter(
            pengajuan__in=self.diajukan.order_by().values("pk"), round=F("pengajuan__round")
        )
        return rows.order_by()

    @property
    def setahun(self) -> Self:
        """The same, for the whole year."""
        return replace(self, rentang=Rentang.parse(self.rentang.tahun, ""))

    @property
    def bulan_berinsentif(self) -> list[Period]:
        """The months of the stretch for which there are rules."""
        return [m for m in self.rentang if ada_ketentuan(self.buku, m, self.kabupaten)]

    @property
    def bulan_tampil(self) -> list[Period]:
        """The months that a chart shows: those with rules that have begun."""
        present = Period.of(clock.today())
        return [month for month in self.bulan_berinsentif if month <= present]

    @property
    def buku(self) -> RuleBook:
        """No district sets the rate, the menu of services or a bound of the dashboard itself."""
        return national_book()

    @cached_property
    def tafsir(self) -> Penafsir:
        """Figures in words, by the rules of the last day."""
        return Penafsir(self.buku, self.rentang.hari_terakhir, self.kabupaten)


def tahun_ada(months: QuerySet[Pengajuan]) -> list[int]:
    """Years that have a month, newest first; this year when there is none."""
    found = [day.year for day in months.order_by().dates("periode", "year", order="DESC")]
    return found or [clock.today().year]
