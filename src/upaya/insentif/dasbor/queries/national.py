"""The country, a province or a district in aggregates: no puskesmas, no person.

Whoever looks at the nation reads no row of anybody, so these queries do not go through the scope:
they group by province or district before anything is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, Count, F, Min, QuerySet, Subquery, Sum, Value
from django.utils import timezone

from upaya.core import clock
from upaya.core.models import WorkflowLog
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.queries.coverage import KABUPATEN, PROVINSI, Cakupan
from upaya.insentif.dasbor.queries.figures import Dasbor, Lunas
from upaya.insentif.dasbor.queries.spread import SEMUA, orang_per_bulan, sebaran
from upaya.insentif.dasbor.queries.steps import Langkah, langkah
from upaya.insentif.dasbor.queries.sums import Kunci, terbagi
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import BarisPembayaran, Pembayaran
from upaya.regulasi.queries import pagu_insentif_semua
from upaya.rules.insentif.indicators import TANPA_PENERIMA, Gabungan, Pemakaian, Sebaran
from upaya.rules.insentif.ketentuan import ada_ketentuan
from upaya.rules.insentif.road import APPROVED, DIBAYAR, INSENTIF
from upaya.rules.pembayaran import BERHASIL
from upaya.rules.period import Period
from upaya.rules.rentang import Rentang
from upaya.wilayah.models import Kabupaten, Unit

BATAS_ORANG = "dasbor.petugas_paling_sedikit"


@dataclass(frozen=True, slots=True)
class Daerah:
    """What is looked at: a district, else a province, else the country ("" and None)."""

    provinsi: str = ""
    kabupaten: Kabupaten | None = None

    @property
    def nama(self) -> str:
        """Its name."""
        return self.kabupaten.nama if self.kabupaten else self.provinsi or "Indonesia"

    @property
    def anak(self) -> str:
        """What is compared within it."""
        return KABUPATEN if self.provinsi else PROVINSI


def cakupan_nasional(daerah: Daerah, rentang: Rentang) -> Cakupan:
    """The months of an area."""
    months: QuerySet[Pengajuan] = Pengajuan.objects.all()
    units: QuerySet[Unit] = Unit.objects.filter(jenis=Unit.Jenis.PUSKESMAS)
    code = daerah.kabupaten.kode if daerah.kabupaten else None
    if code:
        months, units = months.filter(kabupaten=code), units.filter(kabupaten=code)
    elif daerah.provinsi:
        where = {"kabupaten__provinsi": daerah.provinsi}
        months, units = months.filter(**where), units.filter(**where)
    return Cakupan(months, units, rentang, code, daerah.anak)


@dataclass
class DasborNasional(Dasbor):
    """The same figures for those who may see no row. `kabupaten` are all districts by key.

    A district counts per officer only when in each of its months enough officers received
    something: else a few could be recognised, and its figures could be told from its province's.
    """

    daerah: Daerah = field(default_factory=Daerah)
    kabupaten: Mapping[str, Kabupaten] = field(default_factory=dict)

    @cached_property
    def puskesmas(self) -> list[Unit]:
        """Every puskesmas looked at, as far as counts and pagu need it."""
        return list(self.cakupan.unit.only("nama", "slug", "kabupaten"))

    # ------------------------------------------------------------------ officers
    @cached_property
    def batas_orang(self) -> int:
        """How many officers are enough; 1 before there are rules, when nobody receives any."""
        rule = self.cakupan.tafsir.aturan(BATAS_ORANG)
        return rule.integer if rule else 1

    @cached_property
    def tertutup(self) -> frozenset[str]:
        """Districts with a month in which too few officers received something."""
        counts = orang_per_bulan(self.cakupan)
        return frozenset(code for (code, _), people in counts.items() if people < self.batas_orang)

    @property
    def _terbuka(self) -> Cakupan:
        if not self.tertutup:
            return self.cakupan
        return replace(self.cakupan, semua=self.cakupan.semua.exclude(kabupaten__in=self.tertutup))

    @cached_property
    def sebaran(self) -> Sebaran | None:
        return sebaran(self._terbuka).get(SEMUA)

    @cached_property
    def sebaran_bulan(self) -> dict[Period, Sebaran]:
        return {Period.of(day): found for day, found in sebaran(self._terbuka, "periode").items()}

    @cached_property
    def sebaran_anak(self) -> dict[Kunci, Sebaran]:
        return sebaran(self._terbuka, self.cakupan.anak)

    @property
    def tanpa_sebaran(self) -> str:
        if not self.tertutup:
            return TANPA_PENERIMA
        return f"tidak ditampilkan, karena petugasnya kurang dari {self.batas_orang}"

    # ------------------------------------------------------------------ ceiling, steps, money
    @cached_property
    def pagu(self) -> Mapping[Kunci, Gabungan]:
        return {key: Gabungan.dari(uses) for key, uses in self._pakai.items()}

    @cached_property
    def gabungan_pagu(self) -> Gabungan:
        return Gabungan.dari(use for uses in self._pakai.values() for use in uses)

    @cached_property
    def _pakai(self) -> dict[Kunci, list[Pemakaian]]:
        """Use of every puskesmas's pagu, by what is compared: two queries."""
        units = self.puskesmas
        year = self.cakupan.rentang.tahun
        ceilings = pagu_insentif_semua(units, year)
        rows = self.cakupan.setahun.hitungan.values("pengajuan__puskesmas").annotate(
            terpakai=Sum(terbagi()), terisi=Count("pk")
        )
        used = {row["pengajuan__puskesmas"]: (row["terpakai"], row["terisi"]) for row in rows}
        found: dict[Kunci, list[Pemakaian]] = {}
        for unit in units:
            made = Pemakaian(
                ceilings.get(unit.pk), *used.get(unit.pk, (0, 0)), self._setahun(unit.kabupaten_id)
            )
            found.setdefault(self._kunci(unit.kabupaten_id), []).append(made)
        return found

    def _kunci(self, code: str | None) -> Kunci:
        return code if self.cakupan.anak == KABUPATEN else self.kabupaten[code or ""].provinsi

    def _setahun(self, code: str | None) -> int:
        """How many months of the year have rules; districts without a text share the nation's."""
        district = code if code in self.cakupan.buku.districts else None
        if district not in self._banyak_bulan:
            year = self.cakupan.setahun.rentang
            months = [m for m in year if ada_ketentuan(self.cakupan.buku, m, district)]
            self._banyak_bulan[district] = len(months)
        return self._banyak_bulan[district]

    @cached_property
    def _banyak_bulan(self) -> dict[str | None, int]:
        return {}

    @cached_property
    def langkah(self) -> list[Langkah]:
        """Days per step, of a province or a district; the whole country's log is too long."""
        return langkah(self.cakupan) if self.daerah.provinsi else []

    @cached_property
    def lunas(self) -> Lunas:
        """Owed is what a list of payments says; before there is one, the incentive itself."""
        approved = self.cakupan.diajukan.filter(status__in=APPROVED).order_by()
        keys, waiting = approved.values("pk"), approved.exclude(status=DIBAYAR).values("pk")
        listed = Pembayaran.objects.filter(sumber=SUMBER, sumber_id__in=keys)
        lines = BarisPembayaran.objects.filter(
            pembayaran__sumber=SUMBER, pembayaran__sumber_id__in=keys
        )
        unlisted = self.cakupan.hitungan.filter(pengajuan__in=keys).exclude(
            pengajuan__in=listed.values("sumber_id")
        )
        logs = WorkflowLog.objects.filter(
            workflow=INSENTIF.name, move="setujui", subject_id__in=waiting
        )
        # One row of any table carries the five answers: one question.
        asked = Kabupaten.objects.order_by().values_list(
            _one(lines, Sum("bruto")),
            _one(lines.filter(status=BERHASIL), Sum("bruto")),
            _one(unlisted, Sum(F("pool") - F("tidak_dibagi"))),
            _one(logs, Count("subject_id", distinct=True)),
            _one(logs, Min("at")),
        )
        owed, paid, own, late, oldest = asked.first() or (None,) * 5
        days = (clock.today() - timezone.localtime(oldest).date()).days if oldest else None
        return Lunas((owed or 0) + (own or 0), paid or 0, late or 0, days)

    # ------------------------------------------------------------------ names and counts
    @cached_property
    def nama(self) -> Mapping[Kunci, str]:
        """What is compared, by name: provinces, or the districts of one."""
        if not self.daerah.provinsi:
            return {name: name for name in sorted({k.provinsi for k in self.kabupaten.values()})}
        if self.daerah.kabupaten:
            return {self.daerah.kabupaten.kode: self.daerah.kabupaten.nama}
        return {
            code: row.nama
            for code, row in self.kabupaten.items()
            if row.provinsi == self.daerah.provinsi
        }

    @property
    def puskesmas_tunggal(self) -> None:
        """No way leads down to a puskesmas from here."""

    @cached_property
    def banyak_puskesmas(self) -> dict[Kunci, int]:
        """Puskesmas by what is compared."""
        return Counter(self._kunci(unit.kabupaten_id) for unit in self.puskesmas)

    @property
    def banyak_disetujui(self) -> dict[Kunci, int]:
        """Months that were approved, by what is compared."""
        return {key: sums.disetujui for key, sums in self.per_anak.items()}


def _one(rows: QuerySet[Any], answer: Aggregate) -> Subquery:
    """One aggregate over all these rows, for a query that asks for several."""
    whole = rows.order_by().annotate(seluruh=Value(1)).values("seluruh")
    return Subquery(whole.annotate(jawaban=answer).values("jawaban"))
