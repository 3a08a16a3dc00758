"""Locking a payment: whoever changes money holds the row until the end of the transaction."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from upaya.core.access import Access
from upaya.pembayaran.models import Pembayaran

TUTUP = (
    "Pembayaran ini sudah ditutup: semua penerimanya sudah dibayar. Uang yang kembali dan catatan "
    "yang salah diusulkan sebagai pembetulan di halaman penerimanya."
)


def locked(pk: int, access: Access) -> Pembayaran:
    """The payment within the scope of `access`, locked; Pembayaran.DoesNotExist otherwise."""
    return Pembayaran.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)


def open_locked(pk: int, access: Access) -> Pembayaran:
    """The same, refused in words when it is closed."""
    payment = locked(pk, access)
    if payment.selesai_pada is not None:
        raise ValidationError(TUTUP)
    return payment
