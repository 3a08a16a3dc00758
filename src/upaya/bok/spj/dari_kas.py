"""What the cash book says of an activity: who was paid for which days; nobody types it anew.

Payments that were taken back are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Sum

from upaya.bok.kas.models import Mutasi
from upaya.bok.kas.models_belanja import HariDibayar, PenerimaBelanja
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.rules.bok.hari_ganda import HARIAN, TRANSPOR

_COLUMN: Mapping[str, str] = {TRANSPOR: "transport", HARIAN: "uang_harian"}
"""The column of an SPJ for each kind of payment of days; others are its sum."""


@dataclass(slots=True)
class Terbayar:
    """Somebody whom the book paid: as what, on which days, how much of each column in rupiah."""

    nama: str
    sebagai: str
    hari: set[date] = field(default_factory=set)
    uang: dict[str, int] = field(default_factory=dict)


def paid_people(report: Pelaksanaan) -> list[Terbayar]:
    """Who was paid on an activity, each once, in the order of the book; two queries."""
    rows = (
        PenerimaBelanja.objects.filter(
            belanja__pelaksanaan=report, belanja__mutasi__pembalik__isnull=True
        )
        .prefetch_related(
            Prefetch("hari", HariDibayar.objects.filter(dibalik=None).order_by("hari", "pk"))
        )
        .order_by("belanja__mutasi__hari", "belanja", "urutan")
    )
    found: dict[tuple[int | None, str, str], Terbayar] = {}
    for row in rows:
        as_what = "Petugas" if row.petugas_id else row.desa
        one = found.setdefault((row.petugas_id, row.nama, row.desa), Terbayar(row.nama, as_what))
        one.hari |= {day.hari for day in row.hari.all()}
        column = _COLUMN.get(row.macam, "jumlah")
        one.uang[column] = one.uang.get(column, 0) + row.jumlah
    return list(found.values())


def paid_by_book(report: Pelaksanaan) -> int:
    """All that the book paid on an activity, in rupiah; 0 where it names it nowhere."""
    rows = Mutasi.objects.filter(dokumen__pelaksanaan=report, pembalik__isnull=True)
    return int(rows.aggregate(found=Sum("jumlah"))["found"] or 0)
