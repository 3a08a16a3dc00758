"""The papers of a case: their list, each as a file, issuing, and the folder for the auditor."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from upaya.alur import folder
from upaya.alur.case import WorkflowModel
from upaya.alur.folder import FolderError
from upaya.alur.page_frame import case_trail
from upaya.alur.pages import CasePages
from upaya.alur.papers import Folder, IssueError, Papers, issue, sheets_of, unsigned
from upaya.core.access import Request
from upaya.core.documents import register
from upaya.core.documents.download import Bentuk, answer, paper_size, states
from upaya.core.guard import View, protected_object

LIST = "dokumen"
ISSUE = "terbitkan"
_FORMS: tuple[Bentuk, ...] = ("pdf", "xlsx")


def paper_paths(pages: CasePages, prefix: str) -> list[URLPattern]:
    """The addresses of papers below `prefix`; none for a system without papers."""
    papers = pages.papers
    if papers is None:
        return []
    found = [
        path(f"{prefix}{LIST}/", _list(pages, papers), name=LIST),
        *(
            path(
                f"{prefix}{LIST}/<slug:jenis>.{form}",
                _paper(pages, papers, form),
                name=f"{LIST}_{form}",
            )
            for form in _FORMS
        ),
        path(f"{prefix}{LIST}/{ISSUE}/", _issue(pages, papers), name=f"{LIST}_{ISSUE}"),
    ]
    kept = papers.folder
    if kept is not None:
        view = _folder(pages, papers, kept)
        found.append(path(f"{prefix}{kept.name}.zip", view, name=f"{kept.name}_zip"))
    return found


def _list(pages: CasePages, papers: Papers) -> View:
    """Which papers there are, how each stands, which not yet and why."""

    @protected_object(papers.permission, pages.road.model, related=papers.related)
    @require_safe
    def view(request: Request, case: WorkflowModel) -> HttpResponse:
        reading = pages.road.read(case)
        issued = register.issued_of(case)
        sheets = sheets_of(papers, reading, issued)
        mine = [one for one in sheets if request.access.allows(one.paper.permission)]
        ready = [one for one in sheets if one.state]
        context = {
            "case": case,
            "pages": pages,
            "rows": [{"sheet": one, "mine": one in mine} for one in sheets],
            "ready": len(ready),
            "due": [one for one in mine if one.due],
            "withdrawn": issued.withdrawn,
            "remarks": [*unsigned(sheets), *(papers.remarks(reading) if ready else ())],
            "size": paper_size(request),
            "trail": case_trail(pages, case, "Dokumen"),
        }
        return render(request, "alur/papers.html", context)

    return view


def _issue(pages: CasePages, papers: Papers) -> View:
    """Draw numbers: for one paper, or for all that were named, in one step."""

    @protected_object(papers.issue_permission, pages.road.model, inside=papers.issuers)
    @require_POST
    def view(request: Request, case: WorkflowModel) -> HttpResponse:
        try:
            kinds = request.POST.getlist("jenis")
            issued = issue(pages.road, papers, case.pk, kinds, request.access)
        except IssueError as refused:
            messages.error(request, str(refused))
        else:
            names = "; ".join(f"{row.judul}, nomor {row.nomor}" for row in issued)
            messages.success(request, f"Terbit: {names}.")
        return redirect(pages.address(LIST), pk=case.pk)

    return view


def _paper(pages: CasePages, papers: Papers, form: Bentuk) -> View:
    """One paper as a file: PDF and XLSX of the same content have one number."""
    inside = (papers.accounts,) if papers.accounts else ()

    @protected_object(papers.permission, pages.road.model, related=papers.related, inside=inside)
    @require_safe
    def view(request: Request, case: WorkflowModel, jenis: str) -> HttpResponse:
        found = papers.find(pages.road.read(case), jenis)
        if found is None:
            raise Http404
        if found.missing:
            messages.warning(request, f"{found.name}: {found.missing}")
            return redirect(pages.address(LIST), pk=case.pk)
        isi = found.make()
        return answer(
            request,
            case,
            states(case, [isi])[isi.jenis],
            name=f"{jenis}-{papers.stem(case)}",
            kabupaten=case.owner_kabupaten(),
            form=form,
            accounts=papers.accounts,
        )

    return view


def _folder(pages: CasePages, papers: Papers, kept: Folder) -> View:
    """The whole folder; it issues nothing."""

    @protected_object(papers.permission, pages.road.model, related=papers.related)
    @require_safe
    def view(request: Request, case: WorkflowModel) -> HttpResponseBase:
        try:
            body = folder.make(papers, kept, pages.road.read(case), request)
        except FolderError as refused:
            messages.error(request, str(refused))
            return redirect(pages.address(LIST), pk=case.pk)
        response = FileResponse(body, content_type="application/zip")
        name = f"{kept.name}-{papers.stem(case)}.zip"
        response["Content-Disposition"] = _attached(name)
        return response

    return view


def _attached(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
