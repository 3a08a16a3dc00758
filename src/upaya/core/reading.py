"""A case on a road, read once: conditions, effects, pages and papers ask the same reading."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from django.db import models

from upaya.core.models import WorkflowLog

if TYPE_CHECKING:
    from upaya.core.workflow import WorkflowModel

S_co = TypeVar("S_co", bound="WorkflowModel", covariant=True)


class Reading(Generic[S_co]):
    """What is known of one case at one moment; each system adds its facts as cached properties.

    A fact is looked up when it is first asked for and then stays as it was: whoever locks the case
    or writes in it makes a new reading (`Road.execute` makes its own after the lock). A fact that
    two places need is a property here, never a query of theirs.
    """

    def __init__(self, subject: S_co) -> None:
        self.subject = subject

    @cached_property
    def moves(self) -> list[WorkflowLog]:
        """Every move that was made, oldest first, with its actor."""
        return list(history(self.subject))

    @cached_property
    def preparers(self) -> frozenset[int]:
        """The people who wrote in the case: they make no move that asks for somebody else."""
        return frozenset()

    def last_move(self, *names: str) -> WorkflowLog | None:
        """The last of these moves."""
        return next((log for log in reversed(self.moves) if log.move in names), None)

    def actor_of(self, *names: str) -> str:
        """Who made the last of these moves; "" when nobody has."""
        log = self.last_move(*names)
        return log.actor.name if log else ""


def history(subject: WorkflowModel) -> models.QuerySet[WorkflowLog]:
    """The moves of one object, oldest first, with their actors."""
    return (
        WorkflowLog.objects.filter(workflow=subject.workflow.name, subject_id=subject.pk)
        .select_related("actor")
        .order_by("pk")
    )
