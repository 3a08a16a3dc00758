"""The year's pagu of the puskesmas within reach, and what is planned of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from upaya.bok.ketetapan.keys import PAGU_BOK
from upaya.bok.ketetapan.queries import Ketetapan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.versions import pure, standing
from upaya.bok.serapan.queries import spent_by
from upaya.core.templatetags.upaya import persen
from upaya.regulasi.queries import DistrictRules
from upaya.rules.bok.anggaran import Anggaran, silpa
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class BarisPagu:
    """One puskesmas: its pagu and what the year before left, the plan written last, its figures."""

    pagu: int | None = None
    silpa: int = 0
    pagu_insentif: int | None = None
    rencana: Rencana | None = None
    angka: Anggaran = field(default_factory=Anggaran)

    @property
    def belum_direncanakan(self) -> int | None:
        """What is not planned yet; None while there is no pagu."""
        return None if self.pagu is None else self.pagu + self.silpa - self.angka.perubahan

    @property
    def sisa_dana(self) -> int | None:
        """What the year would leave if it ended now; None while there is no pagu."""
        if self.pagu is None:
            return None
        return silpa(self.pagu, self.silpa, self.angka.realisasi)


@dataclass(frozen=True, slots=True)
class Ringkas:
    """The year of all puskesmas of a board in a sentence and three figures."""

    dana: int
    perubahan: int
    realisasi: int
    tanpa_pagu: int

    @classmethod
    def of(cls, rows: Collection[BarisPagu]) -> Ringkas:
        """What the rows come to."""
        return cls(
            sum((row.pagu or 0) + row.silpa for row in rows),
            sum(row.angka.perubahan for row in rows),
            sum(row.angka.realisasi for row in rows),
            sum(row.pagu is None for row in rows),
        )

    @property
    def belum(self) -> int:
        """What is not planned yet; below zero when more is planned than there is."""
        return self.dana - self.perubahan

    @property
    def sisa(self) -> int:
        """What is planned and not paid yet."""
        return self.perubahan - self.realisasi

    @property
    def kesimpulan(self) -> str:
        """How much of the money is spent, in words."""
        if not self.dana:
            return "pagunya belum ditetapkan"
        return f"{persen(Fraction(self.realisasi, self.dana), 1)} dananya sudah dibayar"


def pagu_tahun(units: list[Unit], year: int, rules: DistrictRules) -> Mapping[int, BarisPagu]:
    """By puskesmas. All of one district; a fixed number of queries, however many there are."""
    plans: dict[int, Rencana] = {}
    for plan in Rencana.objects.filter(puskesmas__in=units, tahun=year).order_by("nomor"):
        plans[plan.puskesmas_id] = plan
    rows = (
        KegiatanRencana.objects.filter(rencana__puskesmas__in=units, rencana__tahun=year)
        .select_related("rencana")
        .prefetch_related("rincian")
        .order_by("kunci", "rencana__nomor")
    )
    by_unit: dict[int, list[KegiatanRencana]] = {}
    for row in rows:
        by_unit.setdefault(row.rencana.puskesmas_id, []).append(row)
    paid = spent_by([unit.pk for unit in units], year)
    found = {}
    for unit in units:
        decreed, written = Ketetapan(unit, year, rules), by_unit.get(unit.pk, [])
        figures = Anggaran(
            sum(pure(row).setahun for row in standing(r for r in written if not r.rencana.nomor)),
            sum(pure(row).setahun for row in standing(written)),
            paid[unit.pk].total,
        )
        found[unit.pk] = BarisPagu(
            decreed.pagu, decreed.silpa, decreed.pagu_insentif, plans.get(unit.pk), figures
        )
    return found


def years_with_pagu(rules: DistrictRules) -> list[int]:
    """The budget years for which the district decreed a pagu of BOK, newest first."""
    rows = rules.book.rows
    return sorted({row.in_force.year for row in rows if row.key.startswith(PAGU_BOK)}, reverse=True)
