"""Pages of schemes: the versions of a district, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core.access import Access, Request
from upaya.core.changes import SAME
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.rules.exact import tulis
from upaya.rules.period import tanggal
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.skema import services
from upaya.supermiskol.skema.forms import DrafForm
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.skema.queries import beda, diminta

_PEOPLE = ("disusun_oleh", "diputus_oleh")
_TONES = {"draf": "info", "disetujui": "good", "ditolak": "neutral"}
_COLUMNS = (
    Column(
        "nomor", "Versi", str, "nomor", url=lambda s: reverse("miskol:skema_rinci", args=[s.pk])
    ),
    Column("nama", "Nama", lambda s: s.isi["nama"]),
    Column("mulai", "Berlaku mulai", lambda s: s.mulai, "mulai", kind="tanggal"),
    Column("sampai", "Sampai", lambda s: s.sampai, kind="tanggal"),
    Column(
        "status",
        "Status",
        lambda s: s.get_status_display(),
        "status",
        tone=lambda s: _TONES[s.status],
    ),
)


@protected(IzinSupermiskol.SKEMA_LIHAT)
@require_safe
def skema(request: Request) -> HttpResponseBase:
    """The versions of the district's scheme."""
    rows = table(
        request,
        SkemaKabupaten.objects.for_scope(request.access.scope),
        columns=_COLUMNS,
        default_sort="-nomor",
        title="Skema kemiskinan",
    )
    may = request.access.allows(IzinSupermiskol.SKEMA_SUSUN)
    context = {"tabel": rows, "trail": _trail("Skema kemiskinan"), "boleh_susun": may}
    return rows.export_response() or render(request, "supermiskol/skema.html", context)


def _trail(here: str) -> list[dict[str, str]]:
    return trail((PAGES.title, reverse("miskol:daftar")), here=here)


@protected_object(IzinSupermiskol.SKEMA_LIHAT, SkemaKabupaten, related=_PEOPLE)
@require_safe
def skema_rinci(request: Request, found: SkemaKabupaten) -> HttpResponse:
    """One version: its indicators, and what differs from the one before."""
    return render(request, "supermiskol/skema_rinci.html", rinci_context(request, found))


def rinci_context(request: Request, found: SkemaKabupaten) -> dict[str, Any]:
    """What a page of one version shows."""
    before = (
        SkemaKabupaten.objects.filter(
            kabupaten=found.kabupaten_id,
            nomor__lt=found.nomor,
            status=SkemaKabupaten.Status.DISETUJUI,
        )
        .order_by("-nomor")
        .first()
    )
    draft = found.status == SkemaKabupaten.Status.DRAF
    rows = [
        {
            "indikator": one,
            "bobot": tulis(one.bobot).replace(".", ","),
            "pilihan": [
                (one.option(kode), tulis(score).replace(".", ","))
                for kode, score in one.pilihan.items()
            ],
        }
        for one in found.skema.indikator
    ]
    return {
        "versi": found,
        "skema": found.skema,
        "baris": rows,
        "berkas": diminta(found.skema),
        "sebelum": before,
        "beda": beda(before.skema, found.skema) if before else [],
        "trail": _way(found),
        "boleh_ubah": draft and request.access.allows(IzinSupermiskol.SKEMA_SUSUN),
        "form": PutusanKeduaForm() if _decides(request, found) else None,
    }


def _decides(request: Request, found: SkemaKabupaten) -> bool:
    """Whether this person may decide it now."""
    waiting = found.status == SkemaKabupaten.Status.DRAF and found.mulai is not None
    other = request.access.user_id != found.disusun_oleh_id
    return waiting and other and request.access.allows(IzinSupermiskol.SKEMA_PUTUS)


def _way(found: SkemaKabupaten) -> list[dict[str, str]]:
    return trail(
        (PAGES.title, reverse("miskol:daftar")),
        ("Skema kemiskinan", reverse("miskol:skema")),
        here=str(found),
    )


@protected(IzinSupermiskol.SKEMA_SUSUN)
@require_POST
def skema_susun(request: Request) -> HttpResponse:
    """Begin the draft of the next version, or go on with the one that stands."""
    made = services.draft(request.access)
    return redirect("miskol:skema_ubah", pk=made.pk)


@protected_object(IzinSupermiskol.SKEMA_SUSUN, SkemaKabupaten, related=_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def skema_ubah(request: Request, found: SkemaKabupaten) -> HttpResponse:
    """Write a draft; a version that was decided is closed."""
    if found.status != SkemaKabupaten.Status.DRAF:
        messages.warning(request, "Versi ini sudah tertutup; susun versi berikutnya.")
        return redirect("miskol:skema_rinci", pk=found.pk)
    form = DrafForm(request.POST if request.method == "POST" else None, draft=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.save(
                found.pk,
                request.access,
                said["skema"],
                dasar=said["dasar"],
                mulai=said["mulai"],
                seen_versi=said["versi"],
            )
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            changed = made.versi != found.versi
            messages.success(request, "Draf tersimpan; menunggu persetujuan." if changed else SAME)
            return redirect("miskol:skema_rinci", pk=found.pk)
    context = {"form": form, "versi": found, "trail": _way(found)}
    return render(request, "supermiskol/skema_ubah.html", context, status=status_of(form))


@protected_object(IzinSupermiskol.SKEMA_PUTUS, SkemaKabupaten, related=_PEOPLE)
@require_POST
def skema_putus(request: Request, found: SkemaKabupaten) -> HttpResponse:
    """The second person's word."""
    form = PutusanKeduaForm(request.POST)
    decided = form.decide(partial(services.decide, found.pk, request.access))
    if decided is None:
        context = rinci_context(request, found) | {"form": form}
        return render(request, "supermiskol/skema_rinci.html", context, status=status_of(form))
    messages.success(request, f"{decided} {decided.get_status_display().lower()}.")
    return redirect("miskol:skema_rinci", pk=found.pk)


def tasks(access: Access) -> Iterator[Tugas]:
    """A draft that waits for the word of whoever may decide and did not write it."""
    if not access.allows(IzinSupermiskol.SKEMA_PUTUS):
        return
    rows = SkemaKabupaten.objects.for_scope(access.scope).filter(
        status=SkemaKabupaten.Status.DRAF, mulai__isnull=False
    )
    for draft in rows.exclude(disusun_oleh=access.user_id):
        yield Tugas(
            "Putuskan draf skema kemiskinan.",
            f"{draft}, berlaku mulai {tanggal(draft.starts)}",
            reverse("miskol:skema_rinci", args=[draft.pk]),
        )
