"""What can be gathered, what the budget leaves, what is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from upaya.core.scope import Scope
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.telaah.models import Keberatan
from upaya.pembayaran.models import RekeningPembantu
from upaya.regulasi.queries import rulebook_for
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.klaim import Masa
from upaya.rules.jamkesda.kumpulan import (
    PAGU,
    KlaimDisetujui,
    Utang,
    penghalang,
    susun,
    utang,
)
from upaya.rules.jamkesda.kumpulan import Kumpulan as Susunan
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Anggaran:
    """The ceiling of a budget year and what batches took of it, in rupiah; None: none decreed."""

    tahun: int
    pagu: int | None
    terpakai: int

    @property
    def sisa(self) -> int:
        """What it leaves; without a ceiling nothing."""
        return (self.pagu or 0) - self.terpakai


def anggaran(district: str, tahun: int) -> Anggaran:
    """The budget of a year; the ceiling is the district's own decree in force on its last day."""
    found = rulebook_for(district).find(PAGU, date(tahun, 12, 31), district)
    living = Kumpulan.objects.filter(kabupaten=district, tahun=tahun).exclude(status=jalan.DIBALIK)
    used = living.aggregate(n=Sum("total"))["n"] or 0
    return Anggaran(tahun, found.integer if found else None, used)


@dataclass(frozen=True, slots=True)
class Usulan:
    """A batch before it is closed: what would enter, and why it cannot be closed."""

    susunan: Susunan
    anggaran: Anggaran
    halangan: tuple[str, ...]
    nama: Mapping[str, str]

    @property
    def baris(self) -> list[tuple[str, int, int]]:
        """By provider: name, how many claims, rupiah."""
        return [(self.nama[one.ppk], len(one.klaim), one.jumlah) for one in self.susunan.bagian]


def usulan(district: str, periode: Masa, tahun: int, claims: Sequence[Klaim]) -> Usulan:
    """What the batch of a period would be.

    `claims` are the approved ones whose discharge lies in it, with their units.
    """
    budget = anggaran(district, tahun)
    found = susun(
        (KlaimDisetujui(str(one.pk), str(one.unit_id), one.keluar, one.disetujui or 0)
         for one in claims),
        periode, budget.sisa,
    )  # fmt: skip
    closed = Kumpulan.objects.filter(kabupaten=district).exclude(status=jalan.DIBALIK)
    periods = [Masa(*row) for row in closed.order_by().values_list("mulai", "sampai")]
    said = list(penghalang(found, periods))
    if budget.pagu is None:
        said.insert(0, f"Pagu Jamkesda tahun {tahun} belum ditetapkan. Admin Dinas mengusulkannya "
                    "lewat Aturan, Kepala Dinas menyetujuinya.")  # fmt: skip
    names = {str(one.unit_id): str(one.unit.nama) for one in claims}
    return Usulan(found, budget, tuple(said), names)


def disetujui(district: str, periode: Masa) -> list[Klaim]:
    """Approved claims that no batch holds, by their discharge; an open objection holds one back."""
    rows = Klaim.objects.filter(
        kabupaten=district, status=jalan.DISETUJUI,
        keluar__range=(periode.mulai, periode.sampai),
    )  # fmt: skip
    objected = tertahan(district)
    listed = rows.select_related("unit").defer("masukan").order_by("pk")
    return [one for one in listed if one.pk not in objected]


def tertahan(district: str) -> frozenset[int]:
    """Claims with an objection that nobody has answered: they enter no batch."""
    waits = Keberatan.objects.filter(
        klaim__kabupaten=district, status=Keberatan.Status.DIAJUKAN
    ).order_by()
    return frozenset(waits.values_list("klaim_id", flat=True))


@dataclass(frozen=True, slots=True)
class BagianPpk:
    """What one provider gets of a batch."""

    unit: Unit
    banyak: int
    jumlah: int


def bagian(kumpulan: Kumpulan) -> list[BagianPpk]:
    """By provider, in the order of their names; what was reversed is shown as it was."""
    rows = (
        IsiKumpulan.objects.filter(kumpulan=kumpulan)
        .order_by()
        .values("unit")
        .annotate(banyak=Count("pk"), jumlah=Sum("jumlah"))
    )
    found = {row["unit"]: row for row in rows}
    units = Unit.objects.filter(pk__in=found).order_by("nama", "pk")
    return [BagianPpk(one, found[one.pk]["banyak"], found[one.pk]["jumlah"]) for one in units]


def rekening(units: Sequence[int], day: date) -> dict[int, RekeningPembantu]:
    """The account of each unit in force on a day."""
    rows = RekeningPembantu.objects.filter(unit__in=units, status="disetujui", mulai__lte=day)
    return {row.unit_id: row for row in rows.order_by("mulai", "pk")}


def utang_per_ppk(scope: Scope, day: date) -> tuple[list[tuple[str, Utang]], int]:
    """What is owed to each provider by age, with its name; and the sum of all, in rupiah."""
    rows = Klaim.objects.for_scope(scope).filter(
        status__in=[jalan.DISETUJUI, jalan.DIKUMPULKAN], keluar__lte=day
    )
    said = rows.order_by().values_list("pk", "unit_id", "keluar", "disetujui")
    found = utang((KlaimDisetujui(str(pk), str(unit), out, left or 0)
                   for pk, unit, out, left in said), day)  # fmt: skip
    keys = [int(one.ppk) for one in found]
    names = dict(Unit.objects.filter(pk__in=keys).order_by().values_list("pk", "nama"))
    listed = sorted(((str(names[int(one.ppk)]), one) for one in found), key=lambda pair: pair[0])
    return listed, sum(one.jumlah for one in found)
