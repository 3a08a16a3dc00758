"""A payment to institutions: a line for each, into its approved account.

PPh 21 is a tax of persons; what is withheld from an institution is a parameter of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.second import ProposalStatus
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, RekeningPembantu
from upaya.pembayaran.services.lines import Asal
from upaya.regulasi.queries import rulebook_for
from upaya.rules.tax.lembaga import TARIF, pajak_lembaga

_UNIT = "unit-"
ACCOUNT = ("bank", "rekening", "nama_rekening")
_WORDS = 200
"""Signs of the legal basis that a line keeps."""


@dataclass(frozen=True, slots=True)
class TagihanLembaga:
    """What is owed to one institution: its name, its account, and the parts in rupiah."""

    nama: str
    rekening: RekeningPembantu
    rincian: tuple[tuple[str, int], ...]

    @property
    def bruto(self) -> int:
        """The sum of the parts, in rupiah."""
        return sum(amount for _, amount in self.rincian)


def unit_of(line: BarisPembayaran) -> int | None:
    """The institution that a line pays; None when it pays a person."""
    if line.petugas_id is not None or not line.penerima.startswith(_UNIT):
        return None
    return int(line.penerima.removeprefix(_UNIT))


def accounts_on(lines: Iterable[BarisPembayaran], day: date) -> dict[int, RekeningPembantu]:
    """The agreed account of each institution among these lines on a day, by unit; one query."""
    units = [unit for line in lines if (unit := unit_of(line)) is not None]
    if not units:
        return {}
    rows = RekeningPembantu.objects.filter(
        unit__in=units, status=ProposalStatus.DISETUJUI, mulai__lte=day
    )
    return {row.unit_id: row for row in rows.order_by("mulai", "pk")}


@transaction.atomic
def create(source: Asal, owed: Sequence[TagihanLembaga], access: Access) -> Pembayaran:
    """Lines for every institution that is owed something, with the account and tax of today."""
    rate = rulebook_for(source.kabupaten_id).read(TARIF, clock.today(), source.kabupaten_id)
    taxes = [pajak_lembaga(bill.bruto, rate) for bill in owed]
    payment: Pembayaran = Pembayaran.objects.create(
        kabupaten_id=source.kabupaten_id,
        unit_id=source.unit_id,
        sumber=source.sumber,
        sumber_id=source.sumber_id,
        judul=source.judul,
        total=sum(bill.bruto for bill in owed),
        dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )
    BarisPembayaran.objects.bulk_create(
        BarisPembayaran(
            kabupaten_id=payment.kabupaten_id,
            pembayaran=payment,
            penerima=f"{_UNIT}{bill.rekening.unit_id}",
            nama=bill.nama[:120],
            **{name: getattr(bill.rekening, name) for name in ACCOUNT},
            rincian=[{"uraian": words, "jumlah": amount} for words, amount in bill.rincian],
            bruto=bill.bruto,
            jenis_pajak=tax.jenis,
            tarif_pajak=tax.tarif,
            dasar_hukum_pajak=tax.dasar_hukum[:_WORDS],
            asal_pajak=tax.asal,
            pajak_hitung=tax.pajak,
            pajak=tax.pajak,
            neto=tax.neto,
        )
        for bill, tax in zip(owed, taxes, strict=True)
    )
    audit.record(
        "pembayaran.buat",
        payment,
        access=access,
        kabupaten=source.kabupaten_id,
        detail={"baris": len(owed), "total": payment.total},
    )
    return payment
