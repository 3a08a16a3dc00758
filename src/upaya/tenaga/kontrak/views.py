"""Pages of contracts: the list, one of them, writing and extending one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.page_frame import ALONE, case_context, case_trail
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.regulasi.queries import rulebook_once
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.formasi.models import Formasi
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kontrak import services
from upaya.tenaga.kontrak.forms import KontrakForm, PerpanjangForm, initial_of
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.pages import PAGES
from upaya.tenaga.kontrak.reading import RELATED, BacaanKontrak
from upaya.tenaga.kontrak.road import ROAD
from upaya.tenaga.kontrak.target import dari, rata_rata

_COLUMNS = (
    Column("nama", "Pihak kedua", lambda c: c.nama_pihak or c.petugas.nama, "petugas__nama",
           url=Kontrak.get_absolute_url),
    Column("unit", "Puskesmas", lambda c: c.owner_name, "puskesmas__nama"),
    Column("jenis", "Jenis", lambda c: c.formasi.get_jenis_display(), "formasi__jenis"),
    Column("mulai", "Mulai", sort_field="mulai", kind="tanggal"),
    Column("akhir", "Sampai", sort_field="sampai", kind="tanggal"),
    Column("honor", "Honor sebulan", sort_field="honor", kind="rupiah"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
)  # fmt: skip


@protected(IzinTenaga.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """All contracts within reach."""
    found = table(
        request, ROAD.rows(request.access.scope), columns=_COLUMNS, default_sort="-mulai",
        title=PAGES.title,
    )  # fmt: skip
    context = {"tabel": found, "lajur": PAGES.beside(found, request.access), **PAGES.beginning}
    return found.export_response() or render(request, "tenaga/kontrak_daftar.html", context)


@protected_object(IzinTenaga.BACA, Kontrak, related=RELATED)
@require_safe
def rinci(request: Request, case: Kontrak) -> HttpResponseBase:
    """One contract: what it says, each requirement, its months and its history of extensions."""
    reading = BacaanKontrak(case)
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    follows = Kontrak.objects.filter(sebelumnya=case).first()
    months = list(case.bulan.select_related("beku").order_by("periode"))
    context |= {
        "buka": _to_open(request, case, {one.periode for one in months}),
        "baca": reading,
        "bulan": months,
        "berikut": follows,
        "ubah": case.status == road.DRAF and request.access.allows(IzinTenaga.KONTRAK_SUSUN),
        "perpanjang": case.status == road.BERLAKU
        and follows is None
        and request.access.allows(IzinTenaga.KONTRAK_SUSUN),
        "rata": dari(months),
        "anggaran": request.access.allows(IzinTenaga.LIHAT),
    }
    return render(request, "tenaga/kontrak.html", context)


def _to_open(request: Request, case: Kontrak, known: Collection[date]) -> list[Period]:
    """The months that may be opened now by this person, the oldest first."""
    if case.status not in road.DITANDATANGANI or not request.access.allows(IzinTenaga.TARGET_ISI):
        return []
    now = Period.of(clock.today())
    return [one for one in case.months() if one <= now and one.first_day not in known]


@protected_object(IzinTenaga.KONTRAK_SUSUN, Formasi, related=("puskesmas",))
@require_http_methods(["GET", "HEAD", "POST"])
def susun(request: Request, place: Formasi) -> HttpResponse:
    """Write a contract on a place."""
    form = KontrakForm(
        request.POST if request.method == "POST" else None, place=place, initial=_proposed(place)
    )
    if form.is_bound and form.is_valid():
        try:
            made = services.susun(place.pk, form.isi, request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Draf perjanjian kerja tersimpan. Periksa, lalu ajukan.")
            return redirect(made.get_absolute_url())
    context = {
        "form": form,
        "formasi": place,
        "judul": "Susun perjanjian kerja",
        "trail": trail(("Formasi", reverse("formasi:daftar")), here="Susun perjanjian kerja"),
    }
    return render(request, "tenaga/kontrak_isi.html", context, status=status_of(form))


def _proposed(place: Formasi) -> dict[str, Any]:
    """The rest of the year, with the pay that the district decreed."""
    today = clock.today()
    start = today if today.year == place.tahun else today.replace(place.tahun, 1, 1)
    found: dict[str, Any] = {"mulai": start, "sampai": start.replace(place.tahun, 12, 31)}
    kabupaten = str(place.kabupaten_id)
    decreed = services.upah_ditetapkan(rulebook_once(kabupaten), start, kabupaten)
    if decreed is not None:
        found |= {"upah": decreed[0]}
    return found


@protected_object(IzinTenaga.KONTRAK_SUSUN, Kontrak, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: Request, case: Kontrak) -> HttpResponse:
    """Change a draft."""
    if case.status != road.DRAF:
        messages.info(request, f"Perjanjian ini berstatus “{case.state.label}”; isinya tetap.")
        return redirect(case.get_absolute_url())
    posted = request.POST if request.method == "POST" else None
    form = KontrakForm(posted, place=case.formasi, initial=initial_of(case))
    if form.is_bound and form.is_valid():
        try:
            services.ubah(case.pk, form.isi, request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Perjanjian kerja tersimpan.")
            return redirect(case.get_absolute_url())
    context = {
        "form": form,
        "formasi": case.formasi,
        "judul": "Ubah perjanjian kerja",
        "trail": case_trail(PAGES, case, "Ubah"),
    }
    return render(request, "tenaga/kontrak_isi.html", context, status=status_of(form))


@protected_object(IzinTenaga.KONTRAK_SUSUN, Kontrak, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def perpanjang(request: Request, case: Kontrak) -> HttpResponse:
    """Extend a contract: what budget and targets say, until when, and why."""
    year_end = case.sampai.replace(month=12, day=31)
    posted = request.POST if request.method == "POST" else None
    form = PerpanjangForm(posted, initial={"sampai": year_end})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.perpanjang(case.pk, said["sampai"], said["alasan"], request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Draf perpanjangan tersimpan. Periksa, lalu ajukan.")
            return redirect(made.get_absolute_url())
    context = {
        "form": form,
        "case": case,
        "rata": rata_rata(case),
        "halangan": services.halangan_perpanjangan(case, year_end),
        "trail": case_trail(PAGES, case, "Perpanjang"),
    }
    return render(request, "tenaga/kontrak_perpanjang.html", context, status=status_of(form))
