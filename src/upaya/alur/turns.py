"""Whose turn a case is: what somebody prepared waits for somebody else, not for them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.rules.workflow import Workflow

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def still_theirs(rows: Rows, workflow: Workflow, access: Access) -> Rows:
    """The cases whose next step this person may take, in no query more.

    The executor refuses a step to whoever wrote in the case or made an earlier move of it
    (`Road.obstacles`); the first move from a state is the one that takes a case onward.
    """
    model: Any = rows.model
    wrote, barred = model.written_by(access.user_id), Q()
    for state in workflow.waiting_for(access.role):
        onward = workflow.moves_from(state.name, access.role)[0]
        if not onward.asks_for_another:
            continue
        taken = WorkflowLog.objects.filter(
            workflow=workflow.name,
            subject_id=OuterRef("pk"),
            **({} if onward.ever else {"round": OuterRef("round")}),
            actor_id=access.user_id,
            move__in=onward.different_from,
        )
        barred |= Q(status=state.name) & (wrote | Q(Exists(taken)))
    return rows.exclude(barred) if barred else rows
