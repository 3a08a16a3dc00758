"""Pages of topics that members open: propose one; the moderator's word on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.answers import open_page
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object, public
from upaya.core.limits import Limit
from upaya.core.navigation import trail
from upaya.komunitas import tamu
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.anggota.services import member_of
from upaya.komunitas.diskusi import jaga, queries
from upaya.komunitas.diskusi import topik as topics
from upaya.komunitas.diskusi.forms import JagaForm, UsulForm
from upaya.komunitas.diskusi.models import Topik
from upaya.komunitas.diskusi.teks import html
from upaya.komunitas.izin import IzinKomunitas
from upaya.rules.loader import national_book

_MEMBERS = "anggota mengusulkan topik dengan tanda perambannya; yang lain diantar ke pendaftaran"


@public(_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def usul(request: HttpRequest, alamat: str) -> HttpResponse:
    """A member proposes a topic; whoever is none reads how to become one."""
    period = queries.period_called(alamat)
    if period["ditutup_pada"] is not None:
        return redirect("komunitas:periode", alamat)
    who = tamu.known(request)
    member = member_of(who)
    may = member is not None and member.status == Anggota.Status.AKTIF
    form = UsulForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and may and form.is_valid():
        made = _receive(request, period["id"], who, form)
        if made is not None:
            if made.status == Topik.Status.TERBIT:
                messages.success(request, "Topik Anda terbit.")
                return redirect("komunitas:topik", alamat, made.nomor)
            messages.success(request, "Topik Anda menunggu moderator.")
            return redirect("komunitas:periode", alamat)
    context: dict[str, Any] = {
        "periode": period,
        "anggota": member if may else None,
        "form": form,
        "trail": trail(
            ("Komunitas praktisi", reverse("komunitas:tentang")),
            (period["nama"], reverse("komunitas:periode", args=[alamat])),
            here="Usulkan topik",
        ),
    }
    return open_page(request, "komunitas/usul.html", context, status_of(form))


def _receive(request: HttpRequest, periode: int, who: str, form: UsulForm) -> Topik | None:
    """Keep the topic; None with the reason in the form when it is not taken."""
    amount = national_book().read("komunitas.kiriman_tamu", clock.today()).integer
    if not Limit("komunitas-kirim", amount, seconds=600).spend(request):
        form.add_error(
            None, "Terlalu banyak kiriman dari alamat ini. Coba lagi sepuluh menit lagi."
        )
        return None
    parts = {name: form.cleaned_data[name] for name in ("judul", "pertanyaan", "tantangan")}
    try:
        return topics.propose(periode, topics.Usulan(**parts, tamu=who))
    except ValidationError as refused:
        show_refusal(form, refused)
        return None


@protected_object(IzinKomunitas.MODERASI, Topik, related=("periode", "blokir"))
@require_http_methods(["GET", "HEAD", "POST"])
def putuskan_topik(request: Request, found: Topik) -> HttpResponse:
    """One topic of a member: let it appear, refuse it or take it down, or ban who opened it."""
    wanted = request.POST.get("putusan", "")
    form = JagaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            words = _decide(request, found.pk, wanted, form.cleaned_data["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, words)
            return redirect("komunitas:moderasi")
    context = {
        "topik": found,
        "pertanyaan": html(found.pertanyaan),
        "form": form,
        "trail": trail(
            ("Moderasi komunitas", reverse("komunitas:moderasi")), here=f"Topik {found.judul}"
        ),
    }
    return render(request, "komunitas/putuskan_topik.html", context, status=status_of(form))


def _decide(request: Request, pk: int, wanted: str, reason: str) -> str:
    if wanted == "blokir":
        jaga.ban_opener(pk, request.access, reason=reason)
        return "Pembukanya diblokir; semua tulisannya disembunyikan."
    topics.decide(pk, request.access, publish=wanted == "terbit", reason=reason)
    return "Topik terbit." if wanted == "terbit" else "Topik tidak tampil."
