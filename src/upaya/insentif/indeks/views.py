"""Publishing the indices of a month: the program proposes, the Dinas decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.navigation import trail
from upaya.insentif.indeks.forms import IndeksForm
from upaya.insentif.indeks.queries import (
    UsulanIndeks,
    months_with_rules,
    proposals,
    published_counts,
)
from upaya.insentif.indeks.services import Penerbitan, PublishRefusedError, publish_all
from upaya.insentif.izin import IzinInsentif
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.articles import binding
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.parameter import Value
from upaya.rules.period import Period


@protected(IzinInsentif.INDEKS_TERBITKAN)
@require_safe
def indeks(request: Request) -> HttpResponse:
    """The months, newest first, with how many puskesmas have their indices."""
    scope = request.access.scope
    months = months_with_rules(scope, rulebook_for(scope.kabupaten or ""))
    counts = published_counts(scope, months)
    rows = [{"bulan": month, "terbit": counts.per_bulan.get(month, 0)} for month in months]
    return render(request, "insentif/indeks.html", {"rows": rows, "jumlah": counts.total})


@protected(IzinInsentif.INDEKS_TERBITKAN)
def indeks_bulan(request: Request, periode: str) -> HttpResponse:
    """The sheet of one month."""
    try:
        period = Period.parse(periode)
    except ValueError as fault:
        raise Http404 from fault
    scope = request.access.scope
    book = rulebook_for(scope.kabupaten or "")
    if period not in months_with_rules(scope, book):
        raise Http404
    rows = proposals(scope, period, book)
    allowed = Penerbitan.of(scope.kabupaten or "", period, book)
    form = IndeksForm(rows, allowed, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = _publish(request, period, form)
        if done is not None:
            return done
    status = 422 if form.is_bound else 200
    basis = book.find(DASAR_DOKUMEN, period.last_day, scope.kabupaten or "")
    return render(
        request, "insentif/indeks_bulan.html", _context(period, rows, form, basis), status=status
    )


def _publish(request: Request, period: Period, form: IndeksForm) -> HttpResponse | None:
    changes = [(row.puskesmas.pk, indices) for row, indices in form.changes()]
    if not changes:
        messages.info(request, "Tidak ada indeks yang berubah, jadi tidak ada yang diterbitkan.")
        return redirect("insentif:indeks_bulan", str(period))
    try:
        publish_all(
            changes,
            period,
            request.access,
            nomor_surat=form.cleaned_data["nomor_surat"],
            alasan=form.cleaned_data["alasan"],
        )
    except PublishRefusedError as fault:
        form.add_error(None, str(fault))
        return None
    messages.success(request, f"Indeks {period.nama} terbit untuk {len(changes)} puskesmas.")
    return redirect("insentif:indeks_bulan", str(period))


def _context(
    period: Period, rows: list[UsulanIndeks], form: IndeksForm, basis: Value | None
) -> dict[str, Any]:
    return {
        "pasal": binding(f"Pasal 11A ayat (8) huruf a dan b {INSENTIF.source}", basis),
        "bulan": period,
        "remah": trail(("Indeks", reverse("insentif:indeks")), here=period.nama),
        "form": form,
        "rows": [{"usulan": row, "cells": form.cells(row)} for row in rows],
    }
