"""Pages of the library that everybody may open, and those on which moderators keep it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core.access import Request
from upaya.core.answers import attachment, stored_attachment
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object, public
from upaya.core.models import StoredFile
from upaya.core.navigation import trail
from upaya.komunitas import tamu
from upaya.komunitas.diskusi.teks import html
from upaya.komunitas.izin import IzinKomunitas
from upaya.komunitas.perpustakaan import ics, queries, services
from upaya.komunitas.perpustakaan.forms import BacaanForm, PertemuanForm, before
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan

_OPEN = "perpustakaan dan pertemuan komunitas dibaca siapa pun"
_HOME = ("Komunitas praktisi", "/komunitas/")


@public(_OPEN)
@require_safe
def perpustakaan(request: HttpRequest) -> HttpResponse:
    """The shelves: all of it, one kind, or one label."""
    jenis, label = request.GET.get("jenis", ""), request.GET.get("label", "")[:40]
    context = {
        "page": queries.readings(jenis, label, request.GET.get("hal")),
        "jenis": Bacaan.Jenis.choices,
        "dipilih": jenis,
        "label": label,
        "trail": trail(_HOME, here="Perpustakaan"),
    }
    return render(request, "komunitas/perpustakaan.html", context)


@public(_OPEN)
@require_safe
def bacaan(request: HttpRequest, bacaan: int) -> HttpResponse:
    """One reading with its citation."""
    found = queries.reading(bacaan)
    context = {
        "bacaan": found,
        "ringkasan": html(found["ringkasan"]),
        "trail": trail(
            _HOME, ("Perpustakaan", reverse("komunitas:perpustakaan")), here=found["judul"]
        ),
    }
    return render(request, "komunitas/bacaan.html", context)


@public(_OPEN)
@require_safe
def bacaan_berkas(request: HttpRequest, bacaan: int) -> HttpResponse:
    """The file of a reading."""
    found = queries.reading(bacaan)
    if found["berkas_id"] is None:
        return redirect("komunitas:bacaan", bacaan)
    if not tamu.DOWNLOADS.spend(request):
        messages.error(request, tamu.TOO_MANY_DOWNLOADS)
        return redirect("komunitas:bacaan", bacaan)
    stored = StoredFile.objects.filter(pk=found["berkas_id"]).first()
    if stored is None:
        raise Http404
    return stored_attachment(stored)


@public(_OPEN)
@require_safe
def pertemuan_daftar(request: HttpRequest) -> HttpResponse:
    """Meetings to come, and those that were with their minutes."""
    coming, past = queries.meetings(request.GET.get("hal"))
    context = {"datang": coming, "page": past, "trail": trail(_HOME, here="Pertemuan")}
    return render(request, "komunitas/pertemuan_daftar.html", context)


@public(_OPEN)
@require_safe
def pertemuan(request: HttpRequest, pertemuan: int) -> HttpResponse:
    """One meeting."""
    found = queries.meeting(pertemuan)
    context = {
        "pertemuan": found,
        "uraian": html(found["uraian"]),
        "notulen": html(found["notulen"]),
        "trail": trail(
            _HOME, ("Pertemuan", reverse("komunitas:pertemuan_daftar")), here=found["judul"]
        ),
    }
    return render(request, "komunitas/pertemuan.html", context)


@public(_OPEN)
@require_safe
def pertemuan_ics(request: HttpRequest, pertemuan: int) -> HttpResponse:
    """The meeting for a calendar; fetched again after a change it replaces what was there."""
    found = queries.meeting(pertemuan)
    address = settings.BASE_URL + reverse("komunitas:pertemuan", args=[pertemuan])
    body = ics.calendar(found, address)
    return attachment(body, "text/calendar; charset=utf-8", f"pertemuan-{pertemuan}.ics")


# ------------------------------------------------------------------ moderators
def _way(here: str) -> list[dict[str, str]]:
    return trail(("Moderasi komunitas", reverse("komunitas:moderasi")), here=here)


@protected(IzinKomunitas.MODERASI)
@require_http_methods(["GET", "HEAD", "POST"])
def bacaan_baru(request: Request) -> HttpResponse:
    """Add a reading."""
    sent = request.method == "POST"
    form = BacaanForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        file = said.pop("berkas") or None
        try:
            made = services.add(request.access, said, file)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Bacaan ditambahkan.")
            return redirect("komunitas:bacaan", made.pk)
    context = {"form": form, "trail": _way("Bacaan baru")}
    return render(request, "komunitas/bacaan_baru.html", context, status=status_of(form))


@protected_object(IzinKomunitas.MODERASI, Bacaan)
@require_http_methods(["GET", "HEAD", "POST"])
def bacaan_tarik(request: Request, found: Bacaan) -> HttpResponse:
    """Take a reading off the shelf."""
    if request.method == "POST":
        services.take_out(found.pk, request.access)
        messages.success(request, "Bacaan ditarik dari perpustakaan.")
        return redirect("komunitas:perpustakaan")
    context = {"bacaan": found, "trail": _way("Tarik bacaan")}
    return render(request, "komunitas/bacaan_tarik.html", context)


@protected(IzinKomunitas.MODERASI)
@require_http_methods(["GET", "HEAD", "POST"])
def pertemuan_baru(request: Request) -> HttpResponse:
    """Announce a meeting."""
    form = PertemuanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.plan(request.access, form.said())
        messages.success(request, "Pertemuan diumumkan.")
        return redirect("komunitas:pertemuan", made.pk)
    context = {"form": form, "judul": "Pertemuan baru", "trail": _way("Pertemuan baru")}
    return render(request, "komunitas/pertemuan_form.html", context, status=status_of(form))


@protected_object(IzinKomunitas.MODERASI, Pertemuan)
@require_http_methods(["GET", "HEAD", "POST"])
def pertemuan_ubah(request: Request, found: Pertemuan) -> HttpResponse:
    """Change a meeting, write its minutes, call it off."""
    form = PertemuanForm(request.POST if request.method == "POST" else None, initial=before(found))
    if request.method == "POST" and form.is_valid():
        services.change(found.pk, request.access, form.said())
        messages.success(request, "Pertemuan tersimpan; kalender yang memuatnya ikut berubah.")
        return redirect("komunitas:pertemuan", found.pk)
    context = {"form": form, "judul": f"Ubah {found.judul}", "trail": _way("Ubah pertemuan")}
    return render(request, "komunitas/pertemuan_form.html", context, status=status_of(form))
