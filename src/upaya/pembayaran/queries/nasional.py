"""What was paid by district and month: sums for who looks at the nation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth

from upaya.core.nasional import Sebulan
from upaya.pembayaran.models import Percobaan
from upaya.rules.pembayaran import BERHASIL


def dibayar(sumber: str, kabupaten: Collection[str], awal: date, akhir: date) -> Iterator[Sebulan]:
    """Rupiah before tax that reached people, by the day it did; one query."""
    paid = Percobaan.objects.filter(
        status=BERHASIL,
        tanggal__range=(awal, akhir),
        kabupaten__in=kabupaten,
        baris__pembayaran__sumber=sumber,
    )
    rows = paid.order_by().values("kabupaten", bulan=ExtractMonth("tanggal"))
    for row in rows.annotate(
        nilai=Sum("baris__bruto"), orang=Count("baris__penerima", distinct=True)
    ):
        yield Sebulan(row["kabupaten"], row["bulan"], row["nilai"], row["orang"])
