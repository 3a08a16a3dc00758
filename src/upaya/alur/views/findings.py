"""Findings on the parts of a case: noted, taken back, answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from upaya.alur import findings
from upaya.alur.case import FindingModel, PartedModel
from upaya.alur.forms import AnswerForm, FindingForm
from upaya.alur.page_frame import CONFLICT, FAULTY, case_context
from upaya.alur.pages import CasePages
from upaya.alur.writing import ClosedError
from upaya.core.access import Request
from upaya.core.guard import View, protected_object
from upaya.core.permissions import Permission


def finding_views(
    pages: CasePages, model: type[PartedModel], find: Permission, write: Permission
) -> dict[str, View]:
    """The views of findings, by address."""
    room, related = _Room(pages, model), pages.road.related

    @protected_object(find, model, related=related)
    @require_POST
    def add(request: Request, case: PartedModel) -> HttpResponse:
        return room.add(request, case)

    @protected_object(find, model)
    @require_POST
    def withdraw(request: Request, case: PartedModel, temuan: int) -> HttpResponse:
        return room.withdraw(request, case, temuan)

    @protected_object(write, model, related=related)
    @require_POST
    def answer(request: Request, case: PartedModel, temuan: int) -> HttpResponse:
        return room.answer(request, case, temuan)

    return {"temuan_tambah": add, "temuan_cabut": withdraw, "temuan_tanggapi": answer}


@dataclass(frozen=True, slots=True)
class _Room:
    """What the three do."""

    pages: CasePages
    model: type[PartedModel]

    def add(self, request: Request, case: PartedModel) -> HttpResponse:
        """Note a finding on one part."""
        part, reading = request.POST.get("bagian", ""), self._read(case)
        if part not in self.pages.parts:
            raise Http404
        places = self.pages.places(reading, part)
        form, title = FindingForm(request.POST, places=places), "Catat temuan"
        if not form.is_valid():
            return self._again(request, reading, part, form, title)
        try:
            said = form.cleaned_data["uraian"]
            findings.add(self.model, case.pk, request.access, part, said, form.place)
        except ClosedError as fault:
            form.add_error(None, str(fault))
            return self._again(request, self._anew(case), part, form, title, status=CONFLICT)
        messages.success(request, f"Temuan pada {self.pages.parts[part]} dicatat.")
        return redirect(self.pages.address(part), pk=case.pk)

    def withdraw(self, request: Request, case: PartedModel, finding: int) -> HttpResponse:
        """Take back a finding that nobody was told of."""
        part = _known(request, self._read(case), finding).bagian
        try:
            findings.withdraw(self.model, case.pk, request.access, finding)
        except ClosedError as fault:
            messages.error(request, str(fault))
        except ObjectDoesNotExist:
            messages.error(request, "Temuan putaran yang lewat tidak dapat dicabut.")
        else:
            messages.success(request, "Temuan dicabut.")
        return redirect(self.pages.address(part), pk=case.pk)

    def answer(self, request: Request, case: PartedModel, finding: int) -> HttpResponse:
        """Answer a finding of the last return."""
        reading = self._read(case)
        found = _known(request, reading, finding)
        form, part = AnswerForm(request.POST), str(found.bagian)
        title, submit = f"Tanggapan atas: {found.uraian}", "Simpan tanggapan"
        if not form.is_valid():
            return self._again(request, reading, part, form, title, submit)
        try:
            words = form.cleaned_data["tanggapan"]
            findings.answer(self.model, case.pk, request.access, found.pk, words)
        except ClosedError as fault:
            form.add_error(None, str(fault))
            anew = self._anew(case)
            return self._again(request, anew, part, form, title, submit, status=CONFLICT)
        messages.success(request, "Tanggapan tersimpan.")
        return redirect(self.pages.address(part), pk=case.pk)

    def _read(self, case: PartedModel) -> Any:  # noqa: ANN401 - the system's own reading
        return self.pages.road.read(case)

    def _anew(self, case: PartedModel) -> Any:  # noqa: ANN401
        """What stands there now that a write was refused."""
        case.refresh_from_db()
        return self._read(case)

    def _again(
        self,
        request: Request,
        reading: Any,  # noqa: ANN401
        part: str,
        form: forms.Form,
        title: str,
        submit: str = "Catat temuan",
        *,
        status: int = FAULTY,
    ) -> HttpResponse:
        """The same words once more, on a page of their own, with what is wrong with them."""
        context = case_context(self.pages, request, reading, part) | {
            "form": form,
            "title": title,
            "submit": submit,
            "back": reverse(self.pages.address(part), args=[reading.subject.pk]),
            "part": part,
        }
        return render(request, "alur/finding.html", context, status=status)


def _known(
    request: Request,
    reading: Any,  # noqa: ANN401
    pk: int,
) -> FindingModel:
    known: list[FindingModel] = reading.findings_for(request.access)
    found = next((one for one in known if one.pk == pk), None)
    if found is None:
        raise Http404
    return found
