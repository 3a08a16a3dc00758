"""A payment to institutions: a line for each, into its approved account, without tax of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, RekeningPembantu
from upaya.pembayaran.services.lines import Asal

TANPA_PAJAK = "tanpa"
_BASIS = "PPh 21 memotong penghasilan orang; klaim lembaga tidak dipotong di sini (asumsi)"


@dataclass(frozen=True, slots=True)
class TagihanLembaga:
    """What is owed to one institution: its stable code and name, account, and parts in rupiah."""

    kode: str
    nama: str
    rekening: RekeningPembantu
    rincian: tuple[tuple[str, int], ...]

    @property
    def bruto(self) -> int:
        """The sum of the parts, in rupiah."""
        return sum(amount for _, amount in self.rincian)


@transaction.atomic
def create(source: Asal, owed: Sequence[TagihanLembaga], access: Access) -> Pembayaran:
    """Lines for every institution that is owed something, with the account of today."""
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
            penerima=bill.kode,
            nama=bill.nama[:120],
            bank=bill.rekening.bank,
            rekening=bill.rekening.rekening,
            nama_rekening=bill.rekening.nama_rekening,
            rincian=[{"uraian": words, "jumlah": amount} for words, amount in bill.rincian],
            bruto=bill.bruto,
            jenis_pajak=TANPA_PAJAK,
            tarif_pajak=Decimal(0),
            dasar_hukum_pajak=_BASIS,
            asal_pajak="asumsi",
            pajak_hitung=0,
            pajak=0,
            neto=bill.bruto,
        )
        for bill in owed
    )
    audit.record(
        "pembayaran.buat",
        payment,
        access=access,
        kabupaten=source.kabupaten_id,
        detail={"baris": len(owed), "total": payment.total},
    )
    return payment
