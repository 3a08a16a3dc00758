"""Addresses of a case: everything that a road and a `CasePages` bring."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, path

from upaya.alur.case import PartedModel
from upaya.alur.forms import StepForm
from upaya.alur.page_frame import ALONE
from upaya.alur.pages import HISTORY, LANES, CasePages
from upaya.alur.views.cases import case_view, history_view, list_view, part_view
from upaya.alur.views.findings import finding_views
from upaya.alur.views.lanes import lanes_view
from upaya.alur.views.papers import paper_paths
from upaya.alur.views.steps import FormOf, step_views
from upaya.core.guard import View
from upaya.rules.workflow import Move


def _plain(_move: Move) -> type[StepForm]:
    return StepForm


def case_paths(
    pages: CasePages,
    prefix: str = "",
    *,
    step_form: FormOf = _plain,
    own: Mapping[str, View] | None = None,
) -> list[URLPattern]:
    """The addresses below `prefix`. `own` are views of the system in place of general ones.

    `step_form` says what the second step of a move asks.
    """
    model, ours = pages.road.model, dict(own or {})
    page = model.page.partition(":")[2] or ALONE
    views = {pages.list_page: ("", list_view(pages)), page: ("<int:pk>/", case_view(pages))}
    views[LANES] = (f"{LANES}/", lanes_view(pages))
    views[HISTORY] = (f"<int:pk>/{HISTORY}/", history_view(pages))
    for name, view in step_views(pages, step_form).items():
        views[f"alur_{name}"] = (f"<int:pk>/alur/{name}/", view)
    if issubclass(model, PartedModel):
        for part in pages.parts:
            views[part] = (f"<int:pk>/{part}/", part_view(pages, part, model))
    if issubclass(model, PartedModel) and pages.find and pages.write:
        found = finding_views(pages, model, pages.find, pages.write)
        for name, view in found.items():
            views[name] = (f"<int:pk>/temuan/{_FINDINGS[name]}", view)
    if ours.keys() - views.keys():
        raise ImproperlyConfigured(f"bukan halaman alur: {', '.join(ours.keys() - views.keys())}")
    return [
        *(path(prefix + at, ours.get(name, view), name=name) for name, (at, view) in views.items()),
        *paper_paths(pages, f"{prefix}<int:pk>/"),
    ]


_FINDINGS = {
    "temuan_tambah": "",
    "temuan_cabut": "<int:temuan>/cabut/",
    "temuan_tanggapi": "<int:temuan>/tanggapi/",
}
