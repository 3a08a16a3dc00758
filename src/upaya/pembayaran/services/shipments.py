"""Handing lines to the bank: each at most once, and never more than has arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Min

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.pegawai.rekening import Aturan, aturan_bank
from upaya.pembayaran import sumber
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Pembayaran, Percobaan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import deductions, shared_accounts, taxes
from upaya.pembayaran.services.locking import open_locked, written_before
from upaya.pembayaran.services.refresh import outdated
from upaya.pembayaran.services.results import Hasil, note
from upaya.regulasi.queries import rulebook_for
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook
from upaya.rules.pembayaran import BERHASIL, DIKIRIM, PAYABLE
from upaya.rules.rekening import cacat_nama, untuk_bank
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Perintah:
    """What to send: line ids, how, on which day, and the key of the form that asks for it."""

    baris: tuple[int, ...]
    cara: str
    tanggal: date
    kunci: UUID


@named()
def send(payment_id: int, order: Perintah, access: Access) -> Kiriman:
    """Send lines; the same form twice gives the same shipment, two forms never share a line.

    The payment's row is locked throughout, so that of fifty clicks at once one sends.
    """
    payment = open_locked(payment_id, access)
    if known := written_before(Kiriman, payment, order.kunci):
        return known
    if said := sumber.of(payment).terlibat(payment, access.user_id):
        raise ValidationError(said)
    locked = payment.baris.select_for_update(of=("self",)).select_related("petugas")
    lines = list(locked.filter(pk__in=order.baris).order_by("pk"))
    # Payments of one unit to one officer in a month are one base of tax: one is sent at a time.
    Unit.objects.select_for_update(no_key=True).get(pk=payment.unit_id)
    book = rulebook_for(payment.kabupaten_id)
    banks = aturan_bank(payment.kabupaten_id, book)
    _refuse(payment, order, lines)
    if order.cara == Kiriman.Cara.TRANSFER:
        _refuse_accounts(payment, lines, access, banks)
    _refuse_amounts(payment, order, lines, book)
    shipment = _shipment(payment, order, lines, access)
    attempts = _attempts(shipment, lines, banks)
    payment.baris.filter(pk__in=[line.pk for line in lines]).update(
        status=DIKIRIM, dicoba=F("dicoba") + 1
    )
    audit.record(
        "pembayaran.kirim",
        payment,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={
            "kiriman": shipment.nomor,
            "cara": shipment.cara,
            "baris": [line.pk for line in lines],
            "jumlah": shipment.jumlah,
        },
    )
    nothing = [one.rujukan for one in attempts if not one.jumlah]
    if nothing:
        paid = [Hasil(rujukan, BERHASIL, order.tanggal, bukti=NIHIL) for rujukan in nothing]
        note(payment.pk, paid, access)
    return shipment


NIHIL = "Neto Rp0, tanpa perintah bayar"
"""The proof of a payment of nothing: the tax took all, and no bank carries an order of Rp0."""


def _shipment(
    payment: Pembayaran, order: Perintah, lines: Sequence[BarisPembayaran], access: Access
) -> Kiriman:
    """The next one of the payment."""
    made: Kiriman = Kiriman.objects.create(
        kabupaten_id=payment.kabupaten_id,
        pembayaran=payment,
        nomor=(payment.kiriman.aggregate(last=Max("nomor"))["last"] or 0) + 1,
        kunci=order.kunci,
        cara=order.cara,
        tanggal=order.tanggal,
        banyak=len(lines),
        jumlah=sum(line.neto for line in lines),
        dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )
    return made


def _attempts(
    shipment: Kiriman, lines: Sequence[BarisPembayaran], banks: Aturan
) -> list[Percobaan]:
    """An attempt a line; the holder's name as the bank takes it (see `rules/rekening.py`)."""
    return Percobaan.objects.bulk_create(
        Percobaan(
            kabupaten_id=shipment.kabupaten_id,
            kiriman=shipment,
            baris=line,
            nomor=line.dicoba + 1,
            rujukan=f"UPY-{line.pk:08d}-{line.dicoba + 1:02d}",
            bank=line.bank,
            rekening=line.rekening,
            nama_rekening=untuk_bank(line.nama_rekening, banks(line.bank)),
            jumlah=line.neto,
        )
        for line in lines
    )


def _refuse_accounts(
    payment: Pembayaran, lines: Sequence[BarisPembayaran], access: Access, banks: Aturan
) -> None:
    """Names that a bank would not take whole, and accounts that a second person must confirm."""
    wrong = [
        f"{line.nama}: {clause}"
        for line in lines
        if line.neto and (clause := cacat_nama(line.nama_rekening, banks(line.bank)))
    ]
    if wrong:
        raise ValidationError(
            {"baris": f"Nama pemilik rekening perlu diperbaiki. {'; '.join(wrong[:5])}."}
        )
    if sentence := shared_accounts.refusal(payment, lines, access.user_id):
        raise ValidationError({"baris": sentence})


def _refuse(payment: Pembayaran, order: Perintah, lines: Sequence[BarisPembayaran]) -> None:
    if not lines or len(lines) != len(set(order.baris)):
        raise ValidationError({"baris": "Pilih paling sedikit satu petugas dari daftar ini."})
    busy = [line for line in lines if line.status not in PAYABLE]
    if busy:
        names = ", ".join(f"{line.nama} ({line.get_status_display().lower()})" for line in busy[:5])
        raise ValidationError(
            {"baris": f"Sudah dikirim atau dibayar, jadi tidak dikirim lagi: {names}."}
        )
    if order.tanggal > clock.today():
        raise ValidationError({"tanggal": "Tanggal pengiriman belum tiba."})
    funded = payment.dana_masuk.filter(batal=False).aggregate(first=Min("tanggal"))["first"]
    if funded is not None and order.tanggal < funded:
        raise ValidationError(
            {"tanggal": f"Dananya baru ditransfer pada {funded:%d/%m/%Y}. Periksa tanggalnya."}
        )


def _refuse_amounts(
    payment: Pembayaran, order: Perintah, lines: Sequence[BarisPembayaran], book: RuleBook
) -> None:
    """Taxes that the day of sending changes, and more than the funds cover."""
    old = outdated(payment, lines, order.tanggal, book)
    unknown = [f"{one.baris.nama}: {one.galat}" for one in old if one.galat]
    if unknown:
        raise ValidationError(
            {"baris": f"Pajak tidak dapat dihitung untuk hari itu. {' '.join(unknown[:5])}"}
        )
    retaxed = [one.baris for one in old if one.pajak]
    if retaxed:
        names = ", ".join(line.nama for line in retaxed[:5])
        raise ValidationError(
            {
                "baris": f"Pajak {len(retaxed)} petugas berubah sejak rekap: {names}. Perbarui "
                "dulu di daftar pembayaran, lalu kirim lagi."
            }
        )
    sentence = taxes.refusal(lines, order.tanggal, book) or deductions.refusal(payment, list(lines))
    if sentence:
        raise ValidationError({"baris": sentence})
    wanted, free = sum(line.bruto for line in lines), free_funds(payment)
    if wanted > free:
        raise ValidationError(
            {
                "baris": f"Yang dipilih berjumlah {rupiah(wanted)}, sedangkan dana yang sudah "
                f"ditransfer dan belum terpakai {rupiah(free)}. Pilih lebih sedikit, atau tunggu "
                "transfer berikutnya."
            }
        )
