"""A payment and its lines: made from what a source owes, brought up to date, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Percobaan, Potongan, UsulanPajak
from upaya.pembayaran.services.locking import locked
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook
from upaya.rules.pembayaran import LIVING
from upaya.rules.period import Period
from upaya.rules.tax.pph21 import TANPA_TERDAHULU, Pajak, Terdahulu, adalah_npwp, hitung_pajak
from upaya.rules.tax.pph21_rates import WajibPajak

ACCOUNT = ("nama", "bank", "rekening", "nama_rekening")


@dataclass(frozen=True, slots=True)
class Tagihan:
    """What is owed to one officer: the parts in words and rupiah; their sum is above zero."""

    petugas: Petugas
    rincian: tuple[tuple[str, int], ...]

    @property
    def bruto(self) -> int:
        """The sum of the parts, in rupiah."""
        return sum(amount for _, amount in self.rincian)


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a payment comes from: the source's name and row, the unit that pays, a title."""

    sumber: str
    sumber_id: int
    unit_id: int
    kabupaten_id: str
    judul: str


def tax_of(
    bruto: int,
    officer: Petugas,
    book: RuleBook,
    kabupaten: str,
    day: date,
    before: Terdahulu = TANPA_TERDAHULU,
) -> Pajak:
    """The tax on a payment of `day`; the rules' own error says what is missing.

    `before` is what the same unit paid the officer earlier in that month (see `paid_before`).
    """
    return hitung_pajak(
        bruto,
        WajibPajak(
            status=officer.status,
            golongan=officer.golongan,
            ptkp=officer.ptkp,
            ber_npwp=adalah_npwp(officer.npwp, Period.of(day), book, kabupaten, day),
            ber_nik=bool(officer.nik),
        ),
        Period.of(day),
        book,
        kabupaten,
        known_on=day,
        terdahulu=before,
    )


def paid_before(
    unit_id: int, officers: Iterable[int], day: date, besides: int | None = None
) -> dict[int, Terdahulu]:
    """What the unit pays these officers in the month of `day` by its other payments; one query.

    Money under way counts like money that arrived: `besides` is the payment that asks.
    """
    month = Period.of(day)
    rows = (
        Percobaan.objects.filter(
            status__in=LIVING,
            kiriman__tanggal__range=(month.first_day, month.last_day),
            baris__petugas__in=set(officers),
            baris__pembayaran__unit=unit_id,
        )
        .exclude(baris__pembayaran=besides)
        .order_by()
        .values_list("baris__petugas")
        .annotate(bruto=Sum("baris__bruto"), pajak=Sum("baris__pajak"))
    )
    return {officer: Terdahulu(bruto, pajak) for officer, bruto, pajak in rows}


@transaction.atomic
def create(source: Asal, owed: Sequence[Tagihan], access: Access, book: RuleBook) -> Pembayaran:
    """Lines for everybody who is owed something, with the tax of today by the district's `book`."""
    day = clock.today()
    payment = Pembayaran.objects.create(
        kabupaten_id=source.kabupaten_id,
        unit_id=source.unit_id,
        sumber=source.sumber,
        sumber_id=source.sumber_id,
        judul=source.judul,
        total=sum(bill.bruto for bill in owed),
        dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )
    before = paid_before(source.unit_id, [bill.petugas.pk for bill in owed], day)
    BarisPembayaran.objects.bulk_create(
        _line(payment, bill, book, day, before.get(bill.petugas.pk, TANPA_TERDAHULU))
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


def _line(
    payment: Pembayaran, bill: Tagihan, book: RuleBook, day: date, before: Terdahulu
) -> BarisPembayaran:
    line = BarisPembayaran(
        kabupaten_id=payment.kabupaten_id,
        pembayaran=payment,
        penerima=bill.petugas.kode,
        petugas=bill.petugas,
        rincian=[{"uraian": words, "jumlah": amount} for words, amount in bill.rincian],
        bruto=bill.bruto,
    )
    copy_account(line, bill.petugas)
    set_tax(line, tax_of(bill.bruto, bill.petugas, book, payment.kabupaten_id, day, before))
    return line


def copy_account(line: BarisPembayaran, officer: Petugas) -> None:
    """Take name and account from the officer's data, unsaved."""
    for name in ACCOUNT:
        setattr(line, name, getattr(officer, name))


def set_tax(line: BarisPembayaran, tax: Pajak) -> None:
    """Take the tax of the rules, unsaved; what the treasurer set with a reason stays."""
    line.jenis_pajak, line.tarif_pajak = tax.jenis, tax.tarif
    line.dasar_hukum_pajak, line.asal_pajak = tax.dasar_hukum, tax.asal
    line.pajak_hitung = tax.pajak
    if not line.alasan_pajak:
        if tax.neto < line.potongan:
            raise ValidationError(
                f"Potongan {line.nama} {rupiah(line.potongan)} melebihi sisa setelah pajak "
                f"{rupiah(tax.neto)}. Cabut dulu potongannya."
            )
        line.pajak, line.neto = tax.pajak, tax.neto - line.potongan
    elif line.pajak == tax.pajak:
        line.alasan_pajak = ""


@transaction.atomic
def discard(payment_id: int, access: Access) -> None:
    """Take a payment back as long as no money has moved."""
    payment = locked(payment_id, access)
    if payment.dana or payment.kiriman.exists():
        raise ValidationError("Dana sudah masuk atau dikirim; pembayaran ini tidak dibatalkan.")
    audit.record(
        "pembayaran.batal",
        payment,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={"sumber": payment.sumber, "sumber_id": payment.sumber_id, "total": payment.total},
    )
    # What was said about lines that are made anew is said anew.
    UsulanPajak.objects.filter(baris__pembayaran=payment).delete()
    Potongan.objects.filter(baris__pembayaran=payment).delete()
    payment.rekening_bersama.all().delete()
    payment.berkas_hasil.all().delete()
    payment.baris.all().delete()
    payment.delete()
