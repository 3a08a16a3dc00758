"""All figures of one dashboard, each asked for once and only when a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from upaya.insentif.dasbor.queries import sums
from upaya.insentif.dasbor.queries.coverage import Cakupan
from upaya.insentif.dasbor.queries.pagu import pemakaian_pagu
from upaya.insentif.dasbor.queries.spread import SEMUA, sebaran
from upaya.insentif.dasbor.queries.steps import Langkah, Terlambat, langkah, terlambat
from upaya.insentif.dasbor.queries.sums import Kunci
from upaya.insentif.uang.queries import Aliran, flows
from upaya.rules.insentif.indicators import (
    TANPA_PENERIMA,
    Angka,
    Gabungan,
    MonthSums,
    Pemakaian,
    Sebaran,
    bagi,
)
from upaya.rules.insentif.indicators import rata_capaian as mean_of_services
from upaya.rules.insentif.spm import Pelayanan, TargetNol
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Lunas:
    """Reported against paid: rupiah, months that still wait, days of the longest wait."""

    tagihan: int
    dibayar: int
    belum_lunas: int
    terlama: int | None

    @property
    def bagian(self) -> Angka:
        """Paid over what is owed."""
        return bagi(self.dibayar, self.tagihan, "belum ada insentif yang disetujui")


def lunas(flows: Iterable[Aliran]) -> Lunas:
    """The money of several months together."""
    every = list(flows)
    return Lunas(
        sum(flow.tagihan for flow in every),
        sum(flow.dibayar for flow in every),
        sum(not flow.selesai for flow in every),
        max((f.hari for f in every if f.hari is not None and not f.selesai), default=None),
    )


@dataclass
class Dasbor:
    """The figures within a reach; every property costs at most a few queries, once."""

    cakupan: Cakupan

    @cached_property
    def puskesmas(self) -> list[Unit]:
        """The puskesmas looked at, by name."""
        return list(self.cakupan.unit.order_by("nama", "pk"))

    @cached_property
    def jumlah(self) -> dict[tuple[Kunci, Period], MonthSums]:
        """Sums by (what is compared, month)."""
        return sums.per_bulan(self.cakupan)

    @cached_property
    def per_anak(self) -> dict[Kunci, MonthSums]:
        """Sums by what is compared."""
        return sums.lipat(self.jumlah, 0)

    @cached_property
    def per_bulan(self) -> dict[Period, MonthSums]:
        """Sums by month."""
        return sums.lipat(self.jumlah, 1)

    @cached_property
    def total(self) -> MonthSums:
        """Everything together."""
        return sum(self.jumlah.values(), MonthSums())

    # ------------------------------------------------------------------ officers
    @cached_property
    def sebaran(self) -> Sebaran | None:
        """How incentives lie among all officers and months."""
        return sebaran(self.cakupan).get(SEMUA)

    @cached_property
    def sebaran_bulan(self) -> dict[Period, Sebaran]:
        """The same, month by month."""
        return {Period.of(day): found for day, found in sebaran(self.cakupan, "periode").items()}

    @cached_property
    def sebaran_anak(self) -> dict[Kunci, Sebaran]:
        """The same, by what is compared."""
        return sebaran(self.cakupan, self.cakupan.anak)

    def rata(self, found: Sebaran | None) -> Angka:
        """Mean incentive per officer and month; the reason where there is none to show."""
        return Angka(found.rata) if found else Angka(None, self.tanpa_sebaran)

    @property
    def tanpa_sebaran(self) -> str:
        """Why nothing is shown per officer."""
        return TANPA_PENERIMA

    # ------------------------------------------------------------------ services
    @cached_property
    def layanan_anak(self) -> dict[Kunci, dict[str, Pelayanan]]:
        """Services by what is compared."""
        return sums.layanan(self.cakupan)

    @cached_property
    def layanan(self) -> dict[str, Pelayanan]:
        """Services of all together."""
        return sums.gabung(self.layanan_anak.values())

    def capaian(self, services: dict[str, Pelayanan]) -> Angka:
        """Mean achievement of services, as the SPM index of the last month takes it."""
        rule = self.cakupan.tafsir.aturan("insentif_ukm.spm.target_nol")
        target_nol: TargetNol = "nol" if rule and rule.text == "nol" else "keluarkan"
        return mean_of_services(services.values(), target_nol)

    # ------------------------------------------------------------------ ceiling, steps, money
    @cached_property
    def pagu(self) -> Mapping[Kunci, Pemakaian | Gabungan]:
        """Use of the pagu of what is compared, in the whole year."""
        return self.pagu_puskesmas

    @cached_property
    def pagu_puskesmas(self) -> dict[int, Pemakaian]:
        """Use of each puskesmas's pagu in the whole year."""
        whole_year = self.cakupan.setahun
        same = whole_year.rentang == self.cakupan.rentang
        by_month = self.jumlah if same else sums.per_bulan(whole_year)
        return pemakaian_pagu(self.cakupan, self.puskesmas, by_month)

    @cached_property
    def gabungan_pagu(self) -> Gabungan:
        """All pagu together."""
        return Gabungan.dari(self.pagu_puskesmas.values())

    @cached_property
    def langkah(self) -> list[Langkah]:
        """How long each step takes."""
        return langkah(self.cakupan)

    @property
    def terlambat(self) -> list[Terlambat]:
        """Which months wait past the deadline of their step."""
        return terlambat(self.cakupan)

    @cached_property
    def uang(self) -> list[tuple[int, Period, Aliran]]:
        """The money of every approved month: puskesmas, month, amounts; oldest month first."""
        months = self.cakupan.daftar_bulan
        found = flows(months)
        return [
            (month.puskesmas_id, month.period, found[month.pk])
            for month in months
            if month.pk in found
        ]

    @cached_property
    def lunas(self) -> Lunas:
        """All of that money together."""
        return lunas(flow for _, _, flow in self.uang)

    # ------------------------------------------------------------------ names
    @cached_property
    def nama(self) -> Mapping[Kunci, str]:
        """Puskesmas by name: those at work, and closed ones with a month in the stretch."""
        return {
            unit.pk: unit.nama for unit in self.puskesmas if unit.aktif or unit.pk in self.per_anak
        }

    @property
    def puskesmas_tunggal(self) -> int | None:
        """The puskesmas, when there is just one to look at."""
        return next(iter(self.nama)) if len(self.nama) == 1 else None

    @cached_property
    def penduduk(self) -> dict[int, int | None]:
        """People per puskesmas as of its latest month that counts."""
        rows = self.cakupan.diajukan.order_by("periode", "pk")
        return dict(rows.values_list("puskesmas_id", "penduduk"))

    @cached_property
    def bulan_unit(self) -> dict[tuple[int, Period], tuple[int, str]]:
        """Key and status of every month, by (puskesmas, month), for the way down to it."""
        return {
            (month.puskesmas_id, month.period): (month.pk, month.status)
            for month in self.cakupan.daftar_bulan
        }
