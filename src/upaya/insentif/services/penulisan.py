"""The one gate for writing in a month: locked, open, in scope, and remembered who wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.insentif.bulan.models import Bagian, Pengajuan, Pengisi


class ClosedError(Exception):
    """The part may not be written now; the message is for the person who tried."""


class ConflictError(Exception):
    """Somebody else wrote first. `stored` is what is there now, by field."""

    def __init__(self, stored: dict[str, Any]) -> None:
        super().__init__("Isian ini sudah diubah orang lain sejak Anda membukanya.")
        self.stored = stored


def lock_open(pk: int, access: Access, *bagian: Bagian) -> Pengajuan:
    """The month, locked until the transaction ends; ClosedError when one of the parts is closed.

    Must run inside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("lock_open perlu transaksi pemanggilnya.")
    month: Pengajuan = (
        Pengajuan.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    if not month.editable:
        raise ClosedError(
            f"Bulan ini berstatus “{month.state.label}”, jadi isinya tidak dapat diubah. "
            "Perubahan dapat dilakukan setelah dikembalikan."
        )
    for part in bagian:
        if part not in month.bagian_terbuka:
            raise ClosedError(
                f"Bagian {part.label} tidak ada temuannya, jadi tetap terkunci pada putaran ini."
            )
    return month


def remember_writer(month: Pengajuan, access: Access) -> None:
    """Whoever wrote in a round cannot verify or approve it; who only looked still can."""
    Pengisi.objects.get_or_create(pengajuan=month, user_id=access.user_id, round=month.round)


def record_write(
    month: Pengajuan,
    access: Access,
    bagian: Bagian,
    fields: Iterable[str] = (),
    **ids: int | str | list[int] | list[str],
) -> None:
    """One audit entry for a write: which part, which fields, which rows; never the values.

    Its writer is remembered.
    """
    remember_writer(month, access)
    detail: dict[str, Any] = {"bagian": bagian.value, "bidang": sorted(fields)}
    audit.record(
        "insentif.isi", month, access=access, kabupaten=month.kabupaten_id, detail=detail | ids
    )
