"""How incentives lie among officers: the database finds the middle ones, nobody loads them all."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, Count, F, Max, Min, Q, QuerySet, Sum, Value, Window
from django.db.models.functions import RowNumber

from upaya.insentif.dasbor.queries.coverage import Cakupan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.rules.insentif.indicators import Sebaran
from upaya.rules.period import Period

SEMUA = 0
"""The group that holds everybody."""


def sebaran(cakupan: Cakupan, kelompok: str = "") -> dict[Any, Sebaran]:
    """Spread of what officers receive in a month, those with an amount above zero: one query.

    `kelompok` is a path from a month ("puskesmas", "periode"); "" puts all into SEMUA.
    """
    group = F(f"perhitungan__pengajuan__{kelompok}") if kelompok else Value(SEMUA)

    def over(expression: Aggregate) -> Window:
        return Window(expression, partition_by=[group])

    rows = (
        _receiving(cakupan)
        .annotate(
            urut=Window(RowNumber(), partition_by=[group], order_by="bruto"),
            banyak=over(Count("pk")),
            jumlah=over(Sum("bruto")),
            terendah=over(Min("bruto")),
            tertinggi=over(Max("bruto")),
        )
        # One middle row, two when their number is even.
        .filter(Q(urut=(F("banyak") + 1) / 2) | Q(urut=(F("banyak") + 2) / 2))
        .values_list(group, "banyak", "jumlah", "terendah", "tertinggi", "bruto")
    )
    sums: dict[Any, tuple[int, int, int, int]] = {}
    middle: dict[Any, list[int]] = {}
    for key, count, total, lowest, highest, amount in rows:
        sums[key] = (count, total, lowest, highest)
        middle.setdefault(key, []).append(amount)
    return {key: Sebaran.dari_tengah(*numbers, middle[key]) for key, numbers in sums.items()}


def orang_per_bulan(cakupan: Cakupan) -> dict[tuple[str, Period], int]:
    """How many different officers received something, by district and month: one query."""
    of = "perhitungan__pengajuan__"
    rows = (
        _receiving(cakupan)
        .values_list(f"{of}kabupaten", f"{of}periode")
        .annotate(orang=Count("petugas", distinct=True))
    )
    return {(code, Period.of(first)): people for code, first, people in rows}


def _receiving(cakupan: Cakupan) -> QuerySet[PerhitunganPetugas]:
    rows: QuerySet[PerhitunganPetugas] = PerhitunganPetugas.objects.filter(
        perhitungan__in=cakupan.hitungan.values("pk"), bruto__gt=0
    )
    return rows.order_by()
