"""A case on a road, read once: conditions, effects, pages and papers ask the same reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import models

from upaya.alur.case import PartedModel, WorkflowModel
from upaya.core.access import Access
from upaya.core.documents.content import TandaTangan
from upaya.core.models import WorkflowLog

S_co = TypeVar("S_co", bound=WorkflowModel, covariant=True)
P_co = TypeVar("P_co", bound=PartedModel, covariant=True)


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
    def preparers(self) -> Collection[int]:
        """The people who prepared the case: they make no move that asks for somebody else."""
        return frozenset()

    def prepared_as(self, user_id: int) -> str:
        """What one of them did, after "Anda"."""
        return f"ikut mengisi {self.subject.workflow.noun} ini"

    def last_move(self, *names: str) -> WorkflowLog | None:
        """The last of these moves."""
        return next((log for log in reversed(self.moves) if log.move in names), None)

    def actor_of(self, *names: str) -> str:
        """Who made the last of these moves; "" when nobody has."""
        log = self.last_move(*names)
        return log.actor.name if log else ""

    def seat_of(self, peran: str, *names: str, pembuka: str = "") -> TandaTangan:
        """Where whoever made the last of these moves signs, with rank and NIP; open for nobody."""
        log = self.last_move(*names)
        if log is None:
            step = self.subject.workflow.moves[names[-1]].label
            return TandaTangan(peran, pembuka=pembuka, sesudah=step)
        return TandaTangan(peran, log.actor.name, log.actor.nip, pembuka, log.actor.pangkat)


class PartedReading(Reading[P_co]):
    """The same of a case with parts: who wrote, what lacks, what was found."""

    @cached_property
    def preparers(self) -> Collection[int]:
        """Everybody who ever wrote in it: what an earlier round left closed still stands."""
        return frozenset(self.subject.pengisi.values_list("user_id", flat=True))

    @cached_property
    def lacks(self) -> Mapping[Any, list[str]]:
        """What is missing, in sentences by part."""
        return {part: [] for part in self.subject.parts.values}

    @cached_property
    def findings(self) -> list[Any]:
        """Findings of all rounds, oldest first."""
        rows = self.subject.temuan.select_related("dicatat_oleh", "ditanggapi_oleh")
        return list(rows.order_by("pk"))

    @property
    def new_findings(self) -> list[Any]:
        """Those of this round, which nobody has been told of yet."""
        return [found for found in self.findings if found.round == self.subject.round]

    @property
    def unanswered(self) -> list[Any]:
        """Those of the last return that were not answered."""
        last = self.subject.round - 1
        return [found for found in self.findings if found.round == last and not found.tanggapan]

    def sees_notes(self, access: Access) -> bool:
        """Whether somebody reads findings that were not sent yet: whoever examines does."""
        states = self.subject.workflow.states
        examined = self.subject.examination.states
        return any(access.role in states[name].waits_for for name in examined)

    def findings_for(self, access: Access) -> list[Any]:
        """All findings that are known to this person.

        While a case is examined they are notes of whoever examines; they are read once it is
        returned.
        """
        if self.sees_notes(access):
            return self.findings
        return [found for found in self.findings if found.round < self.subject.round]

    def current_findings(self, access: Access) -> list[Any]:
        """Those of them that matter now: of the last return, and being written."""
        last = self.subject.round - 1
        return [found for found in self.findings_for(access) if found.round >= last]


def history(subject: WorkflowModel) -> models.QuerySet[WorkflowLog]:
    """The moves of one object, oldest first, with their actors."""
    return (
        WorkflowLog.objects.filter(workflow=subject.workflow.name, subject_id=subject.pk)
        .select_related("actor", "mewakili")
        .order_by("pk")
    )
