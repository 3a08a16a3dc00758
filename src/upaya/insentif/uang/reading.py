"""The money of a month: frozen calculations, debts, payment, SPJ; each looked up once."""

from __future__ import annotations

from functools import cached_property

from upaya.alur.reading import Reading
from upaya.core import clock
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil import calculation
from upaya.insentif.hasil.calculation import Calculation
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.uang.debts import Utang, debts
from upaya.insentif.uang.models import DokumenSpj
from upaya.pembayaran.models import BarisPembayaran, DanaMasuk, Pembayaran, RekeningPembantu
from upaya.pembayaran.queries.lines import Ringkas, by_status
from upaya.pembayaran.queries.rekening import account_on
from upaya.pembayaran.services.lines import Tagihan
from upaya.rules.insentif.road import DIREKAP

SUMBER = "insentif"
"""What a month's payment calls its source."""


def payment_of(month: Pengajuan) -> Pembayaran | None:
    """The payment of a month; None before its recap."""
    rows = Pembayaran.objects.filter(sumber=SUMBER, sumber_id=month.pk)
    found: Pembayaran | None = rows.select_related("rekening").first()
    return found


class UangBulan(Reading[Pengajuan]):
    """What was submitted of a month, what is owed with it, and what became of that."""

    # -------------------------------------------------------------- what was frozen
    @cached_property
    def perhitungan(self) -> Perhitungan | None:
        """The calculation of the latest submission; None before the first."""
        rows = self.subject.perhitungan.select_related("dinyatakan_oleh")
        found: Perhitungan | None = rows.order_by("-nomor").first()
        return found

    @cached_property
    def beku(self) -> Calculation:
        """It, thawed; for a month that was submitted."""
        assert self.perhitungan is not None  # noqa: S101 - whoever asks has looked at the status
        return calculation.thaw(self.perhitungan)

    @cached_property
    def koreksi(self) -> list[Koreksi]:
        """Its corrections, newest first."""
        rows = self.subject.koreksi.select_related("diusulkan_oleh", "diputus_oleh")
        return list(rows.order_by("-nomor"))

    # -------------------------------------------------------------- what is owed and paid
    @cached_property
    def utang(self) -> list[Utang]:
        """What each officer of an approved month is owed, also those who get nothing now."""
        return debts(self.subject)

    @property
    def tagihan(self) -> list[Tagihan]:
        """What each officer is to get, in rupiah; only those who get something."""
        return [debt.tagihan for debt in self.utang if debt.tagihan.bruto]

    @cached_property
    def pembayaran(self) -> Pembayaran | None:
        """The payment; None before the recap."""
        return payment_of(self.subject)

    @cached_property
    def baris_bayar(self) -> list[BarisPembayaran]:
        """Its lines with their officers, by name: papers name NIP and grade."""
        if self.pembayaran is None:
            return []
        return list(self.pembayaran.baris.select_related("petugas").order_by("nama", "pk"))

    @cached_property
    def ringkas(self) -> list[Ringkas]:
        """Its lines counted by status."""
        return by_status(self.pembayaran) if self.pembayaran else []

    @cached_property
    def semua_dana(self) -> list[DanaMasuk]:
        """The transfers of the Dinas as they were noted, also those that were taken back."""
        if self.pembayaran is None:
            return []
        rows = self.pembayaran.dana_masuk.select_related("dicatat_oleh", "rekening")
        return list(rows.order_by("pk"))

    @property
    def dana(self) -> list[DanaMasuk]:
        """The transfers that count, in their order."""
        return [transfer for transfer in self.semua_dana if not transfer.batal]

    @cached_property
    def rekening_pembantu(self) -> RekeningPembantu | None:
        """The account that the request for funds names; the one of today before it does."""
        payment = self.pembayaran
        if payment is not None and (payment.rekening_id or self.subject.status != DIREKAP):
            return payment.rekening
        return account_on(self.subject.puskesmas_id, clock.today())

    @cached_property
    def spj(self) -> list[DokumenSpj]:
        """The signed documents that were handed over."""
        rows = self.subject.spj.select_related("berkas", "diserahkan_oleh", "diterima_oleh")
        return list(rows.order_by("pk"))
