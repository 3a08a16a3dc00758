"""Keys of people for other programs: the list, a new one shown once, taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.api import services
from upaya.api.forms import KunciForm
from upaya.api.izin import IzinApi
from upaya.api.models import KunciApi
from upaya.api.openapi import BASE, offers
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object, public
from upaya.core.navigation import trail
from upaya.core.registry import registry


@public("menerangkan apa yang dapat dibaca program lain; tidak ada data di dalamnya")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is for programs, and how to get a key."""
    lists = [(f"{BASE}/{one.code}/", one) for one in offers().values()]
    context = {"daftar": lists, "berikut": reverse("api:uraian")}
    return render(request, "api/tentang.html", context)


@protected(IzinApi.KUNCI_BUAT)
@require_safe
def listed(request: Request) -> HttpResponse:
    """My keys, and those of others for whoever looks after them."""
    rows = KunciApi.objects.for_scope(request.access.scope).select_related(
        "keanggotaan__user", "keanggotaan__unit"
    )
    if not request.access.allows(IzinApi.KUNCI_AWASI):
        rows = rows.filter(keanggotaan__user=request.access.user_id)
    page = Paginator(rows, 25).get_page(request.GET.get("hal"))
    return render(
        request, "api/kunci.html", {"page": page, "daftar": [_line(request, row) for row in page]}
    )


def _line(request: Request, row: KunciApi) -> dict[str, object]:
    word, tone = row.standing(clock.today())
    own = row.keanggotaan.user_id == request.access.user_id
    running = word in ("Berlaku", "Belum mulai")
    known = registry().permissions
    return {
        "satu": row,
        "keadaan": word,
        "tone": tone,
        "izin": [known[code].label for code in row.izin if code in known],
        "boleh_cabut": running and (own or request.access.allows(IzinApi.KUNCI_AWASI)),
    }


@protected(IzinApi.KUNCI_BUAT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponseBase:
    """A new key; its text stands on the answer and nowhere else."""
    known = services.may_name(request.access)
    form = KunciForm(request.POST if request.method == "POST" else None, known=known)
    made = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            wish = services.Wish(said["nama"], said["izin"], said["mulai"], said["sampai"])
            made = services.make(request.access, said["kirim"], wish)
        except ValidationError as refusal:
            show_refusal(form, refusal)
    context = {
        "form": form,
        "kunci": made,
        "remah": trail(("Kunci program", reverse("api:kunci")), here="Kunci baru"),
    }
    return render(request, "api/kunci_baru.html", context, status=status_of(form))


@protected_object(IzinApi.KUNCI_BUAT, KunciApi, inside=(IzinApi.KUNCI_AWASI,))
@require_POST
def withdraw(request: Request, found: KunciApi) -> HttpResponseBase:
    """Take it back at once."""
    try:
        services.withdraw(request.access, found.pk)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, "Kunci dicabut. Program yang memakainya ditolak mulai sekarang.")
    return redirect("api:kunci")
