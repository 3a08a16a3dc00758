"""The figure of poverty letters by district; families are people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from upaya.core.nasional import AngkaDaerah, Sebulan
from upaya.supermiskol.surat.models import SuratMiskin


def _terbit(kabupaten: Collection[str], awal: date, akhir: date) -> Iterator[Sebulan]:
    letters = SuratMiskin.objects.filter(kabupaten__in=kabupaten, terbit__range=(awal, akhir))
    rows = letters.order_by().values("kabupaten", bulan=ExtractMonth("terbit"))
    for row in rows.annotate(banyak=Count("pk")):
        yield Sebulan(row["kabupaten"], row["bulan"], row["banyak"], row["banyak"])


TERBIT = AngkaDaerah(
    kode="supermiskol",
    judul="Surat miskin terbit",
    definisi="Surat miskin yang terbit dalam rentang itu, juga yang kemudian dicabut.",
    kind="angka",
    hitung=_terbit,
)
