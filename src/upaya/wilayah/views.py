"""Pages of puskesmas: list, one puskesmas, corrections, jaringan and jejaring, history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.forms import outcome, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.history import Event, events
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import angka, tanggal
from upaya.wilayah import queries, services
from upaya.wilayah.forms import (
    FasilitasForm,
    KategoriForm,
    KodeAturanForm,
    KopForm,
    PendudukForm,
    PuskesmasBaruForm,
    PuskesmasFilter,
    PuskesmasForm,
)
from upaya.wilayah.izin import IzinWilayah
from upaya.wilayah.models import Fasilitas, KategoriPuskesmas, Penduduk, Unit

_CATEGORY = KategoriPuskesmas.Kategori
_EDITED = ("nama", "kode", "kecamatan", "alamat", "telepon", "aktif")
_PUSKESMAS = {"jenis": Unit.Jenis.PUSKESMAS.value}
"""A Dinas is a unit too, but has none of these pages."""


def _columns(year: int) -> list[Column]:
    return [
        Column(
            "nama",
            "Nama",
            sort_field="nama",
            url=lambda row: reverse("wilayah:rinci", args=[row.pk]),
        ),
        Column("kode", "Kode", sort_field="kode"),
        Column(
            "kecamatan",
            "Kecamatan",
            value=lambda row: row.kecamatan.nama if row.kecamatan else "",
            sort_field="kecamatan__nama",
        ),
        Column(
            "kategori",
            "Kategori",
            value=lambda row: _CATEGORY(row.kategori_kini).label if row.kategori_kini else "",
            sort_field="kategori_kini",
        ),
        Column(
            "penduduk",
            f"Penduduk {year}",
            value=lambda row: row.penduduk_kini,
            sort_field="penduduk_kini",
            kind="angka",
        ),
        Column(
            "jaringan",
            "Jaringan dan jejaring",
            value=lambda row: row.banyak_fasilitas,
            sort_field="banyak_fasilitas",
            kind="angka",
        ),
    ]


def _may_manage(request: Request) -> bool:
    return request.access.allows(IzinWilayah.KELOLA)


@protected(IzinWilayah.LIHAT)
@require_safe
def units(request: Request) -> HttpResponseBase:
    """Puskesmas within reach with category and population of this year."""
    today = clock.today()
    table = lists.table(
        request,
        queries.daftar(request.access.scope, today),
        columns=_columns(today.year),
        filters=PuskesmasFilter,
        default_sort="nama",
        title="Puskesmas",
    )
    context = {"tabel": table, "boleh_kelola": _may_manage(request)}
    return table.export_response() or render(request, "wilayah/daftar.html", context)


@protected_object(IzinWilayah.LIHAT, Unit, related=("kecamatan",), only=_PUSKESMAS)
@require_safe
def unit(request: Request, found: Unit) -> HttpResponseBase:
    """One puskesmas: data, categories, population, jaringan and jejaring."""
    context = {
        "unit": found,
        "remah": _trail(None, found.nama),
        "kategori": [
            {"label": row.get_kategori_display(), "row": row}
            for row in found.kategori.order_by("-mulai")
        ],
        "penduduk": list(found.penduduk.order_by("-tahun")),
        "fasilitas": list(found.fasilitas.order_by("jenis", "nama")),
        "boleh_kelola": _may_manage(request),
    }
    return render(request, "wilayah/rinci.html", context)


def _trail(found: Unit | None, here: str) -> list[dict[str, str]]:
    first = ("Puskesmas", reverse("wilayah:daftar"))
    if found is None:
        return trail(first, here=here)
    return trail(first, (found.nama, reverse("wilayah:rinci", args=[found.pk])), here=here)


def _form_page(
    request: Request,
    form: forms.Form,
    save: Callable[[dict[str, Any]], Unit],
    *,
    judul: str,
    arahan: str,
    found: Unit | None,
) -> HttpResponseBase:
    """Show the form, or save what was sent and go to the puskesmas."""
    if request.method == "POST" and form.is_valid():
        try:
            target = save(form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            for sentence in getattr(form, "doubts", []):
                messages.warning(request, f"Tersimpan, tetapi periksa lagi: {sentence}")
            messages.success(request, outcome(form, "Data disimpan."))
            return redirect("wilayah:rinci", target.pk)
    context = {
        "form": form,
        "unit": found,
        "judul": judul,
        "arahan": arahan,
        "remah": _trail(found, judul),
    }
    return render(request, "wilayah/isi.html", context, status=status_of(form))


@protected(IzinWilayah.KELOLA)
def add(request: Request) -> HttpResponseBase:
    """A new puskesmas."""
    form = PuskesmasBaruForm(request.POST or None, access=request.access)
    return _form_page(
        request,
        form,
        lambda data: services.save_puskesmas(request.access, **data),
        judul="Tambah puskesmas",
        arahan="Sesudah ini isi kategori dan jumlah penduduknya.",
        found=None,
    )


@protected(IzinWilayah.KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request: Request) -> HttpResponseBase:
    """Address and telephone in the head of the letters of the own Dinas."""
    dinas = services.own_dinas(request.access)
    initial = {name: getattr(dinas, name, "") for name in ("alamat", "telepon")}
    form = KopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_letterhead(request.access, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, outcome(form, "Kop surat disimpan."))
            return redirect("wilayah:daftar")
    context = {
        "form": form,
        "judul": "Kop surat Dinas",
        "arahan": "Alamat ini tercetak pada dokumen Dinas sejak sekarang; yang sudah terbit tetap.",
        "remah": _trail(None, "Kop surat Dinas"),
        "unit": None,
    }
    return render(request, "wilayah/isi.html", context, status=status_of(form))


@protected_object(IzinWilayah.KELOLA, Unit, only=_PUSKESMAS)
def edit(request: Request, found: Unit) -> HttpResponseBase:
    """Correct name, code, kecamatan, address."""
    initial = {name: getattr(found, name) for name in _EDITED}
    form = PuskesmasForm(request.POST or None, access=request.access, initial=initial)
    return _form_page(
        request,
        form,
        lambda data: services.save_puskesmas(request.access, existing=found, **data),
        judul=f"Ubah {found.nama}",
        arahan="Perubahan tercatat di riwayat puskesmas.",
        found=found,
    )


@protected_object(IzinWilayah.KELOLA, Unit, only=_PUSKESMAS)
def code(request: Request, found: Unit) -> HttpResponseBase:
    """Another code in the law."""
    return _form_page(
        request,
        KodeAturanForm(request.POST or None, initial={"slug": found.slug}),
        lambda data: services.change_code(request.access, found, **data),
        judul="Ganti kode aturan",
        arahan="Pagu dan kategori yang tercetak dalam peraturan mengikuti kode ini, bukan nama. "
        "Bulan yang sudah diajukan tetap memakai kode lamanya.",
        found=found,
    )


@protected_object(IzinWilayah.KELOLA, Unit, only=_PUSKESMAS)
def category(request: Request, found: Unit) -> HttpResponseBase:
    """The category from a day on."""

    def save(data: dict[str, Any]) -> Unit:
        services.set_category(request.access, found, **data)
        return found

    return _form_page(
        request,
        KategoriForm(request.POST or None, initial={"mulai": clock.today()}),
        save,
        judul="Kategori puskesmas",
        arahan="Kategori menentukan indeks kesulitan wilayah (Pasal 11A ayat (8) huruf a). "
        "Tanggal yang sudah ada diperbaiki isinya.",
        found=found,
    )


@protected_object(IzinWilayah.KELOLA, Unit, only=_PUSKESMAS)
def population(request: Request, found: Unit) -> HttpResponseBase:
    """The population of a year."""

    def save(data: dict[str, Any]) -> Unit:
        services.set_population(request.access, found, **data)
        return found

    return _form_page(
        request,
        PendudukForm(request.POST or None),
        save,
        judul="Jumlah penduduk",
        arahan="Jumlah penduduk menentukan indeks beban kerja (Pasal 11A ayat (6) huruf d). "
        "Tahun yang sudah ada diperbaiki isinya.",
        found=found,
    )


@protected_object(IzinWilayah.KELOLA, Unit, only=_PUSKESMAS)
def add_facility(request: Request, found: Unit) -> HttpResponseBase:
    """A jaringan or jejaring."""

    def save(data: dict[str, Any]) -> Unit:
        services.add_facility(request.access, found, **data)
        return found

    return _form_page(
        request,
        FasilitasForm(request.POST or None),
        save,
        judul="Tambah jaringan atau jejaring",
        arahan="Jaringan: pustu, pusling, ponkesdes, polindes (Pasal 1 angka 9). "
        "Selain itu jejaring.",
        found=found,
    )


@protected_object(IzinWilayah.KELOLA, Fasilitas, related=("puskesmas",))
@require_POST
def remove_facility(request: Request, facility: Fasilitas) -> HttpResponseBase:
    """Take a jaringan or jejaring off the list."""
    name, target = facility.nama, facility.puskesmas_id
    services.remove_facility(request.access, facility)
    messages.success(request, f"{name} dihapus dari daftar.")
    return redirect("wilayah:rinci", target)


@protected_object(IzinWilayah.LIHAT, Unit, only=_PUSKESMAS)
@require_safe
def history(request: Request, found: Unit) -> HttpResponseBase:
    """Every change of a puskesmas and of what hangs on it."""
    remah = _trail(found, "Riwayat")
    context = {"unit": found, "kejadian": _events(found), "remah": remah}
    return render(request, "wilayah/riwayat.html", context)


def _events(found: Unit) -> list[Event]:
    hidden = frozenset({"id", "puskesmas", "jenis", "kabupaten"})
    rows = [
        *events(
            Unit.history.filter(id=found.pk).select_related("history_user", "kecamatan", "induk"),
            "Data puskesmas",
            hidden=hidden,
            writers={
                "kecamatan": lambda row: row.kecamatan.nama,
                "induk": lambda row: row.induk.nama,
            },
        ),
        *events(
            KategoriPuskesmas.history.filter(puskesmas_id=found.pk).select_related("history_user"),
            lambda row: f"Kategori {_CATEGORY(row.kategori).label} sejak {tanggal(row.mulai)}",
            hidden=hidden,
        ),
        *events(
            Penduduk.history.filter(puskesmas_id=found.pk).select_related("history_user"),
            lambda row: f"Penduduk {row.tahun}: {angka(row.jumlah)} jiwa",
            hidden=hidden,
            writers={"jumlah": lambda row: angka(row.jumlah)},
        ),
        *events(
            Fasilitas.history.filter(puskesmas_id=found.pk).select_related("history_user"),
            lambda row: f"{Fasilitas.Jenis(row.jenis).label} {row.nama}",
            hidden=hidden,
        ),
    ]
    return sorted(rows, key=lambda event: event.at, reverse=True)
