"""Aggregates for those who look at the whole country: sums per district, never a row of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from upaya.insentif.models import Pengajuan, Perhitungan
from upaya.rules.insentif_workflow import COUNTED, DISETUJUI
from upaya.rules.money import rupiah
from upaya.wilayah.models import Kabupaten, Unit

BARS = 15


@dataclass(frozen=True, slots=True)
class Rangkuman:
    """One district's year so far, in rupiah and counts."""

    provinsi: str
    kabupaten: str
    puskesmas: int
    bulan: int
    disetujui: int
    bok_diserap: int
    insentif: int

    @property
    def per_seribu(self) -> int | None:
        """Incentive per Rp1.000 of BOK absorbed, rounded down; None without absorption."""
        return self.insentif * 1000 // self.bok_diserap if self.bok_diserap else None


def years() -> list[int]:
    """Years that have months, newest first."""
    return [day.year for day in Pengajuan.objects.order_by().dates("periode", "year", order="DESC")]


def per_kabupaten(year: int) -> list[Rangkuman]:
    """Every district, by province and name, in four queries; zeros where nothing came yet."""
    units = _by_district(
        Unit.objects.filter(jenis=Unit.Jenis.PUSKESMAS)
        .order_by()
        .values("kabupaten_id")
        .annotate(n=Count("pk"))
    )
    months = {
        row["kabupaten_id"]: row
        for row in Pengajuan.objects.filter(periode__year=year)
        .order_by()
        .values("kabupaten_id")
        .annotate(
            bulan=Count("pk", filter=Q(status__in=COUNTED)),
            disetujui=Count("pk", filter=Q(status=DISETUJUI)),
            diserap=Sum("bok_diserap", filter=Q(status__in=COUNTED)),
        )
    }
    shared = _by_district(
        Perhitungan.objects.filter(
            pengajuan__periode__year=year,
            pengajuan__status__in=COUNTED,
            round=F("pengajuan__round"),
        )
        .order_by()
        .values("kabupaten_id")
        .annotate(n=Sum(F("pool") - F("tidak_dibagi")))
    )
    return [
        Rangkuman(
            provinsi=district.provinsi,
            kabupaten=district.nama,
            puskesmas=units.get(district.pk, 0),
            bulan=months.get(district.pk, {}).get("bulan", 0),
            disetujui=months.get(district.pk, {}).get("disetujui", 0),
            bok_diserap=months.get(district.pk, {}).get("diserap") or 0,
            insentif=shared.get(district.pk) or 0,
        )
        for district in Kabupaten.objects.order_by("provinsi", "nama")
    ]


def bars(rows: list[Rangkuman]) -> list[dict[str, Any]]:
    """The districts with most incentive, for the chart: at most BARS, largest first."""
    largest = sorted(rows, key=lambda row: (-row.insentif, row.kabupaten))[:BARS]
    return [
        {"label": row.kabupaten, "value": row.insentif, "text": rupiah(row.insentif)}
        for row in largest
        if row.insentif
    ]


def _by_district(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    return {row["kabupaten_id"]: row["n"] for row in rows}
