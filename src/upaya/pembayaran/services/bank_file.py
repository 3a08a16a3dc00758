"""Files of the bank: the order that goes out, the answer that comes back and is tried first."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.exchange import bank_csv
from upaya.exchange.xlsx_writer import table_bytes
from upaya.pembayaran.models import BerkasHasil, Kiriman, Pembayaran
from upaya.pembayaran.services.bank_format import layout_of
from upaya.pembayaran.services.locking import locked, open_locked
from upaya.pembayaran.services.results import CATAT, Hasil, Putusan, judge, note_judged
from upaya.rules.tax.pph21_rates import JENIS


@transaction.atomic
def order_file(shipment: Kiriman, access: Access) -> bytes:
    """The file for the bank. It holds full account numbers, so that each download is recorded.

    What is nothing is no order: such lines were closed when they were sent.
    """
    orders = [
        bank_csv.Perintah(
            rujukan=attempt.rujukan,
            bank=attempt.bank,
            rekening=attempt.rekening,
            nama_rekening=attempt.nama_rekening,
            jumlah=attempt.jumlah,
            tanggal=shipment.tanggal,
            berita=shipment.pembayaran.judul,
        )
        for attempt in shipment.percobaan.filter(jumlah__gt=0).order_by("pk")
    ]
    audit.record(
        "pembayaran.berkas_unduh",
        shipment,
        access=access,
        kabupaten=shipment.kabupaten_id,
        detail={"kiriman": shipment.nomor, "baris": len(orders)},
    )
    return bank_csv.write_orders(orders, layout_of(shipment.kabupaten_id))


_RETURN = (
    "Nama", "NIK", "NPWP", "Status", "Golongan", "PTKP", "Jenis pajak", "Bruto", "Tarif",
    "Pajak menurut aturan", "Pajak dipotong", "Alasan penyesuaian", "Neto", "Dasar", "Asal",
)  # fmt: skip


@transaction.atomic
def tax_return(payment: Pembayaran, access: Access) -> bytes:
    """The XLSX list for the tax return. It holds full NIK and NPWP: each download is recorded."""
    lines = list(payment.baris.select_related("petugas").order_by("nama", "pk"))
    rows = [
        (
            line.nama,
            *(
                (officer.nik, officer.npwp, officer.status, officer.golongan, officer.ptkp)
                if (officer := line.petugas)
                else ("",) * 5
            ),
            JENIS[line.jenis_pajak],
            line.bruto,
            line.tarif_pajak,
            line.pajak_hitung,
            line.pajak,
            line.alasan_pajak,
            line.bruto - line.pajak,  # what else is deducted is no matter of tax
            line.dasar_hukum_pajak,
            line.asal_pajak,
        )
        for line in lines
    ]
    audit.record(
        "pembayaran.pajak_unduh",
        payment,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={"baris": len(rows)},
    )
    return table_bytes(_RETURN, rows, "Daftar PPh 21")


SHOWN = 50
"""Unknown references that a dry run lists one by one."""


@dataclass(frozen=True, slots=True)
class Rencana:
    """What applying an answer would do: judgements with their line, and lines not understood."""

    putusan: tuple[tuple[int, Putusan], ...]
    galat: tuple[str, ...]

    @property
    def dicatat(self) -> int:
        """How many results would be noted."""
        return sum(1 for _, one in self.putusan if one.tindakan == CATAT)

    @property
    def asing(self) -> int:
        """How many references are not of this payment: a bank may answer a whole district."""
        return sum(1 for _, one in self.putusan if one.percobaan is None)

    @property
    def tampak(self) -> list[tuple[int, Putusan]]:
        """What a page lists: everything of this payment, and the first that is not."""
        strange = [pair for pair in self.putusan if pair[1].percobaan is None][:SHOWN]
        return sorted(
            [pair for pair in self.putusan if pair[1].percobaan is not None] + strange,
            key=lambda pair: pair[0],
        )


@transaction.atomic
def upload(payment_id: int, name: str, body: bytes, access: Access) -> BerkasHasil:
    """Keep an answer for its dry run; a file applied before is refused with the day it was."""
    payment = open_locked(payment_id, access)
    digest = hashlib.sha256(body).hexdigest()
    before = payment.berkas_hasil.filter(sha256=digest, diterapkan_pada__isnull=False).first()
    if before is not None:
        raise ValidationError(
            {
                "berkas": "Berkas yang sama sudah diterapkan pada "
                f"{before.diterapkan_pada:%d/%m/%Y}; tidak diterapkan dua kali."
            }
        )
    try:
        bank_csv.read_answers(body, layout_of(payment.kabupaten_id))
    except bank_csv.BankFileError as fault:
        raise ValidationError({"berkas": str(fault)}) from fault
    payment.berkas_hasil.filter(diterapkan_pada=None, sha256=digest).delete()
    kept = BerkasHasil.objects.create(
        kabupaten_id=payment.kabupaten_id,
        pembayaran=payment,
        nama=name[:120],
        sha256=digest,
        isi=base64.b64encode(body).decode("ascii"),
        oleh_id=access.user_id,
        pada=clock.now(),
    )
    audit.record(
        "pembayaran.hasil_unggah",
        payment,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={"berkas": kept.pk, "sha256": digest},
    )
    return kept


def plan(kept: BerkasHasil, payment: Pembayaran) -> Rencana:
    """The dry run: nothing is written. ValidationError when the format changed since the upload."""
    try:
        answer = bank_csv.read_answers(base64.b64decode(kept.isi), layout_of(kept.kabupaten_id))
    except bank_csv.BankFileError as fault:
        raise ValidationError(str(fault)) from fault
    judged = judge(payment, _results(answer.jawaban))
    numbers = (line.nomor for line in answer.jawaban)
    return Rencana(tuple(zip(numbers, judged, strict=True)), answer.galat)


def _results(answers: Sequence[bank_csv.Jawaban]) -> list[Hasil]:
    return [
        Hasil(one.rujukan, one.status, one.tanggal, one.bukti, one.alasan, one.jumlah)
        for one in answers
    ]


@transaction.atomic
def apply(payment_id: int, file_id: int, access: Access) -> Rencana:
    """Note what the dry run said can be noted; the file is emptied, it holds references in clear.

    A file that can note nothing is not applied.
    """
    payment = open_locked(payment_id, access)
    kept = payment.berkas_hasil.select_for_update(of=("self",)).get(pk=file_id)
    if kept.diterapkan_pada is not None:
        raise ValidationError("Berkas ini sudah diterapkan; tidak diterapkan dua kali.")
    planned = plan(kept, payment)
    if not planned.dicatat:
        raise ValidationError("Tidak ada hasil baru dalam berkas ini; tidak ada yang dicatat.")
    kept.isi, kept.diterapkan_pada, kept.dicatat = "", clock.now(), planned.dicatat
    kept.save(update_fields=["isi", "diterapkan_pada", "dicatat"])
    note_judged(payment, [one for _, one in planned.putusan], access)
    return planned


@transaction.atomic
def drop(payment_id: int, file_id: int, access: Access) -> None:
    """Throw an answer away that was not applied."""
    payment = locked(payment_id, access)
    payment.berkas_hasil.filter(pk=file_id, diterapkan_pada=None).delete()
