"""The year's pagu of the puskesmas within reach, and what is planned of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upaya.bok.ketetapan.kinds import PAGU_BOK
from upaya.bok.ketetapan.queries import Ketetapan
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.versions import pure, standing
from upaya.regulasi.queries import DistrictRules
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class BarisPagu:
    """One puskesmas: its pagu, the plan that was written last, and what that plans."""

    pagu: int | None
    pagu_insentif: int | None
    rencana: Rencana | None
    direncanakan: int

    @property
    def sisa(self) -> int | None:
        """What is not planned yet; None while there is no pagu."""
        return None if self.pagu is None else self.pagu - self.direncanakan


def pagu_tahun(units: list[Unit], year: int, rules: DistrictRules) -> Mapping[int, BarisPagu]:
    """By puskesmas. All of one district; three queries, however many there are."""
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
    found = {}
    for unit in units:
        decreed = Ketetapan(unit, year, rules)
        planned = sum(pure(row).setahun for row in standing(by_unit.get(unit.pk, [])))
        found[unit.pk] = BarisPagu(decreed.pagu, decreed.pagu_insentif, plans.get(unit.pk), planned)
    return found


def years_with_pagu(rules: DistrictRules) -> list[int]:
    """The budget years for which the district decreed a pagu of BOK, newest first."""
    rows = rules.book.rows
    return sorted({row.in_force.year for row in rows if row.key.startswith(PAGU_BOK)}, reverse=True)
