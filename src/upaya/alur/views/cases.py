"""The list of cases, and each of them: its history, and its parts where the system has no pages."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.forms import ModelForm, modelform_factory
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.case import PartedModel, WorkflowModel
from upaya.alur.history import events
from upaya.alur.page_frame import ALONE, CONFLICT, FAULTY, case_context, next_part
from upaya.alur.pages import HISTORY, CasePages
from upaya.alur.writing import ClosedError, ConflictError, save_fields
from upaya.core.access import Request
from upaya.core.forms import outcome
from upaya.core.guard import View, protected, protected_object
from upaya.core.lists import Column, FilterForm, table

_ALL = [("", "Semua")]


def columns_of(pages: CasePages) -> tuple[Column, ...]:
    """What every list of cases shows: its name, since when it stands so, until when."""
    return (
        Column("nama", pages.title, lambda c: c.full_name, url=WorkflowModel.get_absolute_url),
        Column("sejak", "Sejak", lambda c: c.status_since, "status_since", kind="waktu"),
        Column("tenggat", "Tenggat", lambda c: c.due),
    )


def list_view(pages: CasePages) -> View:
    """All cases of a scope, by status and deadline."""
    road = pages.road

    class Filter(FilterForm):
        status = forms.ChoiceField(
            label="Status", required=False, choices=[*_ALL, *road.workflow.choices()]
        )
        lookups = {"status": "status"}

    name, *times = columns_of(pages)
    status = Column(
        "status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone
    )
    columns = (name, status, *times)

    @protected(pages.view)
    @require_safe
    def view(request: Request) -> HttpResponseBase:
        rows = table(
            request,
            road.rows(request.access.scope),
            columns=columns,
            filters=Filter(request.GET),
            default_sort="-sejak",
        )
        context = {"tabel": rows, "pages": pages, "lajur": pages.beside(rows, request.access)}
        context |= pages.beginning
        return rows.export_response() or render(request, "alur/list.html", context)

    return view


def history_view(pages: CasePages) -> View:
    """Moves, findings and what else happened, newest first."""
    road = pages.road

    @protected_object(pages.view, road.model, related=(*road.related, *pages.history_related))
    @require_safe
    def view(request: Request, case: WorkflowModel) -> HttpResponse:
        reading = road.read(case)
        context = case_context(pages, request, reading, HISTORY)
        context["events"] = events(reading, request.access, pages.events(reading))
        return render(request, "alur/history.html", context)

    return view


def case_view(pages: CasePages) -> View:
    """A case without parts; else on to the part that needs work."""
    road = pages.road

    @protected_object(pages.view, road.model, related=road.related)
    @require_safe
    def view(request: Request, case: WorkflowModel) -> HttpResponse:
        reading: Any = road.read(case)
        if pages.parts:
            part = next_part(pages, reading, request.access) or next(iter(pages.parts))
            return redirect(pages.address(part), pk=case.pk)
        context = case_context(pages, request, reading, ALONE)
        shown = _shown(case, pages.fields.get("", ()))
        return render(request, "alur/part.html", context | {"form": None, "shown": shown})

    return view


def part_view(pages: CasePages, part: str, model: type[PartedModel]) -> View:
    """One part of a case: what stands in it, as a form for whoever may write in it now."""
    road, names = pages.road, pages.fields.get(part, ())
    form_of: type[ModelForm[Any]] = modelform_factory(
        model, fields=[*names, "versi"], widgets={"versi": forms.HiddenInput}
    )

    @protected_object(pages.view, model, related=road.related)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request, case: PartedModel) -> HttpResponse:
        status, form = 200, form_of(instance=case)
        if request.method == "POST":
            if not names or not pages.allows(request.access, pages.write):
                raise PermissionDenied
            # A form writes what was typed into its own copy: the page shows what is stored.
            form = form_of(request.POST, instance=copy(case))
            if form.is_valid() and _saved(request, pages, part, case, form):
                return redirect(pages.address(part), pk=case.pk)
            status = FAULTY if form.errors else CONFLICT
            case.refresh_from_db()
            if status == CONFLICT:  # sending it again now means: mine
                again = request.POST.copy()
                again["versi"] = str(case.versi)
                form = form_of(again, instance=copy(case))
        context = case_context(pages, request, road.read(case), part)
        context |= {"shown": _shown(case, names), "form": form if names else None}
        return render(request, "alur/part.html", context, status=status)

    return view


def _saved(
    request: Request, pages: CasePages, part: str, case: PartedModel, form: ModelForm[Any]
) -> bool:
    """Whether what was typed is stored; else the person is told why not."""
    values = {name: form.cleaned_data[name] for name in pages.fields[part]}
    seen = form.cleaned_data["versi"]
    try:
        save_fields(type(case), case.pk, request.access, part, values, seen)
    except (ClosedError, ConflictError) as fault:
        messages.error(request, str(fault))
        return False
    messages.success(request, outcome(form, f"{pages.parts[part]} tersimpan."))
    return True


def _shown(case: WorkflowModel, names: Iterable[str]) -> list[dict[str, str]]:
    """Fields of a case as they stand, with their names."""
    fields = (case._meta.get_field(name) for name in names)
    return [
        {"label": str(one.verbose_name).capitalize(), "value": str(getattr(case, one.name) or "-")}
        for one in fields
        if isinstance(one, Field)
    ]
