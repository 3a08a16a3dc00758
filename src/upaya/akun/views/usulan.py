"""What opens another's account: asked for on a page with its reason, decided by a second person."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.akun import proposals
from upaya.akun.forms import AskForm
from upaya.akun.izin import IzinAkun
from upaya.akun.models import User, UsulanAkses
from upaya.core.access import Request
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.core.navigation import trail

_LOADED = ("orang", "unit", "diusulkan_oleh", "diputus_oleh")
_ALL = ("Pengguna", "akun:daftar")


@protected_object(IzinAkun.KEANGGOTAAN_KELOLA, User)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, found: User) -> HttpResponseBase:
    """Ask for a new password, or for the second factor of a lost phone to be taken off."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        jenis = UsulanAkses.Jenis(said["jenis"])
        try:
            made = proposals.ask(request.access, found, jenis, said["alasan"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Permintaan dikirim. Orang kedua harus menyetujuinya.")
            return redirect("akun:usulan", made.pk)
    here = (found.name, reverse("akun:orang", args=[found.pk]))
    remah = trail((_ALL[0], reverse(_ALL[1])), here, here="Pulihkan akun")
    context = {"form": form, "orang": found, "remah": remah}
    return render(request, "akun/pulihkan.html", context, status=status_of(form))


@protected_object(IzinAkun.KEANGGOTAAN_LIHAT, UsulanAkses, related=_LOADED)
@require_safe
def detail(request: Request, asked: UsulanAkses) -> HttpResponse:
    """What is asked for, by whom, why, and what became of it."""
    return _show(request, asked, PutusanKeduaForm())


def _show(request: Request, asked: UsulanAkses, form: PutusanKeduaForm) -> HttpResponse:
    open_to_me = asked.waiting and proposals.may_decide(request.access, asked)
    context = {
        "usulan": asked,
        "form": form if open_to_me or form.is_bound else None,
        "remah": trail((_ALL[0], reverse(_ALL[1])), here=str(asked)),
    }
    return render(request, "akun/usulan.html", context, status=status_of(form))


@protected_object(IzinAkun.AKSES_PUTUS, UsulanAkses, related=_LOADED)
@require_POST
def decide(request: Request, asked: UsulanAkses) -> HttpResponseBase:
    """Agree or refuse; for somebody without an address of mail the link is printed once here."""
    form = PutusanKeduaForm(request.POST)
    decided = form.decide(partial(proposals.decide, asked.pk, request.access))
    if decided is None:
        asked.refresh_from_db()
        return _show(request, asked, form)
    if decided.link:
        context = {
            "orang": decided.usulan.orang,
            "tautan": request.build_absolute_uri(decided.link),
            "remah": trail((_ALL[0], reverse(_ALL[1])), here="Tautan kata sandi"),
        }
        response = render(request, "akun/tautan.html", context)
        response["Cache-Control"] = "no-store"
        return response
    messages.success(request, f"Permintaan {decided.usulan.get_status_display().lower()}.")
    return redirect("akun:usulan", asked.pk)
