"""A road for objects whose moves ask for nothing but a reason: its presses, its lines in the inbox.

The page of the objects shows the buttons; each posts to the address of its move and comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from upaya.core.access import Access, Request
from upaya.core.guard import View, protected_object
from upaya.core.inbox import LIMIT, Source, Tugas
from upaya.core.permissions import move_permission
from upaya.core.workflow import MoveRefusedError, Road, WorkflowModel
from upaya.rules.roles import either
from upaya.rules.workflow import State


def move_paths(views: Mapping[str, View], prefix: str = "") -> list[URLPattern]:
    """The addresses of moves, `<pk>/alur/<move>/`, by the names that the house knows them by."""
    return [
        path(f"{prefix}<int:pk>/alur/{name}/", view, name=f"alur_{name}")
        for name, view in views.items()
    ]


def presses(road: Road, page: str) -> dict[str, View]:
    """A view for each move of a road; `page` is the address to come back to."""
    return {name: _press(road, name, page) for name in road.workflow.moves}


def _press(road: Road, name: str, page: str) -> View:
    @protected_object(move_permission(road.workflow, name), road.model)
    @require_POST
    def make(request: Request, subject: WorkflowModel) -> HttpResponse:
        given = request.POST
        try:
            moved = road.execute(
                subject.pk,
                name,
                request.access,
                seen_status=given.get("seen_status"),
                reason=given.get("reason", ""),
            )
        except MoveRefusedError as fault:
            for sentence in fault.reasons:
                messages.error(request, sentence)
        else:
            done = road.workflow.moves[name].done
            messages.success(request, f"{done} {next_words(moved.state)}".strip())
        return redirect(page)

    return make


def next_words(state: State) -> str:
    """Who acts next, in a sentence; "" when nobody has to."""
    return f"Berikutnya: {either(state.waits_for)}." if state.waits_for else ""


def waiting(road: Road, page: str) -> Source:
    """A source of the inbox: what waits on a road for the role of an access, done on `page`."""

    def source(access: Access) -> Iterator[Tugas]:
        states = [state.name for state in road.workflow.waiting_for(access.role)]
        rows = road.model.objects.for_scope(access.scope).filter(status__in=states)
        for subject in rows.order_by("status_since", "pk")[:LIMIT]:
            yield Tugas(subject.state.next_step, str(subject), reverse(page))

    return source
