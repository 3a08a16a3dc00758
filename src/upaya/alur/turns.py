"""Whose turn a case is: what somebody prepared waits for somebody else, not for them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.rules.workflow import Workflow

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def still_theirs(rows: Rows, workflow: Workflow, access: Access) -> Rows:
    """The cases whose next step this person may take, in no query more.

    The executor refuses a step to whoever wrote in the case or made an earlier move of it
    (`Road.obstacles`); the first move from a state is the one that takes a case onward.
    """
    wrote, barred = _wrote_in(rows.model, access), Q()
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
        barred |= Q(status=state.name) & (wrote | Q(Exists(taken)))
    return rows.exclude(barred) if barred else rows


def _wrote_in(model: type[Model], access: Access) -> Q:
    """Whether this person wrote in a case; a case that is not filled in parts has no writers."""
    link = getattr(model, "pengisi", None)
    if link is None:
        return Q()
    kept = link.rel.related_model.objects
    own = {link.rel.field.name: OuterRef("pk"), "user": access.user_id}
    return Q(Exists(kept.filter(**own)))
