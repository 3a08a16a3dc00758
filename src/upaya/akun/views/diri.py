"""Pages about oneself: profile, changing the role one acts in, and what to do without a role."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from upaya.akun import proposals, queries
from upaya.akun.middleware import SESSION_KEY
from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.core.addresses import opens
from upaya.core.documents.pdf import KERTAS
from upaya.core.guard import signed_in

_OWN = "Hanya tentang diri sendiri."


def _own_memberships(request: HttpRequest) -> list[Membership]:
    return cast("list[Membership]", request.memberships)  # type: ignore[attr-defined]


@signed_in(_OWN)
@require_safe
def profile(request: HttpRequest) -> HttpResponseBase:
    """Who I am here, and where to change password, second factor, sessions and role."""
    user = cast("User", request.user)
    context = {
        "orang": user,
        "keanggotaan": _own_memberships(request),
        "punya_totp": queries.has_totp(user.pk),
        "tindakan_lain": proposals.done_to(user)[:10],
        "wajib_totp": queries.needs_totp(_own_memberships(request)),
    }
    return render(request, "akun/profil.html", context)


@signed_in(_OWN)
def switch_role(request: HttpRequest) -> HttpResponseBase:
    """Choose under which of my memberships I act; `next` is the page to go on to."""
    mine = _own_memberships(request)
    if request.method == "POST":
        asked = request.POST.get("keanggotaan", "")
        chosen = next((m for m in mine if str(m.pk) == asked), None)
        if chosen is None:
            raise Http404
        request.session[SESSION_KEY] = chosen.pk
        messages.success(
            request, f"Anda sekarang bekerja sebagai {chosen.role_label} di {chosen.unit.nama}."
        )
        return redirect(_wanted(request))
    return render(request, "akun/peran.html", {"keanggotaan": mine})


def _wanted(request: HttpRequest) -> str:
    """The page here that was asked for under that role, else the first one."""
    asked = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and opens(asked)
    return asked if inside else reverse("akun:mulai")


@signed_in(_OWN)
@require_POST
def paper(request: HttpRequest) -> HttpResponseBase:
    """On which size of paper I print, until I choose another."""
    asked = request.POST.get("kertas", "")
    if asked not in KERTAS:
        raise Http404
    User.objects.filter(pk=cast("User", request.user).pk).update(kertas=asked)
    messages.success(request, f"PDF berikutnya dibuat untuk kertas {asked.upper()}.")
    return redirect(_wanted(request))


@signed_in(_OWN)
@require_safe
def without_role(request: HttpRequest) -> HttpResponseBase:
    """For whoever is signed in without a membership in force: since when, and whom to ask."""
    if getattr(request, "access", None) is not None:
        return redirect("akun:mulai")
    user = cast("User", request.user)
    held = list(
        Membership.objects.filter(user=user)
        .select_related("unit", "user")
        .order_by("-mulai", "-pk")
    )
    today = clock.today()
    context = {
        "riwayat": [{"m": m, "keadaan": m.standing(today)} for m in held],
        "kontak": queries.contacts_for(user),
        "akun_demo": user.is_demo,
    }
    return render(request, "akun/tanpa_peran.html", context, status=403)
