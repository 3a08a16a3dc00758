"""What can be compared: the frozen calculations of a district's months, and their fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, F, QuerySet

from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.koreksi.models import Koreksi
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import pagu_insentif
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.insentif.road import COUNTED
from upaya.rules.insentif.serial import bulan_from_dict
from upaya.rules.insentif.simulation import BulanSimulasi, PuskesmasSimulasi
from upaya.rules.period import Period
from upaya.rules.scenario import Skenario
from upaya.wilayah.models import Unit

_WRITE_EVERY = 5
"""Puskesmas between two signs of life: often enough to watch, seldom enough to cost nothing."""


def frozen(
    kabupaten: str, bulan: Sequence[str] = (), puskesmas: Sequence[int] = ()
) -> QuerySet[Perhitungan]:
    """The calculations that stand: of the latest round of every month that was submitted.

    `bulan` and `puskesmas` narrow; empty ones do not.
    """
    rows = Perhitungan.objects.filter(
        kabupaten_id=kabupaten,
        pengajuan__status__in=COUNTED,
        round=F("pengajuan__round"),
    )
    if bulan:
        rows = rows.filter(pengajuan__periode__in=[Period.parse(m).first_day for m in bulan])
    if puskesmas:
        rows = rows.filter(pengajuan__puskesmas_id__in=puskesmas)
    return rows.order_by("pk")


def months(kabupaten: str, puskesmas: Sequence[int] = ()) -> list[tuple[Period, int]]:
    """Months that can be compared, oldest first, each with how many puskesmas submitted it."""
    rows = (
        frozen(kabupaten, (), puskesmas)
        .order_by("pengajuan__periode")
        .values_list("pengajuan__periode")
        .annotate(n=Count("pk"))
    )
    return [(Period.of(day), number) for day, number in rows]


@dataclass(frozen=True, slots=True)
class Terpilih:
    """One month that is read: its frozen calculation, or its last approved correction."""

    model: type[Perhitungan | Koreksi]
    pk: int
    sidik: str
    unit: int


@dataclass(frozen=True, slots=True)
class Pilihan:
    """The months that a simulation reads, fixed at one moment: such rows never change.

    `units` are key, name and code of their puskesmas, by name.
    """

    rows: tuple[Terpilih, ...]
    units: tuple[tuple[int, str, str], ...]

    def of(self, unit: int) -> list[Perhitungan | Koreksi]:
        """The rows of one puskesmas, in at most two queries."""
        found: list[Perhitungan | Koreksi] = []
        for model in (Perhitungan, Koreksi):
            keys = [row.pk for row in self.rows if row.unit == unit and row.model is model]
            if keys:
                found += model.objects.filter(pk__in=keys).order_by("pk")
        return found


def pick(kabupaten: str, bulan: Sequence[str] = (), puskesmas: Sequence[int] = ()) -> Pilihan:
    """What stands now of the chosen months, in three queries: a correction before what it mends."""
    chosen = frozen(kabupaten, bulan, puskesmas)
    mended = {
        month: (pk, sidik)
        for month, pk, sidik in Koreksi.objects.filter(
            kabupaten_id=kabupaten, status=road_koreksi.DISETUJUI
        )
        .order_by("nomor", "pk")
        .values_list("pengajuan_id", "pk", "sidik")
    }
    columns = ("pk", "sidik", "pengajuan_id", "pengajuan__puskesmas_id")
    rows = tuple(
        Terpilih(Koreksi, *mended[month], unit)
        if month in mended
        else Terpilih(Perhitungan, pk, sidik, unit)
        for pk, sidik, month, unit in chosen.values_list(*columns)
    )
    units = Unit.objects.filter(pk__in={row.unit for row in rows})
    return Pilihan(rows, tuple(units.order_by("nama", "pk").values_list("pk", "nama", "slug")))


def fingerprint(kabupaten: str, skenario: Skenario, pilihan: Pilihan) -> str:
    """SHA-256 of all that goes in: the scenario, the frozen months, the district's own rules."""
    decrees = BarisAturan.objects.filter(kabupaten_id=kabupaten, status="disetujui").order_by("pk")
    content = {
        "skenario": skenario.to_dict(),
        "bulan": [(row.model.__name__, row.pk, row.sidik) for row in pilihan.rows],
        "aturan": list(decrees.values_list("pk", flat=True)),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stream(
    pilihan: Pilihan, skenario: Skenario, progress: Callable[[int], None]
) -> Iterator[PuskesmasSimulasi]:
    """One puskesmas after the other; `progress` hears how many are done, and may raise to stop."""
    changes_pagu = any(key.startswith(PAGU) for key in skenario.nilai)
    for done, (unit, nama, slug) in enumerate(pilihan.units):
        if done % _WRITE_EVERY == 0:
            progress(done)
        yield PuskesmasSimulasi(
            str(unit),
            nama,
            [
                _month(row, slug, _pagu(row, unit) if changes_pagu else None)
                for row in pilihan.of(unit)
            ],
        )


def _pagu(row: Perhitungan | Koreksi, unit: int) -> int | None:
    year = Period.parse(row.masukan["periode"]).year
    return pagu_insentif(row.kabupaten_id, unit, year, row.diketahui_pada)


def _month(row: Perhitungan | Koreksi, slug: str, pagu: int | None) -> BulanSimulasi:
    moment = row.dibekukan_pada if isinstance(row, Perhitungan) else row.diusulkan_pada
    bulan, _ = bulan_from_dict(row.masukan)
    shares = zip(row.hasil["lapangan"], row.hasil["manajemen"], strict=True)
    return BulanSimulasi(
        # A changed pagu is that of the code the puskesmas has now, not when it submitted.
        bulan=replace(bulan, kode_puskesmas=slug),
        diketahui=row.diketahui_pada,
        urutan=int(moment.timestamp() * 1_000_000),  # when it took from the year's pagu
        bruto=tuple(field + management for field, management in shares),
        pagu=pagu,
    )
