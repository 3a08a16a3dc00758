"""What waits on a road: for somebody, as lines of *Tugas saya*, and for others, as lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Subquery, When

from upaya.alur.case import WorkflowModel
from upaya.alur.returned import Returned, standing_returns
from upaya.alur.road import Road
from upaya.alur.turns import still_theirs
from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Flag, Lajur, Tugas
from upaya.rules.roles import Reach
from upaya.rules.workflow import State

SHOWN = 5
"""How many cards a lane shows."""
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


def lanes(
    road: Road, access: Access, board: str = "", prefix: str = "", title: str = ""
) -> list[Lajur]:
    """Cases that wait for others, by status in the order of the road; the empty ones left out.

    For whoever looks at a whole district. `board` is the address of the page that shows them,
    `prefix` stands before the status; `title` is what the cases are called together.
    """
    if access.scope.reach is not Reach.DISTRICT:
        return []
    states = [
        state
        for state in road.workflow.states.values()
        if state.waits_for and access.role not in state.waits_for
    ]
    by_status: dict[str, list[Any]] = {}
    for case in _first(road, access, states):
        by_status.setdefault(case.status, []).append(case)
    return [
        Lajur(
            f"{prefix}{state.label}",
            min(by_status[state.name][0].banyak_lajur, COUNTED),
            [_card(case) for case in by_status[state.name]],
            f"{board}#lajur-{place}",
            title,
            lebih=by_status[state.name][0].banyak_lajur > COUNTED,
        )
        for place, state in enumerate(states)
        if state.name in by_status
    ]


class _Many(Subquery):
    """How many rows a query gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) banyak)"
    output_field = IntegerField()


def _first(road: Road, access: Access, states: Sequence[State]) -> list[Any]:
    """The oldest few of each state, and with each how many there are up to one more than is said.

    One statement, however many wait: what is shown is not looked for among all.
    """
    if not states:
        return []
    waiting = {state.name: _keys(road, access, state) for state in states}
    all_of = road.model.objects.order_by()
    first, *others = (
        all_of.filter(pk__in=keys.order_by("status_since", "pk")[:SHOWN]).values("pk")
        for keys in waiting.values()
    )
    rows = road.rows(access.scope).defer(*road.heavy)
    return list(
        rows.filter(pk__in=first.union(*others, all=True) if others else first)
        .annotate(
            banyak_lajur=Case(
                *(
                    When(status=name, then=_Many(keys.order_by()[: COUNTED + 1]))
                    for name, keys in waiting.items()
                )
            )
        )
        .order_by("status_since", "pk")
    )


def _keys(road: Road, access: Access, state: State) -> QuerySet[Any]:
    """The keys of a scope's cases in a state."""
    rows = road.model.objects.for_scope(access.scope).filter(status=state.name)
    keys: QuerySet[Any] = rows.values("pk")
    return keys


def _card(case: WorkflowModel) -> Tugas:
    return Tugas(case.full_name, "", case.get_absolute_url(), case.deadline)


def _standing(road: Road, access: Access, states: Sequence[State]) -> QuerySet[Any]:
    """The cases of a scope in these states, oldest first."""
    rows = road.rows(access.scope).defer(*road.heavy)
    standing = rows.filter(status__in=[state.name for state in states])
    return standing.order_by("status_since", "pk")
