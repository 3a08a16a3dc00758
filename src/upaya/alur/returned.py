"""What was sent back, by whom and why: it stands before whoever mends it until it is sent again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from upaya.alur.case import PartedModel, WorkflowModel
from upaya.alur.reading import PartedReading, Reading
from upaya.core.models import WorkflowLog
from upaya.rules.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to be mended: the part, where in it (a paper, an indicator), and what."""

    part: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Returned:
    """One return that still stands: `by` is name and role, `reason` what was written or found.

    `asked` says each finding by itself. `waits` is the state where nobody sent it back: whoever
    has it put it aside, for a reason.
    """

    by: str
    reason: str
    opened: str = ""
    asked: tuple[Asked, ...] = ()
    waits: str = ""

    @property
    def title(self) -> str:
        """Who sent it back."""
        return f"{self.waits}, dicatat {self.by}" if self.waits else f"Dikembalikan oleh {self.by}"

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.title}: {self.reason}"


def returned(reading: Reading[Any]) -> Returned | None:
    """The return that the case of a reading still answers; None once it was sent again."""
    log = reading.moves[-1] if reading.moves else None
    found = reading.findings if isinstance(reading, PartedReading) else ()
    return _of(reading.subject, log, found)


def standing_returns(road: Workflow, cases: Sequence[Any]) -> Mapping[int, Returned]:
    """The same of many cases of one road, by their ids, in a fixed number of queries."""
    targets = {m.target for m in road.moves.values() for s in m.sources if road.goes_back(s, m)}
    near = {case.pk: case for case in cases if case.status in targets}
    if not near:
        return {}
    rows = WorkflowLog.objects.filter(workflow=road.name, subject_id__in=near).order_by()
    last = rows.values("subject_id").annotate(last=Max("pk")).values("last")
    logs = WorkflowLog.objects.filter(pk__in=last).select_related("actor", "mewakili")
    kept = {log.subject_id: log for log in logs.order_by("pk")}
    found = _findings(list(near.values()))
    made = ((pk, _of(case, kept.get(pk), found.get(pk, ()))) for pk, case in near.items())
    return {pk: one for pk, one in made if one is not None}


def _findings(cases: Sequence[Any]) -> dict[int, list[Any]]:
    """The findings of these cases, which are of one model."""
    model: Any = type(cases[0])
    if not issubclass(model, PartedModel):
        return {}
    link: Any = model.temuan.rel.field  # the findings' key to their case
    listed: dict[int, list[Any]] = {}
    for one in link.model.objects.filter(**{f"{link.name}__in": cases}).order_by("pk"):
        listed.setdefault(getattr(one, link.attname), []).append(one)
    return listed


def _of(case: WorkflowModel, log: WorkflowLog | None, findings: Iterable[Any]) -> Returned | None:
    road = case.workflow
    if log is None or log.target != case.status or log.move not in road.moves:
        return None
    if not road.goes_back(log.source, road.moves[log.move]):
        return None
    sent = [one for one in findings if one.round == log.round < case.round]
    said = " ".join(filter(None, (log.reason, _counted(sent))))
    asked = tuple(Asked(str(one.bagian), one.place, one.uraian) for one in sent)
    source, here = road.states[log.source], road.states[log.target]
    waits = here.label if set(source.waits_for) == set(here.waits_for) else ""
    return Returned(log.by, said or "tanpa alasan tertulis.", _opened(case), asked, waits)


def _counted(sent: Sequence[Any]) -> str:
    parts = dict.fromkeys(one.get_bagian_display() for one in sent)
    return f"{len(sent)} temuan pada {', '.join(parts)}." if sent else ""


def _opened(case: WorkflowModel) -> str:
    """Which parts may be written again, in a sentence."""
    if not isinstance(case, PartedModel) or not case.editable:
        return ""
    labels = [label for part, label in case.parts.choices if case.open_for(part)]
    if len(labels) == len(case.parts.choices):
        return "Semua bagian terbuka untuk diperbaiki."
    return f"Yang terbuka untuk diperbaiki: {', '.join(map(str, labels))}."
