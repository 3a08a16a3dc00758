"""The figure of e-Jamkesda by district."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Sum
from django.db.models.functions import ExtractMonth

from upaya.core.nasional import AngkaDaerah, Sebulan
from upaya.jamkesda.kumpulan.models import Kumpulan
from upaya.rules.jamkesda import road_klaim


def _dibayar(kabupaten: Collection[str], awal: date, akhir: date) -> Iterator[Sebulan]:
    """Batches that were paid whole, by the day they were; claims are patients."""
    paid = Kumpulan.objects.filter(
        kabupaten__in=kabupaten,
        status=road_klaim.DIBAYAR,
        selesai_pada__date__range=(awal, akhir),
    )
    rows = paid.order_by().values("kabupaten", bulan=ExtractMonth("selesai_pada"))
    for row in rows.annotate(nilai=Sum("total"), orang=Sum("banyak")):
        yield Sebulan(row["kabupaten"], row["bulan"], row["nilai"], row["orang"])


DIBAYAR = AngkaDaerah(
    kode="jamkesda",
    judul="Klaim Jamkesda dibayar",
    definisi="Klaim dalam kumpulan yang dibayar seluruhnya dalam rentang itu.",
    kind="rupiah",
    hitung=_dibayar,
)
