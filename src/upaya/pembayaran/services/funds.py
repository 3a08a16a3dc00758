"""Money that arrives at the treasurer who pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.pembayaran import sumber
from upaya.pembayaran.models import DanaMasuk, Pembayaran, RekeningPembantu
from upaya.pembayaran.queries.rekening import account_on
from upaya.pembayaran.services.locking import locked, written_before
from upaya.rules.money import rupiah


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer as noted: number and day of the proof, rupiah, and why it is not the whole."""

    nomor: str
    tanggal: date
    jumlah: int
    alasan: str
    kunci: UUID


@named()
def receive(
    payment_id: int, transfer: Transfer, access: Access, *, diminta: date
) -> DanaMasuk | None:
    """Note a transfer, never more than is still open; None when this form noted it before.

    Runs inside the move of its source, so `access` is whoever transfers, not who pays. `diminta` is
    the day on which the source asked for the money.
    """
    payment = locked(payment_id, access)
    if written_before(DanaMasuk, payment, transfer.kunci):
        return None
    account = account_on(payment.unit_id, transfer.tanggal)
    _refuse(payment, transfer, diminta, account)
    payment.dana += transfer.jumlah
    payment.save(update_fields=["dana"])
    noted = DanaMasuk.objects.create(
        kabupaten_id=payment.kabupaten_id,
        pembayaran=payment,
        nomor=transfer.nomor,
        tanggal=transfer.tanggal,
        diminta=diminta,
        jumlah=transfer.jumlah,
        sisa=payment.sisa_dana,
        alasan=transfer.alasan if payment.sisa_dana else "",
        kunci=transfer.kunci,
        rekening=account,
        dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(),
    )
    # Before the audit, whose chain everybody of the district waits for: it locks what it writes.
    sumber.of(payment).bergerak(payment, access)
    audit.record(
        "pembayaran.dana",
        payment,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={"jumlah": transfer.jumlah, "sisa": payment.sisa_dana, "transfer": noted.pk},
    )
    return noted


def _refuse(
    payment: Pembayaran, transfer: Transfer, diminta: date, account: RekeningPembantu | None
) -> None:
    faults: dict[str, str] = {}
    if transfer.jumlah <= 0:
        faults["jumlah"] = "Tulis jumlah yang ditransfer."
    elif transfer.jumlah > payment.sisa_dana:
        faults["jumlah"] = (
            f"Paling banyak {rupiah(payment.sisa_dana)}: sebanyak itulah pengajuan dana yang belum "
            "ditransfer."
        )
    elif transfer.jumlah < payment.sisa_dana and not says_something(transfer.alasan):
        faults["alasan"] = (
            f"Transfer ini kurang {rupiah(payment.sisa_dana - transfer.jumlah)} dari pengajuan. "
            f"{TOO_SHORT}"
        )
    if transfer.tanggal > clock.today():
        faults["tanggal"] = "Tanggal transfer belum tiba."
    elif transfer.tanggal < diminta:
        faults["tanggal"] = f"Dananya baru diminta pada {diminta:%d/%m/%Y}. Periksa tanggalnya."
    elif account is None:
        faults["tanggal"] = (
            "Pada tanggal itu belum ada rekening Bendahara Pengeluaran Pembantu yang disetujui "
            "kepala puskesmas, jadi tidak ada tujuan transfernya."
        )
    if payment.dana_masuk.filter(nomor=transfer.nomor, batal=False).exists():
        faults["nomor"] = "Nomor bukti ini sudah dicatat untuk pembayaran ini."
    if faults:
        raise ValidationError(faults)
