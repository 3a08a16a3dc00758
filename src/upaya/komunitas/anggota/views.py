"""Pages of members: register, come in by the link of a mail, choose, follow a topic, go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.answers import open_page
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, public
from upaya.core.limits import Limit
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.komunitas import tamu
from upaya.komunitas.anggota import links, services
from upaya.komunitas.anggota.forms import (
    DaftarForm,
    FrekuensiForm,
    IkutiForm,
    MasukForm,
    TentangForm,
    less_often,
)
from upaya.komunitas.anggota.models import Anggota, Frekuensi
from upaya.komunitas.diskusi import queries
from upaya.komunitas.izin import IzinKomunitas
from upaya.rules.loader import national_book

_OPEN = "keanggotaan terbuka tanpa akun; yang dibuka ialah milik peramban atau tautannya sendiri"
_SENT = (
    "Periksa surel Anda: tautannya sudah dikirim. Keanggotaan terbuka setelah tautan itu dibuka di "
    "peramban ini."
)
_TOO_MANY = "Terlalu banyak kiriman dari alamat ini. Coba lagi sepuluh menit lagi."
HOME = ("Komunitas praktisi", "/komunitas/")


def _may(request: HttpRequest, form: forms.Form) -> bool:
    """Whether this address may ask for one more mail; else the form says no."""
    amount = national_book().read("komunitas.kiriman_tamu", clock.today()).integer
    if Limit("komunitas-surel", amount, seconds=600).spend(request):
        return True
    form.add_error(None, _TOO_MANY)
    return False


@public(_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: HttpRequest) -> HttpResponse:
    """Register for news; the link that proves the address comes by mail."""
    form = DaftarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _may(request, form):
        said = form.cleaned_data
        parts = ("nama", "lembaga", "golongan", "surel", "telepon", "frekuensi")
        try:
            services.register(services.Pendaftaran(**{name: said[name] for name in parts}))
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _SENT)
            return redirect("komunitas:tentang")
    return _asking(request, "komunitas/daftar.html", form, "Daftar sebagai anggota")


@public(_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def tautan(request: HttpRequest) -> HttpResponse:
    """Ask for the link once more, for another browser."""
    form = MasukForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _may(request, form):
        found = Anggota.objects.filter(
            surel_sidik=services.address_mark(form.cleaned_data["surel"])
        ).first()
        if found is not None:
            services.send_link(found)
        messages.success(request, "Kalau surel itu terdaftar, tautannya sudah dikirim ke sana.")
        return redirect("komunitas:tentang")
    return _asking(request, "komunitas/tautan.html", form, "Buka keanggotaan saya")


def _asking(request: HttpRequest, template: str, form: forms.Form, here: str) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "trail": trail(HOME, here=here),
    }
    return open_page(request, template, context, status_of(form))


@public(_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def masuk(request: HttpRequest, tautan: str) -> HttpResponse:
    """The link of a mail: only its button opens the membership here."""
    found = links.entered(tautan)
    if request.method == "POST" and found is not None:
        mark = tamu.mark_for(request)
        member = services.enter(found, tamu.hash_of(mark))
        if member is not None:
            messages.success(request, f"Selamat datang, {member.nama}.")
            return tamu.keep(request, redirect("komunitas:anggota"), mark)
        found = None
    context = {"berlaku": found is not None, "trail": trail(HOME, here="Buka keanggotaan")}
    return open_page(request, "komunitas/masuk.html", context)


@public(_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def anggota(request: HttpRequest) -> HttpResponse:
    """The member's own page: how often news comes, what is kept, and the way out."""
    member = services.member_of(tamu.known(request))
    if member is None:
        return redirect("komunitas:anggota_tautan")
    sent = request.method == "POST"
    what = request.POST.get("bagian", "") if sent else ""
    if what in _ACTS:
        return _ACTS[what](request, member)
    often = FrekuensiForm(
        request.POST if what == "kabar" else None, initial={"frekuensi": member.frekuensi}
    )
    about = TentangForm(request.POST if what == "tentang" else None, initial=_said(member))
    if what == "kabar" and often.is_valid():
        services.choose(member.pk, often.cleaned_data["frekuensi"])
        messages.success(request, "Pilihan kabar tersimpan.")
        return redirect("komunitas:anggota")
    if what == "tentang" and about.is_valid():
        services.correct(member.pk, **about.cleaned_data)
        messages.success(request, "Keterangan tersimpan.")
        return redirect("komunitas:anggota")
    context: dict[str, Any] = {
        "anggota": member,
        "kabar": often,
        "tentang": about,
        "pilihan": member.pilihan.select_related("topik__periode")[:50],
        "trail": trail(HOME, here="Keanggotaan saya"),
    }
    return open_page(
        request, "komunitas/anggota.html", context, max(status_of(often), status_of(about))
    )


def _said(member: Anggota) -> dict[str, str]:
    return {name: getattr(member, name) for name in ("nama", "lembaga", "golongan", "telepon")}


def _out(request: HttpRequest, member: Anggota) -> HttpResponse:
    services.forget_browser(tamu.known(request))
    messages.success(request, "Peramban ini tidak lagi mengenal Anda.")
    return tamu.forget(redirect("komunitas:tentang"))


def _gone(request: HttpRequest, member: Anggota) -> HttpResponse:
    services.leave(member.pk)
    messages.success(request, "Keanggotaan dan surel Anda sudah dihapus.")
    return redirect("komunitas:tentang")


_ACTS = {"keluar": _out, "hapus": _gone}


@public(_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def ikuti(request: HttpRequest, alamat: str, nomor: int) -> HttpResponse:
    """How often news of one topic comes to the member of this browser; only the button says so."""
    if request.method != "POST":
        return redirect("komunitas:topik", alamat, nomor)
    topic = queries.topic_at(queries.period_called(alamat)["id"], nomor)
    member = services.member_of(tamu.known(request))
    form = IkutiForm(request.POST)
    if member is None or not form.is_valid():
        return redirect("komunitas:anggota_tautan")
    services.choose_topic(member.pk, topic["id"], form.cleaned_data["frekuensi"])
    messages.success(request, "Kabar topik ini tersimpan.")
    return redirect("komunitas:topik", alamat, nomor)


@csrf_exempt  # a mail program sends it without having seen the page (RFC 8058); the link is signed
@public(_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def kabar(request: HttpRequest, surat: str) -> HttpResponse:
    """The link at the foot of every message: less often, or none. Reading it changes nothing."""
    found = links.from_news(surat)
    if found is None:
        raise Http404
    if request.method == "POST":
        wanted = request.POST.get("frekuensi", "")
        if "List-Unsubscribe" in request.POST:
            wanted = Frekuensi.TIDAK
        if wanted in Frekuensi.values:
            now = services.choose_rarer(found, wanted)
            if now is not None:
                return open_page(request, "komunitas/kabar_tersimpan.html", {"pilihan": now})
    often = services.how_often(found)
    context = {
        "sekarang": often and often[0],
        "topik": often[1] if often and often[0] != often[1] else None,
        "berhenti": often and often[1] == Frekuensi.TIDAK,
        "pilihan": less_often(*often) if often else [],
        "trail": trail(HOME, here="Kabar"),
    }
    return open_page(request, "komunitas/kabar.html", context)


_COLUMNS = (
    Column("nama", "Nama"),
    Column("lembaga", "Lembaga"),
    Column("golongan", "Golongan", lambda a: a.get_golongan_display()),
    Column("status", "Status", lambda a: a.get_status_display()),
    Column("kabar", "Kabar", lambda a: a.get_frekuensi_display()),
    Column("daftar", "Mendaftar", lambda a: a.daftar_pada, "daftar_pada", kind="waktu"),
)


@protected(IzinKomunitas.MODERASI)
@require_http_methods(["GET", "HEAD"])
def daftar_anggota(request: Request) -> HttpResponseBase:
    """Who the members are, for moderators alone; without addresses."""
    rows = table(
        request,
        Anggota.objects.for_scope(request.access.scope).all(),
        columns=_COLUMNS,
        default_sort="-daftar",
        title="Anggota komunitas",
    )
    way = trail(("Moderasi komunitas", reverse("komunitas:moderasi")), here="Anggota")
    context = {"tabel": rows, "trail": way}
    return rows.export_response() or render(request, "komunitas/daftar_anggota.html", context)
