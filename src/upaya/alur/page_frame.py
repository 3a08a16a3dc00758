"""What stands around every page of a case: where it is on its road, what it waits for, its parts.

A page of a case renders a template that extends `frame.template` with
`case_context(pages, request, reading, active)` in its context.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from upaya.alur.case import PartedModel, WorkflowModel
from upaya.alur.pages import HISTORY, CasePages, Step
from upaya.alur.reading import PartedReading, Reading
from upaya.alur.returned import Asked, Returned, returned
from upaya.core.access import Access, Request
from upaya.core.deadline import Tenggat
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal_pendek
from upaya.rules.roles import either
from upaya.rules.workflow import Move

CONFLICT, FAULTY = 409, 422
ALONE = "rinci"
"""The page of a case without parts, and the address that leads to the right part of another."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page: everything is ready to be shown, nothing is looked up later."""

    template: str
    title: str
    lead: str
    deadline: Tenggat | None
    returned: Returned | None
    returned_elsewhere: Sequence[Asked]
    """What was asked for on other parts than the active one, whose findings stand in full."""
    trail: list[dict[str, str]]
    road: list[Step]
    tabs: list[dict[str, Any]]
    moves: list[dict[str, str]]
    active: str
    label: str
    findings: list[Any]
    lacks: list[str]
    writable: bool
    """Whether this person may write in the active part now."""
    may_write: bool
    """The same of the case, whichever part."""
    may_find: bool
    places: Mapping[str, str]
    """Rows of the active part that a finding may name; nothing for whoever notes none."""
    has_papers: bool
    more: Mapping[str, Any]
    """What only the system's own templates know."""


def case_context(
    pages: CasePages, request: Request, reading: Reading[Any], active: str
) -> dict[str, Any]:
    """The context of a page of a case; `active` is a tab's name."""
    access, case = request.access, reading.subject
    lacks, findings, editable, writable = _of_parts(reading, access, active)
    labels = _labels(pages, reading)
    writes = pages.allows(access, pages.write)
    may_find = (
        pages.allows(access, pages.find)
        and active in pages.parts
        and bool(case.workflow.moves_from(case.status, access.role))
    )
    back = returned(reading)
    frame = Frame(
        template=pages.frame_template,
        title=pages.title_of(case, access),
        lead=pages.lead(reading, access) or _lead(case, access),
        deadline=case.deadline,
        returned=back,
        returned_elsewhere=[one for one in back.asked if one.part != active] if back else [],
        trail=case_trail(pages, case, labels[active]),
        road=[*pages.before(reading), *_road(reading)],
        tabs=[
            _tab(pages, case, name, label, _note(case, name, lacks, findings), here=name == active)
            for name, label in labels.items()
        ],
        moves=[
            _button(pages, case, move, main=not place and not move.aside)
            for place, move in enumerate(_offered(pages, reading, access))
        ],
        active=active,
        label=labels[active],
        findings=[found for found in findings if found.bagian == active],
        lacks=lacks.get(active, []),
        writable=writes and writable,
        may_write=writes and editable,
        may_find=may_find,
        places=pages.places(reading, active) if may_find else {},
        has_papers=pages.papers is not None and access.allows(pages.papers.permission),
        more=pages.part_context(reading, access, active),
    )
    pages.seen(reading, access, active)
    return {"case": case, "frame": frame, "pages": pages}


def case_trail(pages: CasePages, case: WorkflowModel, here: str) -> list[dict[str, str]]:
    """The way back from a page of a case that is called `here`."""
    return trail(
        (pages.title, reverse(pages.address(pages.list_page))),
        (case.short_name, case.get_absolute_url()),
        here=here,
    )


def next_part(pages: CasePages, reading: PartedReading[Any], access: Access) -> str:
    """The first part that this person has to fill or mend now, "" when there is none."""
    case = reading.subject
    if not case.editable or not pages.allows(access, pages.write):
        return ""
    unanswered = {found.bagian for found in reading.unanswered}
    for part in pages.parts:
        if case.open_for(part) and (reading.lacks[part] or part in unanswered):
            return part
    return ""


def _of_parts(
    reading: Reading[Any], access: Access, active: str
) -> tuple[Mapping[str, list[str]], list[Any], bool, bool]:
    """What lacks, what was found, whether the case is editable, whether the active part is open."""
    if not isinstance(reading, PartedReading):
        return {}, [], False, False
    case = reading.subject
    lacks = {str(part): said for part, said in reading.lacks.items()} if case.editable else {}
    return lacks, reading.current_findings(access), case.editable, case.open_for(active)


def _labels(pages: CasePages, reading: Reading[Any]) -> dict[str, str]:
    """The tabs: parts, what the system adds, the history."""
    alone = {} if pages.parts else {ALONE: "Isi"}
    more = {tab.name: tab.label for tab in pages.tabs if tab.shown(reading)}
    return alone | dict(pages.parts) | more | {HISTORY: "Riwayat"}


def _offered(pages: CasePages, reading: Reading[Any], access: Access) -> list[Move]:
    """The moves of this role; a move that is there only when possible is asked whether it is."""
    case = reading.subject
    return [
        move
        for move in case.workflow.moves_from(case.status, access.role)
        if not move.when_possible or not pages.road.obstacles(reading, move, access.user_id)
    ]


def _lead(case: WorkflowModel, access: Access) -> str:
    """The first sentence: what this person does next, or for whom the case waits."""
    state = case.state
    if not state.waits_for and state.next_step:
        return str(state.next_step)
    if not state.waits_for:
        noun = case.workflow.noun.capitalize()
        return f"{noun} ini sudah ditutup; tidak ada yang perlu dilakukan lagi."
    if access.role not in state.waits_for:
        return f"Menunggu {either(state.waits_for)}."
    return str(state.next_step)


def _road(reading: Reading[Any]) -> list[Step]:
    """The states of the table on which nothing is sent back, and where the case stands."""
    case = reading.subject
    states, main = case.workflow.states, case.workflow.main_road
    done = {log.target: log for log in reading.moves if log.round >= case.round - 1}
    here = _standing(reading, main)
    steps: list[Step] = []
    for place, name in enumerate(main):
        shown, note = "todo", ""
        if place < here:
            log = done.get(name)
            shown, note = "done", tanggal_pendek(log.at) if log else ""
        elif place == here:
            off = "" if name == case.status else case.state.label
            final = case.status in case.workflow.final_states
            shown = "back" if off else "done" if final else "now"
            note = off or "sekarang"
        steps.append({"label": states[name].label, "state": shown, "note": note})
    return steps


def _standing(reading: Reading[Any], main: Sequence[str]) -> int:
    """Where on the main road the case stands.

    What was returned stands before the state that it goes to again, what was refused where it was
    refused.
    """
    case = reading.subject
    if case.status in main:
        return main.index(case.status)
    moves = case.workflow.moves_from(case.status)
    if moves and moves[0].target in main:
        return max(main.index(moves[0].target) - 1, 0)
    last = [log.source for log in reading.moves if log.target == case.status]
    return main.index(last[-1]) if last and last[-1] in main else 0


def _note(
    case: WorkflowModel, name: str, lacks: Mapping[str, list[str]], findings: list[Any]
) -> str:
    if not isinstance(case, PartedModel) or name not in case.parts.values:
        return ""
    matter = [
        found
        for found in findings
        if found.bagian == name and (found.round == case.round or not found.tanggapan)
    ]
    if matter and case.state.waits_for:
        return f"{len(matter)} temuan"
    if not case.editable:
        return ""
    if not case.open_for(name):
        return "terkunci"
    return "belum lengkap" if lacks.get(name) else "lengkap"


def _tab(
    pages: CasePages, case: WorkflowModel, name: str, label: str, note: str, *, here: bool
) -> dict[str, Any]:
    url = reverse(pages.address(name), args=[case.pk])
    return {"label": label, "url": url, "active": here, "note": note}


def _button(pages: CasePages, case: WorkflowModel, move: Move, *, main: bool) -> dict[str, str]:
    return {
        "label": move.label,
        "url": reverse(pages.address(f"alur_{move.name}"), args=[case.pk]),
        "tone": "main" if main else "plain",
    }
