"""The one executor: lock, check role, state, actors and conditions, move, log; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.alur.case import WorkflowModel
from upaya.alur.reading import Reading
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.core.scope import Scope, ScopedQuerySet
from upaya.rules.roles import either
from upaya.rules.workflow import Move, Workflow


class MoveRefusedError(Exception):
    """A move that may not be made now; `reasons` are sentences for the person who tried.

    `fields` says at which fields of a form something is wrong, where an effect judges what was
    typed. `reading` is what the refusal was decided upon; the page that says so shows just that.
    """

    def __init__(self, *reasons: str, fields: ValidationError | None = None) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.fields = fields
        self.reading: Any = None


class AlreadyMadeError(Exception):
    """This very form made the move before: whoever presses twice finds it done, once."""


_SOMEBODY_ELSE = "langkah ini harus dilakukan orang lain."
Condition = Callable[[Any], list[str]]
"""Takes the case's reading; the sentences that stand in the way (`obstacles.Obstacle` where one is
mended in a part), [] when none."""
Effect = Callable[[Any, Access, Mapping[str, Any]], None]
After = Callable[[Any, Move, WorkflowLog], None]


@dataclass(frozen=True)
class Road:
    """A workflow made executable: its model, its conditions answered, what its moves bring about.

    `read` makes the reading of a case, which conditions and effects take. An effect runs inside the
    transaction, before the log, and is told the reason as `alasan`; `after` runs when the
    transaction is committed (mail). `related` is loaded with the case; `holds` locks, by move and
    after the case, what else must lie still while it is read; `heavy` names columns that nobody
    needs where many cases stand together.
    """

    workflow: Workflow
    model: type[WorkflowModel]
    conditions: Mapping[str, Condition]
    effects: Mapping[str, Effect] = field(default_factory=dict)
    new_round: frozenset[str] = frozenset()
    after: After | None = None
    read: Callable[[Any], Reading[Any]] = Reading
    holds: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    heavy: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wanted = {name for move in self.workflow.moves.values() for name in move.conditions}
        if wanted != self.conditions.keys():
            odd = ", ".join(sorted(wanted ^ self.conditions.keys()))
            raise ValueError(f"{self.workflow.name}: syarat tidak sepadan: {odd}")

    def rows(self, scope: Scope) -> ScopedQuerySet[WorkflowModel]:
        """The cases of a scope, with what is loaded with each."""
        rows: ScopedQuerySet[WorkflowModel] = self.model.objects.for_scope(scope)
        # Without names Django would follow every key.
        return rows.select_related(*self.related) if self.related else rows

    def obstacles(self, reading: Reading[Any], move: Move, user_id: int) -> list[str]:
        """Why this person cannot make this move now, in sentences; [] when nothing does."""
        found = self.actor_obstacles(reading, move, user_id)
        for name in move.conditions:
            found.extend(self.conditions[name](reading))
        return found

    def actor_obstacles(self, reading: Reading[Any], move: Move, user_id: int) -> list[str]:
        """Why it must be somebody else than this person, whatever the conditions say."""
        if not move.asks_for_another:
            return []
        if user_id in reading.preparers:
            return [f"Anda {reading.prepared_as(user_id)}; {_SOMEBODY_ELSE}"]
        own = {
            log.move: None
            for log in reading.moves
            if log.actor_id == user_id
            and (move.ever or log.round == reading.subject.round)
            and log.move in move.different_from
        }
        return [
            f"Anda sudah mengambil langkah “{self.workflow.moves[name].label}” pada "
            f"{self.workflow.noun} ini; {_SOMEBODY_ELSE}"
            for name in own
        ]

    def execute(
        self,
        pk: int,
        move_name: str,
        access: Access,
        *,
        seen_status: str | None = None,
        reason: str = "",
        context: Mapping[str, Any] | None = None,
    ) -> WorkflowModel:
        """Make the move or raise MoveRefusedError; nothing half done.

        `seen_status` is the status the person saw; when the object has moved on since, the move is
        refused with the present status, so that a second click does nothing twice.
        """
        try:
            return self._execute(pk, move_name, access, seen_status, reason, context or {})
        except AlreadyMadeError:
            found: WorkflowModel = self.rows(access.scope).get(pk=pk)
            return found

    def _execute(
        self,
        pk: int,
        move_name: str,
        access: Access,
        seen_status: str | None,
        reason: str,
        context: Mapping[str, Any],
    ) -> WorkflowModel:
        move = self.workflow.moves[move_name]
        with transaction.atomic(), audit.together():
            subject = self._locked(pk, move, access)
            reading = self.read(subject)
            try:
                self._check(reading, move, access, seen_status, reason)
                effect = self.effects.get(move_name)
                if effect is not None:
                    effect(reading, access, {"alasan": reason.strip(), **context})
            except MoveRefusedError as refusal:
                refusal.reading = reading
                raise
            except ValidationError as fault:  # a service that the effect called judged a form
                worded = MoveRefusedError(*fault.messages, fields=fault)
                worded.reading = reading
                raise worded from fault
            log = self._advance(subject, move, access, reason.strip())
            audit.record(
                f"{self.workflow.name}.{move.name}",
                subject,
                access=access,
                kabupaten=subject.owner_kabupaten(),
                detail={"dari": log.source, "ke": log.target, "putaran": log.round},
            )
            if self.after is not None:
                after = self.after
                # robust: the move is made and stays made, whatever becomes of the message.
                transaction.on_commit(lambda: after(subject, move, log), robust=True)
        return subject

    def _locked(self, pk: int, move: Move, access: Access) -> WorkflowModel:
        """The case, and what the move needs beside it, until the transaction ends."""
        subject = self.rows(access.scope).select_for_update(of=("self",)).get(pk=pk)
        hold = self.holds.get(move.name)
        if hold is not None:
            hold(subject)
        return subject

    def _check(
        self,
        reading: Reading[Any],
        move: Move,
        access: Access,
        seen_status: str | None,
        reason: str,
    ) -> None:
        subject: WorkflowModel = reading.subject
        if subject.status not in move.sources or (seen_status or subject.status) != subject.status:
            raise MoveRefusedError(
                f"Statusnya sudah “{subject.state.label}”; "
                f"langkah “{move.label}” tidak dilakukan lagi."
            )
        if access.role not in move.roles:
            raise MoveRefusedError(f"Langkah ini milik {either(move.roles)}.")
        if move.reason_required and not says_something(reason):
            raise MoveRefusedError(TOO_SHORT)
        obstacles = self.obstacles(reading, move, access.user_id)
        if obstacles:
            raise MoveRefusedError(*obstacles)

    def log_of(
        self, subject: WorkflowModel, move: Move, access: Access, reason: str, at: datetime
    ) -> WorkflowLog:
        """What is remembered of a move out of the status that the case has; not stored yet."""
        return WorkflowLog(
            workflow=self.workflow.name,
            subject_id=subject.pk,
            kabupaten_id=subject.owner_kabupaten(),
            unit_id=subject.owner_unit(),
            move=move.name,
            source=subject.status,
            target=move.target,
            actor_id=access.user_id,
            role=access.role.name,
            mewakili_id=access.mewakili,
            reason=reason,
            round=subject.round,
            at=at,
        )

    def _advance(
        self, subject: WorkflowModel, move: Move, access: Access, reason: str
    ) -> WorkflowLog:
        log = self.log_of(subject, move, access, reason, clock.now())
        log.save(force_insert=True)
        subject.status = move.target
        subject.status_since = log.at
        if move.name in self.new_round:
            subject.round += 1
        subject.save()
        return log
