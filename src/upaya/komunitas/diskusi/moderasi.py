"""The moderator's pages: the queue, one comment to decide, periods and their topics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Min, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core.access import Access, Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.komunitas.diskusi import services
from upaya.komunitas.diskusi.forms import (
    NamaForm,
    PeriodeForm,
    RingkasanForm,
    TolakForm,
    TopikForm,
)
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import Laporan
from upaya.komunitas.diskusi.teks import html
from upaya.komunitas.izin import IzinKomunitas
from upaya.rules.period import tanggal

TITLE = "Moderasi komunitas"
_WAITING = Tanggapan.Status.MENUNGGU

_COLUMNS = (
    Column(
        "ditulis",
        "Ditulis",
        lambda t: t.ditulis_pada,
        "ditulis_pada",
        kind="waktu",
        url=lambda t: reverse("komunitas:putuskan", args=[t.pk]),
    ),
    Column("nama", "Nama tampil"),
    Column("topik", "Topik", lambda t: t.topik.judul),
    Column("isi", "Tanggapan", lambda t: Truncator(t.isi).chars(90)),
)


@protected(IzinKomunitas.MODERASI)
@require_safe
def moderasi(request: Request) -> HttpResponseBase:
    """What waits for a moderator, the oldest first, members' topics, and the periods."""
    scope = request.access.scope
    rows = table(
        request,
        Tanggapan.objects.for_scope(scope).filter(status=_WAITING).select_related("topik"),
        columns=_COLUMNS,
        default_sort="ditulis",
        title="Tanggapan yang menunggu",
    )
    shown = Count("topik", filter=Q(topik__status=Topik.Status.TERBIT, topik__blokir=None))
    periods = Periode.objects.for_scope(scope).annotate(banyak=shown).order_by("-mulai", "-pk")
    proposed = Topik.objects.for_scope(scope).filter(status=Topik.Status.MENUNGGU, blokir=None)
    context = {
        "tabel": rows,
        "periode": periods[:50],
        "usulan": proposed.select_related("periode").order_by("dibuka_pada", "pk")[:50],
    }
    return rows.export_response() or render(request, "komunitas/moderasi.html", context)


@protected_object(IzinKomunitas.MODERASI, Tanggapan, related=("topik__periode", "induk"))
@require_http_methods(["GET", "HEAD", "POST"])
def putuskan(request: Request, found: Tanggapan) -> HttpResponse:
    """One comment with what it answers: let it appear, or refuse it with a reason."""
    refused = request.POST.get("putusan") == "tolak"
    form = TolakForm(request.POST if refused else None)
    if request.method == "POST" and (not refused or form.is_valid()):
        reason = form.cleaned_data["alasan"] if refused else ""
        try:
            services.decide(found.pk, request.access, publish=not refused, reason=reason)
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
        else:
            messages.success(request, "Tanggapan ditolak." if refused else "Tanggapan terbit.")
        return redirect("komunitas:moderasi")
    context = {
        "tanggapan": found,
        "isi": html(found.isi),
        "dijawab": html(found.induk.isi) if found.induk else "",
        "form": form,
        "trail": trail((TITLE, reverse("komunitas:moderasi")), here=str(found)),
    }
    return render(request, "komunitas/putuskan.html", context, status=status_of(form))


@protected(IzinKomunitas.PERIODE)
@require_http_methods(["GET", "HEAD", "POST"])
def periode_baru(request: Request) -> HttpResponse:
    """Open a period."""
    name = getattr(request.user, "name", "")
    form = PeriodeForm(request.POST or None, initial={"moderator": name})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_period(request.access, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Periode dibuka. Tambahkan topiknya.")
            return redirect("komunitas:kelola", pk=made.pk)
    way = trail((TITLE, reverse("komunitas:moderasi")), here="Periode baru")
    context = {"form": form, "trail": way}
    return render(request, "komunitas/periode_baru.html", context, status=status_of(form))


@protected_object(IzinKomunitas.PERIODE, Periode)
@require_http_methods(["GET", "HEAD", "POST"])
def kelola(request: Request, found: Periode) -> HttpResponse:
    """The topics of a period, one more of them, and the way to close it."""
    form = TopikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.open_topic(found.pk, request.access, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Topik dibuka.")
            return redirect("komunitas:kelola", pk=found.pk)
    shown = found.topik.filter(status=Topik.Status.TERBIT, blokir=None)
    context = {
        "periode": found,
        "topik": shown[:50],
        "usulan": shown.filter(dibuka_oleh=None).order_by("-dibuka_pada", "-pk")[:50],
        "form": form,
        "trail": trail((TITLE, reverse("komunitas:moderasi")), here=found.nama),
    }
    return render(request, "komunitas/kelola.html", context, status=status_of(form))


@protected_object(IzinKomunitas.PERIODE, Periode)
@require_http_methods(["GET", "HEAD", "POST"])
def ganti_nama(request: Request, found: Periode) -> HttpResponse:
    """Another name of a period, and with it another address."""
    form = NamaForm(
        request.POST if request.method == "POST" else None, initial={"nama": found.nama}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_period(found.pk, request.access, **form.cleaned_data)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Nama diganti; alamat lama mengantar ke yang baru.")
            return redirect("komunitas:kelola", pk=found.pk)
    way = trail(
        (TITLE, reverse("komunitas:moderasi")),
        (found.nama, reverse("komunitas:kelola", args=[found.pk])),
        here="Ganti nama",
    )
    context = {"periode": found, "form": form, "trail": way}
    return render(request, "komunitas/ganti_nama.html", context, status=status_of(form))


@protected_object(IzinKomunitas.PERIODE, Periode)
@require_http_methods(["GET", "HEAD", "POST"])
def tutup(request: Request, found: Periode) -> HttpResponse:
    """Close a period with its summary."""
    form = RingkasanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.close_period(found.pk, request.access, **form.cleaned_data)
        messages.success(request, "Periode ditutup; ringkasannya tampil di halamannya.")
        return redirect("komunitas:kelola", pk=found.pk)
    way = trail(
        (TITLE, reverse("komunitas:moderasi")),
        (found.nama, reverse("komunitas:kelola", args=[found.pk])),
        here="Tutup periode",
    )
    context = {"periode": found, "form": form, "trail": way}
    return render(request, "komunitas/tutup.html", context, status=status_of(form))


def _day(moment: datetime) -> str:
    return tanggal(timezone.localtime(moment).date())


def tasks(access: Access) -> Iterator[Tugas]:
    """How many comments and topics wait, and since when."""
    if not access.allows(IzinKomunitas.MODERASI):
        return
    rows = Tanggapan.objects.for_scope(access.scope).filter(status=_WAITING)
    found = rows.aggregate(banyak=Count("pk"), sejak=Min("ditulis_pada"))
    if found["banyak"]:
        yield Tugas(
            "Putuskan tanggapan tamu komunitas.",
            f"{found['banyak']} menunggu, yang terlama sejak {_day(found['sejak'])}",
            reverse("komunitas:moderasi"),
        )
    proposed = Topik.objects.for_scope(access.scope).filter(
        status=Topik.Status.MENUNGGU, blokir=None
    )
    waiting = proposed.aggregate(banyak=Count("pk"), sejak=Min("dibuka_pada"))
    if waiting["banyak"]:
        yield Tugas(
            "Putuskan topik anggota komunitas.",
            f"{waiting['banyak']} menunggu, yang terlama sejak {_day(waiting['sejak'])}",
            reverse("komunitas:moderasi"),
        )
    told = Laporan.objects.for_scope(access.scope).filter(selesai_pada=None)
    reported = told.aggregate(
        banyak=Count("tanggapan", distinct=True), sejak=Min("dilaporkan_pada")
    )
    if reported["banyak"]:
        yield Tugas(
            "Putuskan tanggapan yang dilaporkan pembaca.",
            f"{reported['banyak']} menunggu, yang terlama sejak {_day(reported['sejak'])}",
            reverse("komunitas:laporan"),
        )
