"""What is late in somebody else's hands, told to whoever stands above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.rules.roles import Role
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.road import ROAD

ABOVE: Mapping[Role, tuple[Role, ...]] = {
    road.VERIFIKATOR_KECAMATAN: (road.OPERATOR_DESA, road.SURVEYOR),
    road.PENANDATANGAN: (road.PETUGAS_DINKES, road.VERIFIKATOR_KECAMATAN, road.PETUGAS_DINSOS),
}
"""Who is told of whose delay. No text says it: an assumption of the application."""


def late(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: requests whose step has run out with those below."""
    below = ABOVE.get(access.role, ())
    states = [
        state.name
        for state in road.MISKOL.states.values()
        if set(state.waits_for) & set(below) and access.role not in state.waits_for
    ]
    if not states:
        return
    rows = ROAD.rows(access.scope).filter(status__in=states).order_by("status_since", "pk")
    for case in rows[:LIMIT]:
        due = case.deadline
        if due is not None and due.lewat:
            yield Tugas(
                f"Terlambat: {case.full_name}",
                f"{case.state.label}. Tanyakan kepada {case.state.waits_for[0].label.lower()}.",
                case.get_absolute_url(),
                tenggat=due,
            )
