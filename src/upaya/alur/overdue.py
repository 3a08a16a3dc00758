"""What is late in somebody else's hands: a line for whoever stands above them, and one mail.

The line is there as long as the step is late. The mail is sent once for each stay of a case in a
step: `core.OverdueNotice` keeps that, whoever looks and however many look at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from upaya.alur.case import WorkflowModel
from upaya.alur.mail import recipients
from upaya.alur.road import Road
from upaya.core import clock, notifications
from upaya.core.access import Access
from upaya.core.deadline import Tenggat
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.models import OverdueNotice
from upaya.core.once import remembering
from upaya.core.registry import registry
from upaya.rules.roles import Role, either
from upaya.rules.workflow import State


@dataclass(frozen=True)
class Watch:
    """A road whose clock is watched; `above` says which role is told of whose delay.

    A system names its watches in its `sistem.py`. A step that waits for whoever stands above
    nobody else is told to nobody.
    """

    road: Road
    above: Mapping[Role, tuple[Role, ...]]

    def superiors(self, state: State) -> tuple[Role, ...]:
        """Who is told when that step runs out."""
        waits = set(state.waits_for)
        return tuple(
            role for role, below in self.above.items() if role not in waits and waits & set(below)
        )

    def states(self, role: Role | None = None) -> list[str]:
        """The steps with a clock of which somebody is told, or this role."""
        timed = (state for state in self.road.workflow.states.values() if state.deadline)
        return [
            state.name
            for state in timed
            if (told := self.superiors(state)) and (role is None or role in told)
        ]

    def lines(self, access: Access) -> Iterator[Tugas]:
        """A source of *Tugas saya*: cases whose step has run out with those below."""
        states = self.states(access.role)
        if not states:
            return
        rows = self.road.rows(access.scope).filter(status__in=states)
        for case in rows.order_by("status_since", "pk")[:LIMIT]:
            due = case.deadline
            if due is not None and due.lewat:
                yield Tugas(
                    f"Terlambat: {case.full_name}",
                    f"{case.state.label}. Tanyakan kepada {case.state.waits_for[0].label.lower()}.",
                    case.get_absolute_url(),
                    tenggat=due,
                )

    # -------------------------------------------------------------- mail
    def untold(self) -> list[int]:
        """The cases of all districts whose step has run out and of which nobody was told."""
        told = OverdueNotice.objects.filter(
            workflow=self.road.workflow.name,
            subject_id=OuterRef("pk"),
            step=OuterRef("status"),
            since=OuterRef("status_since"),
        )
        rows = self._rows().filter(~Exists(told), status__in=self.states())
        cases = rows.order_by("status_since", "pk").iterator(chunk_size=500)
        return [case.pk for case in cases if _late(case)]

    def tell(self, pk: int) -> bool:
        """Tell those above, once; False when another did, nobody is there, or it went on.

        The case is locked while it is judged, so that nobody is told of a step just taken; of two
        who come at once the second finds the notice, which the database allows once.
        """
        with transaction.atomic():
            case = self._rows().select_for_update(of=("self",)).filter(pk=pk).first()
            due = _late(case) if case is not None and case.status in self.states() else None
            if case is None or due is None:
                return False
            addresses = recipients(case, *self.superiors(case.state))
            if not addresses:  # whoever comes to stand above later is told then
                return False
            _notice, fresh = OverdueNotice.objects.get_or_create(
                workflow=self.road.workflow.name,
                subject_id=case.pk,
                step=case.status,
                since=case.status_since,
                defaults={
                    "kabupaten_id": case.owner_kabupaten(),
                    "unit_id": case.owner_unit(),
                    "recipients": len(addresses),
                    "at": clock.now(),
                },
            )
            if fresh:
                _write(case, due, addresses)
        return fresh

    def _rows(self) -> QuerySet[WorkflowModel]:
        rows: QuerySet[WorkflowModel] = self.road.model.objects.all()
        return rows.select_related(*self.road.related) if self.road.related else rows


def tell_all() -> int:
    """Tell of every step of every system that has run out since; how many were told of now."""
    with remembering():
        return sum(watch.tell(pk) for watch in registry().load("watches") for pk in watch.untold())


def _late(case: WorkflowModel) -> Tenggat | None:
    due = case.deadline
    return due if due is not None and due.lewat else None


def _write(case: WorkflowModel, due: Tenggat, addresses: list[str]) -> None:
    """What a mail of a move says of a case, and no more."""
    name = ", ".join(filter(None, (str(case), case.owner_name)))
    whose = ": ".join(filter(None, (case.owner_name, str(case))))
    state = case.state
    notifications.send(
        addresses,
        subject=f"Terlambat: {whose}, {state.label.lower()}",
        lines=[
            f"{name}: langkah “{state.label}” melewati batasnya. {due.kata}.",
            f"Langkah itu menunggu {either(state.waits_for)}. Tanyakan apa yang menghambat.",
        ],
        path=case.get_absolute_url(),
    )
