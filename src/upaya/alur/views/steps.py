"""Moves of a case, each with a real second step: GET says what will happen, POST makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from upaya.alur.case import WorkflowModel
from upaya.alur.forms import StepForm
from upaya.alur.obstacles import placed
from upaya.alur.page_frame import FAULTY, case_trail
from upaya.alur.pages import CasePages
from upaya.alur.reading import PartedReading, Reading
from upaya.alur.road import MoveRefusedError
from upaya.core.access import Request
from upaya.core.guard import View, protected_object
from upaya.core.permissions import move_permission
from upaya.rules.roles import either
from upaya.rules.workflow import Move, State

FormOf = Callable[[Move], type[StepForm]]


def step_views(pages: CasePages, form_of: FormOf) -> dict[str, View]:
    """The view of each move: a new move needs no new code."""
    moves = pages.road.workflow.moves.values()
    return {move.name: _view_of(_Step(pages, move, form_of(move))) for move in moves}


def _view_of(step: _Step) -> View:
    road, move = step.pages.road, step.move

    @protected_object(move_permission(road.workflow, move.name), road.model, related=road.related)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request, case: WorkflowModel) -> HttpResponse:
        if case.status not in move.sources:
            return step.too_late(request, case)
        if request.method == "POST":
            return step.make(request, case)
        reading = road.read(case)
        return step.page(request, reading, step.form(move=move, reading=reading))

    return view


def next_words(state: State) -> str:
    """Who acts next, in a sentence; "" when nobody has to."""
    return f"Berikutnya: {either(state.waits_for)}." if state.waits_for else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """The second step of one move."""

    pages: CasePages
    move: Move
    form: type[StepForm]

    def make(self, request: Request, case: WorkflowModel) -> HttpResponse:
        """Make the move as the form says, or say why not."""
        form = self.form(request.POST, move=self.move)
        if not form.is_valid():
            return self.page(request, self.pages.road.read(case), form, status=FAULTY)
        try:
            moved = self._execute(request, case, form)
        except MoveRefusedError as fault:
            return self._refused(request, case, form, fault)
        messages.success(request, f"{self.move.done} {next_words(moved.state)}".strip())
        return redirect(moved.get_absolute_url())

    def _execute(self, request: Request, case: WorkflowModel, form: StepForm) -> WorkflowModel:
        try:
            return self.pages.road.execute(
                case.pk,
                self.move.name,
                request.access,
                seen_status=form.cleaned_data["seen_status"],
                reason=form.reason,
                context=form.context,
            )
        except ObjectDoesNotExist as fault:
            noun = case.workflow.noun.capitalize()
            raise MoveRefusedError(f"{noun} ini tidak ditemukan.") from fault

    def _refused(
        self, request: Request, case: WorkflowModel, form: StepForm, fault: MoveRefusedError
    ) -> HttpResponse:
        """What the refusal was decided upon, not what the page in front had shown."""
        reading = fault.reading or self.pages.road.read(case)
        if reading.subject.status != form.cleaned_data["seen_status"]:
            return self.too_late(request, reading.subject)
        if fault.fields is None:
            return self.page(request, reading, form, fault.reasons, status=FAULTY)
        form.show(fault.fields)
        return self.page(request, reading, form, status=FAULTY)

    def too_late(self, request: Request, case: WorkflowModel) -> HttpResponse:
        """Somebody was quicker, or the same button was pressed twice: nothing is done twice."""
        messages.warning(
            request,
            f"Status {case.workflow.noun} ini sudah “{case.state.label}”; langkah "
            f"“{self.move.label}” tidak dilakukan lagi.",
        )
        return redirect(case.get_absolute_url())

    def page(
        self,
        request: Request,
        reading: Reading[Any],
        form: StepForm,
        refused: Sequence[str] = (),
        *,
        status: int = 200,
    ) -> HttpResponse:
        """What will happen, what stands in the way, what the person states."""
        case, road = reading.subject, self.pages.road
        sentences = list(refused) or road.obstacles(reading, self.move, request.access.user_id)
        first = road.workflow.moves_from(case.status)[0]
        context = {
            "case": case,
            "pages": self.pages,
            "move": self.move,
            "basis": self.pages.basis(reading, road.workflow.basis(self.move)),
            "form": form,
            "obstacles": placed(sentences),
            "consequences": self._consequences(case),
            "findings": _new_findings(request, reading),
            "trail": case_trail(self.pages, case, self.move.label),
            "tone": "main" if first is self.move else "bad",
            **self.pages.step_context(reading, request.access, not sentences),
        }
        return render(request, self.pages.step_template, context, status=status)

    def _consequences(self, case: WorkflowModel) -> list[str]:
        target = case.workflow.states[self.move.target]
        sentences = [f"Status berubah dari “{case.state.label}” menjadi “{target.label}”."]
        if self.move.name in self.pages.consequences:
            sentences.append(self.pages.consequences[self.move.name])
        if target.waits_for:
            sentences.append(f"Berikutnya {either(target.waits_for)}: {target.next_step}")
        return sentences


def _new_findings(request: Request, reading: Reading[Any]) -> list[Any]:
    if not isinstance(reading, PartedReading):
        return []
    last = reading.subject.round
    return [found for found in reading.current_findings(request.access) if found.round == last]
