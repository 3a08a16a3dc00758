"""The moderator's pages against abuse: what readers flagged, one comment, bans."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.komunitas.diskusi import jaga
from upaya.komunitas.diskusi.forms import JagaForm
from upaya.komunitas.diskusi.models import Tanggapan
from upaya.komunitas.diskusi.models_jaga import Blokir
from upaya.komunitas.diskusi.teks import html
from upaya.komunitas.izin import IzinKomunitas

_QUEUE = "Moderasi komunitas"
_MOST = 100


@protected(IzinKomunitas.MODERASI)
@require_safe
def laporan(request: Request) -> HttpResponse:
    """Comments with open flags, the most flagged first, and the bans."""
    scope = request.access.scope
    flagged = (
        Tanggapan.objects.for_scope(scope)
        .filter(laporan__selesai_pada=None, laporan__isnull=False)
        .annotate(banyak=Count("laporan", filter=Q(laporan__selesai_pada=None)))
        .select_related("topik")
        .order_by("-banyak", "pk")[:_MOST]
    )
    context = {
        "dilaporkan": flagged,
        "blokir": Blokir.objects.for_scope(scope).select_related("dibuat_oleh")[:_MOST],
        "trail": trail((_QUEUE, reverse("komunitas:moderasi")), here="Laporan dan blokir"),
    }
    return render(request, "komunitas/laporan.html", context)


@protected_object(IzinKomunitas.MODERASI, Tanggapan, related=("topik", "blokir"))
@require_http_methods(["GET", "HEAD", "POST"])
def jaga_satu(request: Request, found: Tanggapan) -> HttpResponse:
    """One comment with its flags: it stays, is taken down, or its writer is banned."""
    form = JagaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            words = _decide(request, found.pk, form.cleaned_data["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, words)
            return redirect("komunitas:laporan")
    context = {
        "tanggapan": found,
        "isi": html(found.isi),
        "laporan": found.laporan.filter(selesai_pada=None)[:_MOST],
        "form": form,
        "trail": trail(
            (_QUEUE, reverse("komunitas:moderasi")),
            ("Laporan dan blokir", reverse("komunitas:laporan")),
            here=str(found),
        ),
    }
    return render(request, "komunitas/jaga.html", context, status=status_of(form))


def _decide(request: Request, pk: int, reason: str) -> str:
    wanted = request.POST.get("putusan")
    if wanted == "blokir":
        jaga.ban(pk, request.access, reason=reason)
        return "Penulisnya diblokir; semua tanggapannya disembunyikan."
    down = wanted == "turunkan"
    jaga.settle(pk, request.access, take_down=down, reason=reason)
    return "Tanggapan diturunkan." if down else "Laporan selesai; tanggapan tetap tampil."


@protected_object(IzinKomunitas.MODERASI, Blokir)
@require_http_methods(["GET", "HEAD", "POST"])
def blokir(request: Request, found: Blokir) -> HttpResponse:
    """One ban, and its end."""
    if request.method == "POST":
        jaga.lift(found.pk, request.access)
        messages.success(request, "Blokir dicabut; tanggapannya tampil lagi.")
        return redirect("komunitas:laporan")
    context = {
        "blokir": found,
        "banyak": found.tanggapan.count(),
        "trail": trail(
            (_QUEUE, reverse("komunitas:moderasi")),
            ("Laporan dan blokir", reverse("komunitas:laporan")),
            here=str(found),
        ),
    }
    return render(request, "komunitas/blokir.html", context)
