"""Locking a payment: whoever changes money holds the row until the end of the transaction."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError

from upaya.core.access import Access
from upaya.core.creation import taken
from upaya.pembayaran.models import DanaMasuk, Kiriman, Pembayaran

M = TypeVar("M", DanaMasuk, Kiriman)

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


def written_before(model: type[M], payment: Pembayaran, kunci: UUID) -> M | None:
    """What the form with this key wrote in a locked payment, None when it is new.

    Refused in words when the key is that of a form of another payment.
    """
    known: M | None = model.objects.filter(kunci=kunci).first()
    if known is not None and known.pembayaran_id != payment.pk:
        raise taken(f"{model.__name__}.kunci")
    return known
