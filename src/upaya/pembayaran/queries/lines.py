"""Lines of a payment as the treasurer reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Percobaan
from upaya.rules.pembayaran import LABELS, TONES
from upaya.rules.tax.pph21_rates import JENIS


@dataclass(frozen=True, slots=True)
class Ringkas:
    """How many lines are in a status, and their sums in rupiah."""

    status: str
    banyak: int
    bruto: int
    neto: int

    @property
    def label(self) -> str:
        """The status in words."""
        return LABELS[self.status]

    @property
    def tone(self) -> str:
        """Its colour."""
        return TONES[self.status]


def by_status(payment: Pembayaran) -> list[Ringkas]:
    """Lines by status, in the order of the table; one query."""
    rows = (
        payment.baris.order_by()
        .values_list("status")
        .annotate(banyak=Count("pk"), bruto=Sum("bruto"), neto=Sum("neto"))
    )
    found = {row[0]: Ringkas(*row) for row in rows}
    return [found[status] for status in LABELS if status in found]


def with_last_attempt(payment: Pembayaran) -> QuerySet[BarisPembayaran]:
    """The lines with method, date, reference, proof and reason of their newest attempt."""
    newest = Percobaan.objects.filter(baris=OuterRef("pk")).order_by("-nomor")
    return payment.baris.select_related("petugas").annotate(
        cara=Subquery(newest.values("kiriman__cara")[:1]),
        tanggal=Subquery(newest.values("tanggal")[:1]),
        rujukan=Subquery(newest.values("rujukan")[:1]),
        bukti=Subquery(newest.values("bukti")[:1]),
        alasan=Subquery(newest.values("alasan")[:1]),
    )


@dataclass(frozen=True, slots=True)
class JumlahPajak:
    """The tax of one kind: how many officers, gross and tax in rupiah."""

    jenis: str
    banyak: int
    bruto: int
    pajak: int

    @property
    def label(self) -> str:
        """The kind in words."""
        return JENIS[self.jenis]


def tax_totals(payment: Pembayaran) -> list[JumlahPajak]:
    """Totals per kind of tax; one query."""
    rows = (
        payment.baris.order_by("jenis_pajak")
        .values_list("jenis_pajak")
        .annotate(banyak=Count("pk"), bruto=Sum("bruto"), pajak=Sum("pajak"))
    )
    return [JumlahPajak(*row) for row in rows]


def sums(rows: Sequence[JumlahPajak]) -> dict[str, int]:
    """Sums over all kinds."""
    return {name: sum(getattr(row, name) for row in rows) for name in ("banyak", "bruto", "pajak")}
