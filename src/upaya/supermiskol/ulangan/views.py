"""Pages of repeated visits: the board, and the form that whoever repeats fills blind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.rules.supermiskol.skema import Indikator
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan.forms import question
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.ulangan import services
from upaya.supermiskol.ulangan.models import Ulangan
from upaya.supermiskol.ulangan.queries import board, for_me, waiting

TITLE = "Kunjungan ulang"
SHOWN = 50
RELATED = ("kunjungan__skema", "kunjungan__permohonan__desa", "oleh")


class UlanganForm(forms.Form):
    """The same questions, empty: what was answered before is not shown."""

    def __init__(self, data: Any = None, *, indikator: tuple[Indikator, ...]) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data)
        for one in indikator:
            self.fields[f"i-{one.kode}"] = question(one)
        self.fields["catatan"] = forms.CharField(
            label="Catatan", max_length=2_000, required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip

    @property
    def answers(self) -> dict[str, Any]:
        """By indicator."""
        said = self.cleaned_data
        return {name[2:]: value for name, value in said.items() if name.startswith("i-")}


@protected(IzinSupermiskol.LIHAT)
@require_safe
def ulangan(request: Request) -> HttpResponse:
    """Agreement per indicator and surveyor, and what waits."""
    mine = request.access.allows(IzinSupermiskol.KUNJUNGI)
    rows = for_me(request.access) if mine else waiting(request.access.scope)
    context = {
        "papan": board(request.access.scope),
        "menunggu": list(rows[:SHOWN]),
        "boleh": mine,
        "trail": trail(
            (PAGES.title, reverse("miskol:daftar")), ("Papan", reverse("miskol:papan")), here=TITLE
        ),
    }
    return render(request, "supermiskol/ulangan.html", context)


@protected_object(IzinSupermiskol.KUNJUNGI, Ulangan, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def ulangan_isi(request: Request, row: Ulangan) -> HttpResponse:
    """The form of whoever repeats; never for one of those who were there."""
    if request.access.user_id in services.present(row.kunjungan):
        raise PermissionDenied(services.OWN)
    asked = tuple(row.kunjungan.skema.skema.dihitung)
    form = UlanganForm(request.POST if request.method == "POST" else None, indikator=asked)
    if form.is_bound and form.is_valid():
        try:
            services.answer(row.pk, request.access, form.answers, form.cleaned_data["catatan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Kunjungan ulang tersimpan. Terima kasih.")
            return redirect("miskol:ulangan")
    case = row.kunjungan.permohonan
    context = {
        "row": row,
        "case": case,
        "form": None if row.oleh_id else form,
        "trail": trail(
            (PAGES.title, reverse("miskol:daftar")),
            (TITLE, reverse("miskol:ulangan")),
            here=case.tiket,
        ),
    }
    return render(request, "supermiskol/ulangan_isi.html", context, status=status_of(form))
