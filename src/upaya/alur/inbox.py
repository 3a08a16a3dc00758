"""What waits on a road: for somebody, as lines of *Tugas saya*, and for others, as lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from upaya.alur.case import WorkflowModel
from upaya.alur.returned import Returned, standing_returns
from upaya.alur.road import Road
from upaya.alur.turns import still_theirs
from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Flag, Lajur, Tugas
from upaya.rules.roles import Reach
from upaya.rules.workflow import State

COUNTED = 500
"""How far a lane counts: beyond that it says so."""

_MANY = (Reach.DISTRICT, Reach.BRANCH, Reach.UNITS)

Flags = Callable[[list[Any]], Mapping[int, Sequence[Flag]]]


def waiting(road: Road, access: Access, flags: Flags | None = None) -> Iterator[Tugas]:
    """What waits on a road for this person in their role; `flags` says what is odd about cases."""
    states = road.workflow.waiting_for(access.role)
    if not states:
        return
    rows = still_theirs(_standing(road, access, states), road.workflow, access)
    cases = list(rows[:LIMIT])
    found = flags(cases) if flags else {}
    back = standing_returns(road.workflow, cases)
    for case in cases:
        yield _task(case, access, found.get(case.pk, ()), back.get(case.pk))


def _task(
    case: WorkflowModel, access: Access, flags: Sequence[Flag], back: Returned | None
) -> Tugas:
    """Who looks at one unit reads what to do, who looks at many reads where."""
    step, where = case.state.next_step, case.full_name
    many = access.scope.reach in _MANY
    return Tugas(
        judul=where if many else step,
        konteks=step if many else f"{where} · {case.state.label}",
        alamat=case.get_absolute_url(),
        tenggat=case.deadline,
        tanda=tuple(flags),
        dikembalikan=back.sentence if back else "",
    )


def lanes(road: Road, access: Access, board: str, title: str) -> list[Lajur]:
    """How many cases wait for others, by status in the order of the road; the empty ones left out.

    For whoever looks at a whole district. `board` is the address of the page that shows the cases
    of a status, `title` what the cases are called together.
    """
    if access.scope.reach is not Reach.DISTRICT:
        return []
    states = [
        state
        for state in road.workflow.states.values()
        if state.waits_for and access.role not in state.waits_for
    ]
    return [
        Lajur(
            state.label,
            min(many, COUNTED),
            f"{board}?status={state.name}",
            title,
            lebih=many > COUNTED,
        )
        for state, many in zip(states, _counted(road, access, states), strict=True)
        if many
    ]


class _Many(Subquery):
    """How many rows a query gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) banyak)"
    output_field = IntegerField()


def _counted(road: Road, access: Access, states: Sequence[State]) -> Sequence[int]:
    """How many cases stand in each of these states, up to one more than is said.

    One statement, however many wait: each count ends where nobody counts any further.
    """
    inside = road.model.objects.for_scope(access.scope).order_by()
    counts = {
        f"banyak_{place}": _Many(inside.filter(status=state.name).values("pk")[: COUNTED + 1])
        for place, state in enumerate(states)
    }
    # Of any one case the counts of all: a scope without one has nothing to count.
    found = inside.values_list(*counts.values())[:1] if counts else ()
    return next(iter(found), (0,) * len(states))


def _standing(road: Road, access: Access, states: Sequence[State]) -> QuerySet[Any]:
    """The cases of a scope in these states, oldest first."""
    rows = road.rows(access.scope).defer(*road.heavy)
    standing = rows.filter(status__in=[state.name for state in states])
    return standing.order_by("status_since", "pk")
