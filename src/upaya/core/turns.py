"""Whose turn a case is: what somebody prepared waits for somebody else, not for them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.rules.workflow import Workflow

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def still_theirs(rows: Rows, workflow: Workflow, access: Access, prepared: Q) -> Rows:
    """The cases whose next step this person may take, in no query more.

    `prepared` is true of a case that they wrote in. The executor refuses such a step
    (`Road.obstacles`); the first move from a state is the one that takes a case onward.
    """
    barred = Q()
    for state in workflow.waiting_for(access.role):
        onward = workflow.moves_from(state.name, access.role)[0]
        if not onward.different_from:
            continue
        taken = WorkflowLog.objects.filter(
            workflow=workflow.name,
            subject_id=OuterRef("pk"),
            round=OuterRef("round"),
            actor_id=access.user_id,
            move__in=onward.different_from,
        )
        barred |= Q(status=state.name) & (prepared | Q(Exists(taken)))
    return rows.exclude(barred) if barred else rows
