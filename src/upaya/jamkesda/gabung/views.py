"""Pages of merges: choose the other card, look at both, decide; undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.core.navigation import trail
from upaya.jamkesda.gabung import queries, services
from upaya.jamkesda.gabung.forms import GabungForm, KartuForm, PisahForm
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta.models import Peserta

_RELATED = ("warga__desa", "warga__keluarga", "gabung_ke")


@protected_object(IzinJamkesda.PESERTA_GABUNG, Peserta, related=_RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def gabung(request: Request, found: Peserta) -> HttpResponse:
    """Another card becomes part of this one: asked by its number, shown, then decided."""
    asked = request.POST if request.method == "POST" else request.GET
    first = KartuForm(asked if "kartu" in asked else None)
    other, form = None, None
    if first.is_bound and first.is_valid():
        other = queries.kartu(request.access.scope, first.cleaned_data["kartu"])
        if other is None or other.pk == found.pk:
            first.add_error("kartu", "Tidak ada peserta lain dengan nomor kartu ini.")
            other = None
        else:
            form = GabungForm(asked if request.method == "POST" else None,
                              initial={"kartu": other.kartu})  # fmt: skip
    if request.method == "POST" and form is not None and form.is_valid():
        said = form.cleaned_data
        try:
            services.gabungkan(
                found.pk, request.access, said["kartu"], said["alasan"], said["dokumen"]
            )
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Kedua kartu digabungkan; yang berlaku kartu ini.")
            return redirect("jamkesda:peserta", pk=found.pk)
    status = status_of(form) if form is not None else status_of(first)
    return render(
        request, "jamkesda/gabung.html", _context(found, other, first, form), status=status
    )


def _context(
    found: Peserta, other: Peserta | None, first: KartuForm, form: GabungForm | None
) -> dict[str, Any]:
    return {
        "peserta": found,
        "kembar": queries.kembar(found) if other is None else [],
        "sisi": [queries.sisi(found), queries.sisi(other)] if other is not None else [],
        "pilih": first,
        "form": form,
        "hidup": queries.hidup(found),
        "pisah": PisahForm(auto_id="pisah_%s"),
        "trail": trail(
            ("Peserta", reverse("jamkesda:peserta_daftar")),
            (found.kartu, reverse("jamkesda:peserta", args=[found.pk])),
            here="Gabungkan kartu",
        ),
    }


@protected_object(
    IzinJamkesda.PESERTA_GABUNG, Penggabungan, related=("peserta__warga__desa", "digabung")
)
@require_POST
def pisah(request: Request, found: Penggabungan) -> HttpResponse:
    """Undo a merge."""
    form = PisahForm(request.POST, auto_id="pisah_%s")
    if form.is_valid():
        try:
            services.pisahkan(found.pk, request.access, form.cleaned_data["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Penggabungan dibatalkan; kedua kartu berdiri sendiri lagi.")
            return redirect("jamkesda:peserta", pk=found.peserta_id)
    context = _context(found.peserta, None, KartuForm(), None) | {"pisah": form}
    return render(request, "jamkesda/gabung.html", context, status=status_of(form))
