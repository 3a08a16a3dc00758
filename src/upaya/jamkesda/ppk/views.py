"""Pages of PPK and of cooperation agreements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import clock
from upaya.core.access import Access, Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.ppk import services
from upaya.jamkesda.ppk.forms import KeadaanForm, PerjanjianFilter, PerjanjianForm, PpkForm
from upaya.jamkesda.ppk.models import Layanan, Perjanjian, Ppk

_TONES = {"draf": "info", "berlaku": "good", "ditangguhkan": "warn"}
_SHOWN = 30
_COLUMNS = (
    Column("nama", "PPK", str, "unit__nama", url=lambda p: reverse("jamkesda:ppk", args=[p.pk])),
    Column("jenis", "Jenis", lambda p: p.get_jenis_display(), "jenis"),
    Column("kelas", "Kelas", lambda p: p.kelas or "-", "kelas"),
    Column(
        "surat",
        "Surat jaminan",
        lambda p: "dapat dibuat" if p.berlaku else "tidak dapat dibuat",
        tone=lambda p: "good" if p.berlaku else "bad",
    ),
)
_AGREEMENTS = (
    Column(
        "nomor",
        "Perjanjian",
        lambda p: p.nomor,
        "nomor",
        url=lambda p: reverse("jamkesda:perjanjian", args=[p.pk]),
    ),
    Column("pihak", "Dengan", lambda p: p.pihak),
    Column("mulai", "Mulai", lambda p: p.mulai, "mulai", kind="tanggal"),
    Column("sampai", "Sampai", lambda p: p.sampai, "sampai", kind="tanggal"),
    Column(
        "keadaan",
        "Keadaan",
        lambda p: p.keadaan(clock.today()),
        "status",
        tone=lambda p: _TONES.get(p.status, "neutral"),
    ),
)


@protected(IzinJamkesda.PPK_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The PPK of a scope, and whether letters can be made there today."""
    today = clock.today()
    stands = Q(
        perjanjian__status=Perjanjian.Status.BERLAKU,
        perjanjian__mulai__lte=today,
        perjanjian__sampai__gte=today,
    )
    rows = table(
        request,
        Ppk.objects.for_scope(request.access.scope)
        .select_related("unit")
        .annotate(berlaku=Count("perjanjian", filter=stands)),
        columns=_COLUMNS,
        default_sort="nama",
        title="PPK",
    )
    context = {"tabel": rows, "boleh_kelola": request.access.allows(IzinJamkesda.PPK_KELOLA)}
    return rows.export_response() or render(request, "jamkesda/ppk_daftar.html", context)


@protected(IzinJamkesda.PPK_LIHAT)
@require_safe
def perjanjian_daftar(request: Request) -> HttpResponseBase:
    """The agreements of a scope, those with companies beside those with PPK."""
    rows = table(
        request,
        Perjanjian.objects.for_scope(request.access.scope).select_related("ppk__unit"),
        columns=_AGREEMENTS,
        filters=PerjanjianFilter,
        default_sort="-mulai",
        title="Perjanjian kerja sama",
    )
    may = request.access.allows(IzinJamkesda.PPK_KELOLA)
    context = {"tabel": rows, "boleh_kelola": may, "trail": _way(here="Perjanjian kerja sama")}
    return rows.export_response() or render(request, "jamkesda/perjanjian_daftar.html", context)


def _way(*steps: tuple[str, str], here: str) -> list[dict[str, str]]:
    return trail(("PPK", reverse("jamkesda:ppk_daftar")), *steps, here=here)


@protected_object(IzinJamkesda.PPK_LIHAT, Ppk, related=("unit",), inside=(IzinJamkesda.PPK_KELOLA,))
@require_safe
def ppk(request: Request, found: Ppk) -> HttpResponse:
    """One PPK: what it may give, under which agreements."""
    today = clock.today()
    rows = [{"satu": one, "keadaan": one.keadaan(today)} for one in found.perjanjian.all()[:_SHOWN]]
    context = {
        "ppk": found,
        "layanan": [Layanan(one).label for one in found.layanan],
        "perjanjian": rows,
        "boleh_kelola": request.access.allows(IzinJamkesda.PPK_KELOLA),
        "trail": _way(here=str(found)),
    }
    return render(request, "jamkesda/ppk.html", context)


@protected(IzinJamkesda.PPK_KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def tambah(request: Request) -> HttpResponse:
    """A unit becomes a PPK."""
    district = request.access.scope.kabupaten or ""
    form = PpkForm(request.POST if request.method == "POST" else None, kabupaten=district)
    if request.method == "POST" and form.is_valid():
        made = services.catat(request.access, **form.cleaned_data)
        messages.success(request, f"{made} tercatat sebagai PPK. Susun perjanjiannya.")
        return redirect("jamkesda:ppk", pk=made.pk)
    context = {"form": form, "judul": "Catat PPK", "trail": _way(here="Catat PPK")}
    return render(request, "jamkesda/ppk_isi.html", context, status=status_of(form))


@protected_object(IzinJamkesda.PPK_KELOLA, Ppk, related=("unit",))
@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_susun(request: Request, found: Ppk) -> HttpResponse:
    """An agreement with this PPK."""
    return _drafted(request, found)


@protected(IzinJamkesda.PPK_KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_mitra(request: Request) -> HttpResponse:
    """An agreement with a company (Pasal 4 ayat (1))."""
    return _drafted(request, None)


def _drafted(request: Request, found: Ppk | None) -> HttpResponse:
    data, district = request.POST if request.method == "POST" else None, request.access.scope
    form = PerjanjianForm(data, ppk=found, kabupaten=district.kabupaten or "")
    if request.method == "POST" and form.is_valid():
        try:
            made = services.susun(request.access, found, form.values)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Draf perjanjian tersimpan; menunggu Kepala UPT.")
            return redirect("jamkesda:perjanjian", pk=made.pk)
    title = f"Perjanjian dengan {found}" if found else "Perjanjian dengan badan usaha"
    context = {"form": form, "judul": title, "trail": _way(here=title)}
    return render(request, "jamkesda/ppk_isi.html", context, status=status_of(form))


_PEOPLE = ("ppk__unit", "disusun_oleh", "diputus_oleh")


@protected_object(
    IzinJamkesda.PPK_LIHAT, Perjanjian, related=_PEOPLE, inside=(IzinJamkesda.PPK_PUTUS,)
)
@require_safe
def perjanjian(request: Request, found: Perjanjian) -> HttpResponse:
    """One agreement: what it covers, its clauses, how it stands."""
    return render(request, "jamkesda/perjanjian.html", _context(request, found))


def _context(
    request: Request, found: Perjanjian, form: KeadaanForm | None = None
) -> dict[str, Any]:
    may = request.access.allows(IzinJamkesda.PPK_PUTUS)
    other = request.access.user_id != found.disusun_oleh_id
    if form is None and may and other and found.status in KeadaanForm.MENJADI:
        form = KeadaanForm(perjanjian=found)
    return {
        "perjanjian": found,
        "keadaan": found.keadaan(clock.today()),
        "nada": _TONES.get(found.status, "neutral"),
        "layanan": [Layanan(one).label for one in found.layanan],
        "klausul": [{"label": name.capitalize(), "value": said}
                    for name, said in found.klausul.items()],
        "form": form,
        "trail": _way(here=found.nomor),
    }  # fmt: skip


@protected_object(IzinJamkesda.PPK_PUTUS, Perjanjian, related=_PEOPLE)
@require_POST
def perjanjian_putus(request: Request, found: Perjanjian) -> HttpResponse:
    """The second person's word on an agreement, and later ones."""
    form = KeadaanForm(request.POST, perjanjian=found)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.putuskan(found.pk, request.access, said["status"], said["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Putusan tersimpan.")
            return redirect("jamkesda:perjanjian", pk=found.pk)
    context = _context(request, found, form)
    return render(request, "jamkesda/perjanjian.html", context, status=status_of(form))


def tasks(access: Access) -> Iterator[Tugas]:
    """A draft that waits for the word of whoever may decide and did not write it."""
    if not access.allows(IzinJamkesda.PPK_PUTUS):
        return
    rows = Perjanjian.objects.for_scope(access.scope).filter(status=Perjanjian.Status.DRAF)
    rows = rows.exclude(disusun_oleh=access.user_id).select_related("ppk__unit").order_by("pk")
    for draft in rows[:LIMIT]:
        yield Tugas(
            "Putuskan draf perjanjian kerja sama.",
            f"{draft.nomor}, {draft.pihak}",
            reverse("jamkesda:perjanjian", args=[draft.pk]),
        )
