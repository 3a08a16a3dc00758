"""The papers of a case: their list, each as PDF and XLSX, and the folder for the auditor."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from upaya.alur import folder
from upaya.alur.case import WorkflowModel
from upaya.alur.folder import FolderError
from upaya.alur.frame import case_trail
from upaya.alur.pages import CasePages
from upaya.alur.papers import Folder, Papers, issue
from upaya.core.access import Request
from upaya.core.documents import pdf, register, xlsx
from upaya.core.guard import View, protected_object
from upaya.exchange.xlsx_writer import XLSX_TYPE

LIST = "dokumen"


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
            for form in ("pdf", "xlsx")
        ),
    ]
    kept = papers.folder
    if kept is not None:
        view = _folder(pages, papers, kept)
        found.append(path(f"{prefix}{kept.name}.zip", view, name=f"{kept.name}_zip"))
    return found


def _list(pages: CasePages, papers: Papers) -> View:
    """Which papers there are, which not yet and why."""

    @protected_object(papers.permission, pages.road.model, related=papers.related)
    @require_safe
    def view(request: Request, case: WorkflowModel) -> HttpResponse:
        standing, kinds = register.standing_of(case), papers.of(pages.road.read(case))
        context = {
            "case": case,
            "pages": pages,
            "rows": [
                {"kind": kind, "issued": None if kind.missing else standing.get(kind.key)}
                for kind in kinds
            ],
            "ready": sum(not kind.missing for kind in kinds),
            "trail": case_trail(pages, case, "Dokumen"),
        }
        return render(request, "alur/papers.html", context)

    return view


def _paper(pages: CasePages, papers: Papers, form: str) -> View:
    """One paper as a file: PDF and XLSX of the same content have one number."""
    write, kind = (pdf.render, pdf.PDF_TYPE) if form == "pdf" else (xlsx.render, XLSX_TYPE)

    @protected_object(papers.permission, pages.road.model, related=papers.related)
    @require_safe
    def view(request: Request, case: WorkflowModel, jenis: str) -> HttpResponse:
        found = papers.find(pages.road.read(case), jenis)
        if found is None:
            raise Http404
        if found.missing:
            messages.warning(request, f"{found.name}: {found.missing}")
            return redirect(pages.address(LIST), pk=case.pk)
        isi = found.make()
        terbit = register.terbit(issue(case, [isi], request.access)[0])
        response = HttpResponse(write(isi, terbit), content_type=kind)
        response["Content-Disposition"] = _attached(f"{jenis}-{papers.stem(case)}.{form}")
        return response

    return view


def _folder(pages: CasePages, papers: Papers, kept: Folder) -> View:
    """The whole folder."""

    @protected_object(papers.permission, pages.road.model, related=papers.related)
    @require_safe
    def view(request: Request, case: WorkflowModel) -> HttpResponseBase:
        try:
            body = folder.make(papers, kept, pages.road.read(case), request.access)
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
