"""Steps on a road, written in bulk: what the executor would have left behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from upaya.alur.case import WorkflowModel
from upaya.alur.road import Road
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.demo.kabupaten import KODE


def moment(day: date) -> datetime:
    """A moment in the office hours of a day."""
    with clock.pretend(day):
        return clock.now()


@dataclass(frozen=True, slots=True)
class Langkah:
    """A move that somebody made on a day."""

    name: str
    access: Access
    day: date
    at: datetime
    reason: str = ""


def step(name: str, access: Access, day: date, reason: str = "") -> Langkah:
    """A move, on that day or the next on which offices work."""
    day = day if clock.is_working_day(day) else clock.deadline(day, 1).day
    return Langkah(name, access, day, moment(day), reason)


def stand(road: Road, case: WorkflowModel, steps: Sequence[Langkah]) -> None:
    """Put a case where its steps lead; ValueError for a step that the road does not know."""
    for one in steps:
        move = road.workflow.moves[one.name]
        if case.status not in move.sources or one.access.role not in move.roles:
            raise ValueError(f"{one.name}: tidak dari {case.status} oleh {one.access.role.name}")
        case.status, case.status_since = move.target, one.at
        case.round += one.name in road.new_round


def logs(road: Road, case: WorkflowModel, steps: Sequence[Langkah]) -> Iterator[WorkflowLog]:
    """What is logged of the steps of a stored case; each is audited too."""
    status, number = road.workflow.initial, 1
    for one in steps:
        move = road.workflow.moves[one.name]
        yield WorkflowLog(
            workflow=road.workflow.name,
            subject_id=case.pk,
            kabupaten_id=KODE,
            unit_id=case.owner_unit(),
            move=one.name,
            source=status,
            target=move.target,
            actor_id=one.access.user_id,
            role=one.access.role.name,
            reason=one.reason,
            round=number,
            at=one.at,
        )
        detail = {"dari": status, "ke": move.target, "putaran": number}
        traced(f"{road.workflow.name}.{one.name}", case, one.access, one.day, detail)
        status = move.target
        number += one.name in road.new_round


def traced(
    action: str, case: WorkflowModel, access: Access, day: date, detail: dict[str, object]
) -> None:
    """What the audit says of an act, on its day."""
    with clock.pretend(day):
        audit.record(action, case, access=access, kabupaten=KODE, detail=detail)
