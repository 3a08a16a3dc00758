"""Payees alike by name and village, one without a NIK, paid for a day: flagged, never refused.

Two people may share a name: whoever pays is told at once, whoever watches reads it later.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from upaya.bok.kas.models_belanja import HariDibayar
from upaya.rules.period import tanggal
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Mirip:
    """A day that was paid, and where and on what the same name and village was paid for first.

    `unit` is None where that payment was taken back since.
    """

    hari: HariDibayar
    unit: Unit | None
    kegiatan: str

    @property
    def kalimat(self) -> str:
        """Of the other payment only where, when and on what."""
        row = self.hari
        said = f"{row.penerima.nama}, {row.penerima.desa or 'tanpa desa'}, {tanggal(row.hari)}"
        if self.unit is None:
            return said
        return f"{said}: juga dibayar {self.unit.sebutan}, “{self.kegiatan}”"


def flagged(rows: QuerySet[HariDibayar], most: int) -> list[Mirip]:
    """The newest of those that are flagged and stand, each with the first; one query."""
    two_nik = Q(pasti=True) & Q(pasti=OuterRef("pasti"))  # two people, whatever they are called
    others = HariDibayar.objects.filter(
        Q(tanda=OuterRef("tanda")) | (Q(serupa=OuterRef("serupa")) & ~two_nik),
        kabupaten=OuterRef("kabupaten"),
        hari=OuterRef("hari"),
        kelompok=OuterRef("kelompok"),
        dibalik=None,
    )
    first = others.exclude(pk=OuterRef("pk")).order_by("pk")
    found = (
        rows.filter(mirip=True, dibalik=None)
        .select_related("unit", "penerima")
        .annotate(
            pertama_unit=Subquery(first.values("unit__nama")[:1]),
            pertama_jenis=Subquery(first.values("unit__jenis")[:1]),
            pertama_kegiatan=Subquery(first.values("kegiatan")[:1]),
        )
        .order_by("-pk")
    )
    return [
        Mirip(
            row,
            # As far as a sentence names it.
            Unit(nama=row.pertama_unit, jenis=row.pertama_jenis) if row.pertama_unit else None,
            row.pertama_kegiatan or "",
        )
        for row in found[:most]
    ]
