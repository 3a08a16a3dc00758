"""What of payments waits for one person in one role."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.second import ProposalStatus
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import Pembayaran, Pembetulan
from upaya.pembayaran.services.pembetulan import PEMUTUS


def tasks_for(access: Access) -> Iterator[Tugas]:
    """Entries that somebody else proposes to mend, and payments that were opened again."""
    if access.allows(IzinPembayaran.PEMBETULAN_PUTUS):
        yield from _to_decide(access)
    if access.allows(IzinPembayaran.KELOLA):
        yield from _open_again(access)


def _to_decide(access: Access) -> Iterator[Tugas]:
    mine = [kind for kind, roles in PEMUTUS.items() if access.role in roles]
    rows = (
        Pembetulan.objects.for_scope(access.scope)
        .filter(status=ProposalStatus.DIUSULKAN, jenis__in=mine)
        .exclude(diusulkan_oleh=access.user_id)
        .select_related("pembayaran")
        .order_by("pk")
    )
    for row in rows[:LIMIT]:
        yield Tugas(
            judul=f"Putuskan pembetulan: {row.get_jenis_display().lower()}.",
            konteks=f"{row.pembayaran.judul} · Pembetulan",
            alamat=reverse("pembayaran:pembetulan", args=[row.pk]),
        )


def _open_again(access: Access) -> Iterator[Tugas]:
    rows = Pembayaran.objects.for_scope(access.scope).filter(
        dibuka_pada__isnull=False, selesai_pada=None
    )
    for payment in rows.order_by("dibuka_pada", "pk")[:LIMIT]:
        yield Tugas(
            judul=f"Selesaikan lagi {payment.judul}.",
            konteks="Pembayaran · dibuka lagi setelah ditutup",
            alamat=reverse("pembayaran:rinci", args=[payment.pk]),
        )
