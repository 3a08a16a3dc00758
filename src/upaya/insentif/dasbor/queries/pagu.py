"""Use of each puskesmas's pagu insentif in the year, with what December may bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upaya.insentif.dasbor.queries.coverage import Cakupan
from upaya.insentif.dasbor.queries.sums import Kunci
from upaya.regulasi.queries import pagu_insentif_semua
from upaya.rules.insentif.indicators import MonthSums, Pemakaian, pemakaian
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


def pemakaian_pagu(
    cakupan: Cakupan, units: Sequence[Unit], setahun: Mapping[tuple[Kunci, Period], MonthSums]
) -> dict[int, Pemakaian]:
    """By puskesmas, from the whole year's sums by (puskesmas, month): one query."""
    ceilings = pagu_insentif_semua(units, cakupan.rentang.tahun)
    months = cakupan.setahun.bulan_berinsentif
    used: dict[int, dict[Period, int]] = {unit.pk: {} for unit in units}
    for (unit, month), sums in setahun.items():
        if unit in used:
            used[unit][month] = sums.insentif
    return {pk: pemakaian(ceilings.get(pk), by_month, months) for pk, by_month in used.items()}
