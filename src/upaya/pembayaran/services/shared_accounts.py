"""One account for two people: shown, and confirmed by a second person before anything is sent.

A couple may share an account; money of one officer may also be led into that of another. Whoever
sends cannot tell, so somebody else says that it is right, with a reason, for these very people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.core.reasons import reason
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, RekeningBersama
from upaya.pembayaran.services.locking import open_locked

_FEW = 2


@dataclass(frozen=True, slots=True)
class Bersama:
    """An account that several payees of a payment have; `konfirmasi` is None until it is said."""

    sidik: str
    baris: tuple[BarisPembayaran, ...]
    konfirmasi: RekeningBersama | None

    @property
    def nama(self) -> str:
        """Whose account it is."""
        return ", ".join(line.nama for line in self.baris)

    @property
    def rekening(self) -> str:
        """Bank and masked account."""
        return f"{self.baris[0].bank} {self.baris[0].rekening_tersamar}"


def _penerima(lines: Iterable[BarisPembayaran]) -> list[str]:
    return sorted(line.penerima for line in lines)


def shared(payment: Pembayaran) -> list[Bersama]:
    """Accounts of several payees, with their confirmation; two queries.

    A confirmation counts for the people it was given for: another one makes it void.
    """
    by_account: dict[str, list[BarisPembayaran]] = {}
    for line in payment.baris.order_by("nama", "pk"):
        if line.rekening:
            by_account.setdefault(line.rekening, []).append(line)
    together = {
        blind_index(account, "rekening"): tuple(lines)
        for account, lines in by_account.items()
        if len(lines) >= _FEW
    }
    if not together:
        return []
    said = {
        row.sidik: row
        for row in payment.rekening_bersama.select_related("dikonfirmasi_oleh").order_by("pk")
    }
    found = []
    for sidik, lines in together.items():
        row = said.get(sidik)
        holds = row is not None and row.penerima == _penerima(lines)
        found.append(Bersama(sidik, lines, row if holds else None))
    return found


@transaction.atomic
def confirm(payment_id: int, sidik: str, alasan: str, access: Access) -> RekeningBersama:
    """Say that an account may be shared by those who have it now; again for other people."""
    payment = open_locked(payment_id, access)
    found = next((one for one in shared(payment) if one.sidik == sidik), None)
    if found is None:
        raise ValidationError("Rekening ini tidak lagi dipakai bersama. Muat ulang halaman.")
    alasan = reason(alasan)
    row, _ = RekeningBersama.objects.update_or_create(
        pembayaran=payment,
        sidik=sidik,
        defaults={
            "kabupaten_id": payment.kabupaten_id,
            "penerima": _penerima(found.baris),
            "alasan": alasan.strip(),
            "dikonfirmasi_oleh_id": access.user_id,
            "dikonfirmasi_pada": clock.now(),
        },
    )
    audit.record(
        "pembayaran.rekening_bersama",
        payment,
        access=access,
        kabupaten=payment.kabupaten_id,
        detail={"baris": [line.pk for line in found.baris]},
    )
    return row


def refusal(payment: Pembayaran, lines: Iterable[BarisPembayaran], user_id: int) -> str:
    """Why these lines cannot be sent by this person, as a sentence; "" when they can."""
    chosen = {line.pk for line in lines}
    for one in shared(payment):
        if not chosen & {line.pk for line in one.baris}:
            continue
        if one.konfirmasi is None:
            return (
                f"Satu rekening dipakai {one.nama}. Minta kepala puskesmas mengonfirmasinya di "
                "daftar pembayaran, lalu kirim."
            )
        if one.konfirmasi.dikonfirmasi_oleh_id == user_id:
            return (
                f"Rekening bersama {one.nama} Anda konfirmasi sendiri. Pengiriman harus oleh "
                "orang lain."
            )
    return ""
