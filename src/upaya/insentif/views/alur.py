"""Moves of a month, each with a real second step, and the findings of the Dinas.

There is one view per move, made from the table of the workflow: a new move needs no new code here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from upaya.core.access import Request
from upaya.core.forms import show_refusal
from upaya.core.guard import View, protected_object
from upaya.core.permissions import move_permission
from upaya.core.steps import next_words
from upaya.core.workflow import MoveRefusedError
from upaya.insentif.bulan.models import Bagian, Pengajuan, Temuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.isian.forms import LangkahForm, TanggapanForm, TemuanForm
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.queries.hambatan import placed
from upaya.insentif.services import alur
from upaya.insentif.services import temuan as findings
from upaya.insentif.services.penulisan import ClosedError
from upaya.insentif.uang.forms import TRANSFERS, TransferForm
from upaya.insentif.views.frame import CONFLICT, FAULTY, RELATED, month_context, month_trail
from upaya.rules.insentif.road import APPROVED, INSENTIF
from upaya.rules.roles import either
from upaya.rules.workflow import Move


def _view_of(move: Move) -> View:
    """The page of one move: GET says what will happen, POST makes it."""

    @protected_object(move_permission(INSENTIF, move.name), Pengajuan, related=RELATED)
    @require_http_methods(["GET", "HEAD", "POST"])
    def step(request: Request, month: Pengajuan) -> HttpResponseBase:
        if request.method == "POST":
            return _make(request, month, move)
        if month.status not in move.sources:
            return _too_late(request, month, move)
        sheet = LembarBulan(month)
        return _second_step(request, sheet, move, _form(sheet, move))

    return step


VIEWS: dict[str, View] = {name: _view_of(move) for name, move in INSENTIF.moves.items()}


def _form(sheet: LembarBulan, move: Move) -> LangkahForm:
    """The form of a move, with what the person sees: status, amounts, what is to be transferred."""
    status, sidik = sheet.month.status, sheet.hitungan.sidik
    if move.name not in TRANSFERS:
        return LangkahForm(move=move, seen_status=status, seen_sidik=sidik)
    payment = sheet.pembayaran
    return TransferForm(
        move=move,
        seen_status=status,
        seen_sidik=sidik,
        open_amount=payment.sisa_dana if payment else 0,
    )


def _make(request: Request, month: Pengajuan, move: Move) -> HttpResponse:
    if month.status not in move.sources:
        return _too_late(request, month, move)
    form = (TransferForm if move.name in TRANSFERS else LangkahForm)(request.POST, move=move)
    if not form.is_valid():
        return _second_step(request, LembarBulan(month), move, form, status=FAULTY)
    try:
        moved = alur.move(
            month.pk,
            move.name,
            request.access,
            seen_status=form.cleaned_data["seen_status"],
            seen_sidik=form.cleaned_data["seen_sidik"],
            reason=form.reason,
            pernyataan=bool(form.cleaned_data.get("pernyataan")),
            transfer=form.transfer if isinstance(form, TransferForm) else None,
        )
    except MoveRefusedError as fault:
        return _refused(request, month, move, form, fault)
    messages.success(request, f"{move.done} {next_words(moved.state)}".strip())
    return redirect("insentif:bulan", pk=month.pk)


def _refused(
    request: Request, month: Pengajuan, move: Move, form: LangkahForm, fault: MoveRefusedError
) -> HttpResponse:
    """What the refusal was decided upon, not what the page in front had shown."""
    sheet: LembarBulan = fault.reading or LembarBulan(month)
    if sheet.month.status != form.cleaned_data["seen_status"]:
        return _too_late(request, sheet.month, move)
    if fault.fields is None:
        return _second_step(request, sheet, move, form, fault.reasons, status=FAULTY)
    show_refusal(form, _named_as_on_page(fault.fields))
    return _second_step(request, sheet, move, form, status=FAULTY)


def _named_as_on_page(refusal: ValidationError) -> ValidationError:
    """`alasan` of a transfer has another name here: a move can have a reason of its own."""
    found = dict(getattr(refusal, "error_dict", {}))
    if "alasan" in found:
        found["alasan_kurang"] = found.pop("alasan")
    return ValidationError(found) if found else refusal


def _too_late(request: Request, month: Pengajuan, move: Move) -> HttpResponse:
    """Somebody was quicker, or the same button was pressed twice: nothing is done twice."""
    messages.warning(
        request,
        f"Status bulan ini sudah “{month.state.label}”; langkah “{move.label}” tidak dilakukan "
        "lagi.",
    )
    return redirect("insentif:bulan", pk=month.pk)


def _second_step(
    request: Request,
    sheet: LembarBulan,
    move: Move,
    form: LangkahForm,
    refused: Sequence[str] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    month = sheet.month
    sentences = list(refused) or alur.obstacles(sheet, move, request.access)
    context = {
        "pengajuan": month,
        "langkah": move,
        "form": form,
        "hambatan": placed(sheet, move, sentences),
        "akibat": _consequences(month, move),
        "hasil": None if sentences else sheet.hitungan.hasil,
        "dibayarkan": month.status in APPROVED,
        "temuan": _new_findings(request, sheet),
        "remah": month_trail(month, move.label),
        "nada": "main" if INSENTIF.moves_from(month.status)[0] is move else "bad",
    }
    return render(request, "insentif/langkah.html", context, status=status)


def _consequences(month: Pengajuan, move: Move) -> list[str]:
    target = INSENTIF.states[move.target]
    sentences = [f"Status berubah dari “{month.state.label}” menjadi “{target.label}”."]
    if move.name in alur.AKIBAT:
        sentences.append(alur.AKIBAT[move.name])
    if target.waits_for:
        sentences.append(f"Berikutnya {either(target.waits_for)}: {target.next_step}")
    return sentences


def _new_findings(request: Request, sheet: LembarBulan) -> list[Temuan]:
    return [
        found for found in sheet.temuan_kini(request.access) if found.round == sheet.month.round
    ]


@protected_object(IzinInsentif.TEMUAN, Pengajuan, related=RELATED)
@require_POST
def temuan_tambah(request: Request, month: Pengajuan) -> HttpResponse:
    """Note a finding on one part."""
    try:
        part = Bagian(request.POST.get("bagian", ""))
    except ValueError as fault:
        raise Http404 from fault
    form = TemuanForm(request.POST)
    if not form.is_valid():
        return _again(request, month, part, form, "Catat temuan")
    try:
        findings.add(month.pk, request.access, part, form.cleaned_data["uraian"])
    except ClosedError as fault:
        form.add_error(None, str(fault))
        return _again(request, month, part, form, "Catat temuan", status=CONFLICT)
    messages.success(request, f"Temuan pada {part.label} dicatat.")
    return redirect(f"insentif:{part.value}", pk=month.pk)


@protected_object(IzinInsentif.TEMUAN, Pengajuan)
@require_POST
def temuan_cabut(request: Request, month: Pengajuan, temuan: int) -> HttpResponse:
    """Take back a finding that the puskesmas has not seen."""
    part = _finding(request, month, temuan).bagian
    try:
        findings.withdraw(month.pk, request.access, temuan)
    except (ClosedError, Temuan.DoesNotExist) as fault:
        messages.error(
            request,
            str(fault)
            if isinstance(fault, ClosedError)
            else "Temuan putaran yang lewat tidak dapat dicabut.",
        )
    else:
        messages.success(request, "Temuan dicabut.")
    return redirect(f"insentif:{part}", pk=month.pk)


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_POST
def temuan_tanggapi(request: Request, month: Pengajuan, temuan: int) -> HttpResponse:
    """Answer a finding of the last return."""
    found = _finding(request, month, temuan)
    part = Bagian(found.bagian)
    form = TanggapanForm(request.POST)
    title = f"Tanggapan atas: {found.uraian}"
    if not form.is_valid():
        return _again(request, month, part, form, title, "Simpan tanggapan")
    try:
        findings.answer(month.pk, request.access, found.pk, form.cleaned_data["tanggapan"])
    except ClosedError as fault:
        form.add_error(None, str(fault))
        return _again(request, month, part, form, title, "Simpan tanggapan", status=CONFLICT)
    messages.success(request, "Tanggapan tersimpan.")
    return redirect(f"insentif:{part.value}", pk=month.pk)


def _finding(request: Request, month: Pengajuan, pk: int) -> Temuan:
    known = LembarBulan(month).temuan_bagi(request.access)
    found = next((one for one in known if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _again(
    request: Request,
    month: Pengajuan,
    part: Bagian,
    form: forms.Form,
    title: str,
    submit: str = "Catat temuan",
    *,
    status: int = FAULTY,
) -> HttpResponse:
    """The same words once more, on a page of their own, with what is wrong with them."""
    month.refresh_from_db()
    context: dict[str, Any] = month_context(request, LembarBulan(month), part.value) | {
        "form": form,
        "judul_isian": title,
        "simpan": submit,
        "kembali": reverse(f"insentif:{part.value}", args=[month.pk]),
        "bagian_isian": part.value,
    }
    return render(request, "insentif/temuan_isian.html", context, status=status)
