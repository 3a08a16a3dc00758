"""The board of the Dinas: months by status, those to be judged with their flags."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.core.scope import Scope
from upaya.insentif.models import Pengajuan
from upaya.insentif.queries.tanda import Tanda, flags
from upaya.insentif.queries.tenggat import Tenggat, tenggat
from upaya.rules.insentif_workflow import DIAJUKAN, INSENTIF
from upaya.rules.workflow import State

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Kartu:
    """One month on the board."""

    pengajuan: Pengajuan
    tenggat: Tenggat | None
    tanda: list[Tanda]


@dataclass(frozen=True, slots=True)
class Kolom:
    """One status with its months, oldest first; `jumlah` counts also those not shown."""

    status: State
    jumlah: int
    kartu: list[Kartu]


def columns(scope: Scope) -> list[Kolom]:
    """Months that still have somewhere to go, by status. A fixed number of queries."""
    waiting = [state for state in INSENTIF.states.values() if state.waits_for is not None]
    rows = (
        Pengajuan.objects.for_scope(scope)
        .filter(status__in=[state.name for state in waiting])
        .select_related("puskesmas")
        .order_by("status_since", "pk")
    )
    by_status: dict[str, list[Pengajuan]] = {state.name: [] for state in waiting}
    for month in rows:
        by_status[month.status].append(month)
    found = flags(by_status[DIAJUKAN][:SHOWN])
    return [
        Kolom(
            state,
            len(by_status[state.name]),
            [
                Kartu(month, tenggat(month), found.get(month.pk, []))
                for month in by_status[state.name][:SHOWN]
            ],
        )
        for state in sorted(waiting, key=lambda state: state.name != DIAJUKAN)
    ]
