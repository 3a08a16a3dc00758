"""The board of the Dinas: months under way with somebody else, by status."""

from __future__ import annotations

from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import Lajur, Tugas
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.queries.tenggat import tenggat
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.roles import Reach

SHOWN = 30


def columns(access: Access) -> list[Lajur]:
    """Months that wait for others, by status in the order of the road; the empty ones left out."""
    if access.scope.reach is not Reach.DISTRICT:
        return []
    waiting = [
        state
        for state in INSENTIF.states.values()
        if state.waits_for and access.role not in state.waits_for
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
        Lajur(
            state.label,
            len(by_status[state.name]),
            [_card(month) for month in by_status[state.name][:SHOWN]],
            f"{reverse('insentif:papan')}#lajur-{place}",
        )
        for place, state in enumerate(waiting)
        if state.name in by_status
    ]


def _card(month: Pengajuan) -> Tugas:
    return Tugas(
        judul=f"{month.puskesmas.nama}, {month.period.nama}",
        konteks="",
        alamat=reverse("insentif:bulan", args=[month.pk]),
        tenggat=tenggat(month),
    )
