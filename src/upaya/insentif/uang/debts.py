"""What each officer is owed with a month: the frozen share, and earlier months' differences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi.models import (
    PelunasanSelisih,
    PenyelesaianSelisih,
    SelisihPetugas,
)
from upaya.pegawai.models import Petugas
from upaya.pembayaran.services.lines import Tagihan
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.selisih import lunasi


@dataclass(frozen=True, slots=True)
class Utang:
    """What one officer is owed with a month, and which open differences it settles by how much."""

    tagihan: Tagihan
    pelunasan: tuple[tuple[int, int], ...]


def debts(month: Pengajuan) -> list[Utang]:
    """What is owed with an approved month, by name; those come last who only settle a difference.

    Two queries, read from the frozen shares and open corrections: nothing is computed here.
    """
    shares = (
        PerhitunganPetugas.objects.filter(
            perhitungan__pengajuan=month, perhitungan__round=F("perhitungan__pengajuan__round")
        )
        .select_related("petugas")
        .order_by("petugas__nama", "pk")
    )
    officers: dict[int, Petugas] = {}
    amounts: dict[int, int] = {}
    for share in shares:
        officers[share.petugas_id], amounts[share.petugas_id] = share.petugas, share.bruto
    open_ones = _open_differences(month)
    officers |= {pk: ones[0].row.petugas for pk, ones in open_ones.items()}
    return [
        _debt(month, officer, amounts.get(pk, 0), open_ones.get(pk, []))
        for pk, officer in officers.items()
    ]


@dataclass(frozen=True, slots=True)
class _Open:
    """A difference that is not settled yet, and how much of it."""

    row: SelisihPetugas
    amount: int


def open_amount() -> CombinedExpression:
    """What is left of a difference: less what months settled, and what was closed otherwise.

    The one place that says so; below zero it is owed by the officer.
    """
    settled = PelunasanSelisih.objects.filter(bagian=OuterRef("pk"))
    closed = PenyelesaianSelisih.objects.filter(bagian=OuterRef("pk"), status="disetujui")
    return F("selisih") - _sum(settled) + _sum(closed)


def _sum(rows: QuerySet[Any]) -> Coalesce:
    total = rows.order_by().values("bagian").annotate(total=Sum("jumlah")).values("total")
    return Coalesce(Subquery(total), 0, output_field=BigIntegerField())


def _open_differences(month: Pengajuan) -> dict[int, list[_Open]]:
    """By officer: approved corrections of earlier months that are not settled, oldest first."""
    rows = (
        SelisihPetugas.objects.filter(
            koreksi__pengajuan__puskesmas_id=month.puskesmas_id,
            koreksi__pengajuan__periode__lt=month.periode,
            koreksi__status=road_koreksi.DISETUJUI,
        )
        .select_related("petugas", "koreksi__pengajuan")
        .annotate(terbuka=open_amount())
        .exclude(terbuka=0)
        .order_by("koreksi__pengajuan__periode", "koreksi__nomor", "pk")
    )
    found: dict[int, list[_Open]] = defaultdict(list)
    for row in rows:
        found[row.petugas_id].append(_Open(row, row.terbuka))
    return found


def _debt(month: Pengajuan, officer: Petugas, share: int, open_ones: list[_Open]) -> Utang:
    settled = lunasi(share, [one.amount for one in open_ones])
    paid = [(one.row, part) for one, part in zip(open_ones, settled, strict=True) if part]
    parts = [(f"Insentif UKM {month.period.nama}", share)] if share else []
    parts += [(row.uraian, part) for row, part in paid]
    return Utang(Tagihan(officer, tuple(parts)), tuple((row.pk, part) for row, part in paid))
