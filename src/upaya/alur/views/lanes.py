"""What waits for somebody, a status at a time: where the numbers of the lanes lead."""

from __future__ import annotations

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upaya.alur.pages import CasePages
from upaya.alur.views.cases import columns_of
from upaya.core.access import Request
from upaya.core.guard import View, protected
from upaya.core.lists import FilterForm, table, with_usual
from upaya.rules.roles import either


def lanes_view(pages: CasePages) -> View:
    """The cases of a scope that stand in one status, the longest first; always in one."""
    road = pages.road
    states = {state.name: state for state in road.workflow.states.values() if state.waits_for}
    first = next(iter(states))

    class Filter(FilterForm):
        status = forms.ChoiceField(
            label="Status", choices=[(state.name, state.label) for state in states.values()]
        )

    @protected(pages.view)
    @require_safe
    def view(request: Request) -> HttpResponseBase:
        asked = request.GET.get("status", "")
        state = states[asked if asked in states else first]
        title = f"{pages.title}: {state.label}"
        found = table(
            request,
            road.rows(request.access.scope).filter(status=state.name).defer(*road.heavy),
            columns=columns_of(pages),
            filters=Filter(with_usual(request.GET, status=state.name)),
            default_sort="sejak",
            title=f"{pages.title} {state.label}",
        )
        context = {
            "tabel": found,
            "judul": title,
            "kalimat": f"Menunggu {either(state.waits_for)}: {state.next_step}",
        }
        return found.export_response() or render(request, "alur/lanes.html", context)

    return view
