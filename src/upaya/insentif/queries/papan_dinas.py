"""The board of the Dinas: months under way with somebody else, by status."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.core.access import Access
from upaya.insentif.models import Pengajuan
from upaya.insentif.queries.tenggat import Tenggat, tenggat
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.workflow import State

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Kartu:
    """One month on the board."""

    pengajuan: Pengajuan
    tenggat: Tenggat | None


@dataclass(frozen=True, slots=True)
class Kolom:
    """One status with its months, oldest first; `jumlah` counts also those not shown."""

    status: State
    jumlah: int
    kartu: list[Kartu]


def columns(access: Access) -> list[Kolom]:
    """Months that wait for others, by status in the order of the road; the empty ones left out."""
    waiting = [
        state
        for state in INSENTIF.states.values()
        if state.waits_for is not None and state.waits_for is not access.role
    ]
    rows = (
        Pengajuan.objects.for_scope(access.scope)
        .filter(status__in=[state.name for state in waiting])
        .select_related("puskesmas")
        .order_by("status_since", "pk")
    )
    by_status: dict[str, list[Pengajuan]] = {}
    for month in rows:
        by_status.setdefault(month.status, []).append(month)
    return [
        Kolom(
            state,
            len(by_status[state.name]),
            [Kartu(month, tenggat(month)) for month in by_status[state.name][:SHOWN]],
        )
        for state in waiting
        if state.name in by_status
    ]
