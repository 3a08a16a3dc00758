"""Pages of applications beside those of the road: the list, a new one, a draft, look-alikes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import ALONE, case_context
from upaya.core.access import Access, Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta import dasar, services
from upaya.jamkesda.peserta.forms import (
    KenaliForm,
    PendaftaranFilter,
    PendaftaranForm,
    SuratMiskinForm,
)
from upaya.jamkesda.peserta.models import Pendaftaran
from upaya.jamkesda.peserta.pages import PAGES
from upaya.jamkesda.peserta.reading import RELATED, BacaanPendaftaran
from upaya.jamkesda.peserta.road import ROAD
from upaya.rules.jamkesda import road

_COLUMNS = (
    Column("nama", "Pendaftar", lambda c: c.nama, "nama", url=Pendaftaran.get_absolute_url),
    Column("desa", "Desa", lambda c: c.desa.nama, "desa__nama"),
    Column("sumber", "Dasar", lambda c: c.get_sumber_display(), "sumber"),
    Column("unit", "Didaftarkan di", lambda c: c.oleh_unit.nama, "oleh_unit__nama"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    Column("sejak", "Sejak", lambda c: c.status_since, "status_since", kind="waktu"),
    Column("tenggat", "Tenggat", lambda c: c.due),
)


@protected(IzinJamkesda.DAFTAR_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The applications of a scope: a PPK its own, the UPT all."""
    rows = table(
        request,
        ROAD.rows(request.access.scope),
        columns=_COLUMNS,
        filters=PendaftaranFilter,
        default_sort="-sejak",
        title=PAGES.title,
    )
    context = {
        "tabel": rows,
        "pages": PAGES,
        "lajur": PAGES.beside(rows, request.access),
        "boleh_baru": request.access.allows(IzinJamkesda.DAFTAR_TULIS),
        **_begins(request.access),
    }
    return rows.export_response() or render(request, "jamkesda/pendaftaran_daftar.html", context)


def _begins(access: Access) -> dict[str, str]:
    """What an empty list says to do next, by what this person may do."""
    if access.allows(IzinJamkesda.DAFTAR_TULIS):
        said = "Pendaftaran dimulai di sini: dari permohonan, atau dari surat Supermiskol."
        return {
            "awal": said,
            "awal_alamat": reverse("pendaftaran:baru"),
            "awal_kata": "Daftarkan peserta",
        }
    said = "Pendaftaran datang dari admin UPT dan loket PPK, lalu tampil juga di Tugas saya."
    if access.allows(IzinJamkesda.PESERTA_LIHAT):
        return {
            "awal": f"{said} Sambil menunggu, periksa peserta yang sudah ada.",
            "awal_alamat": reverse("jamkesda:peserta_daftar"),
            "awal_kata": "Buka peserta",
        }
    return {"awal": said, "awal_alamat": "", "awal_kata": ""}


@protected(IzinJamkesda.DAFTAR_TULIS)
@require_http_methods(["GET", "HEAD", "POST"])
def baru(request: Request) -> HttpResponse:
    """Somebody asks to be a member."""
    district = request.access.scope.kabupaten or ""
    form = PendaftaranForm(request.POST if request.method == "POST" else None, kabupaten=district)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["kunci"] is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            try:
                made = services.daftarkan(request.access, form.cleaned_data["kunci"], form.values)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, "Draf pendaftaran tersimpan. Periksa, lalu ajukan.")
                return redirect(made)
    way = trail((PAGES.title, reverse("pendaftaran:daftar")), here="Daftarkan peserta")
    context = {"form": form, "trail": way, "judul": "Daftarkan peserta"}
    return render(request, "jamkesda/pendaftaran_isi.html", context, status=status_of(form))


@protected(IzinJamkesda.DAFTAR_TULIS)
@require_http_methods(["GET", "HEAD", "POST"])
def dari_surat(request: Request) -> HttpResponse:
    """The holder of a Supermiskol letter asks to be a member: the letter fills the draft."""
    form = SuratMiskinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["kunci"] is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            try:
                values = dasar.isi_dari(
                    request.access.scope.kabupaten or "",
                    said["nomor"],
                    said["tanggal_lahir"],
                    said["jenis_kelamin"],
                )
                made = services.daftarkan(request.access, said["kunci"], values)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, "Draf terisi dari surat. Cocokkan, lalu ajukan.")
                return redirect(made)
    way = trail((PAGES.title, reverse("pendaftaran:daftar")), here="Dari surat Supermiskol")
    context = {"form": form, "trail": way}
    return render(request, "jamkesda/dari_surat.html", context, status=status_of(form))


@protected_object(IzinJamkesda.DAFTAR_TULIS, Pendaftaran, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: Request, case: Pendaftaran) -> HttpResponse:
    """Write in a draft."""
    if case.status != road.DRAF:
        messages.warning(request, "Pendaftaran ini tidak lagi berupa draf.")
        return redirect(case)
    data = request.POST if request.method == "POST" else None
    form = PendaftaranForm(data, kabupaten=case.kabupaten_id, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            services.ubah(case.pk, request.access, form.values)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Pendaftaran tersimpan.")
            return redirect(case)
    way = trail((PAGES.title, reverse("pendaftaran:daftar")),
                (case.short_name, case.get_absolute_url()), here="Ubah")  # fmt: skip
    context = {"form": form, "trail": way, "judul": "Ubah pendaftaran"}
    return render(request, "jamkesda/pendaftaran_isi.html", context, status=status_of(form))


@protected_object(
    IzinJamkesda.DAFTAR_LIHAT,
    Pendaftaran,
    related=RELATED,
    inside=(IzinJamkesda.DAFTAR_TULIS, IzinJamkesda.KENALI),
)
@require_safe
def rinci(request: Request, case: Pendaftaran) -> HttpResponse:
    """One application: what was told, who it may be."""
    return render(request, "jamkesda/pendaftaran.html", _context(request, BacaanPendaftaran(case)))


def _context(request: Request, reading: BacaanPendaftaran) -> dict[str, Any]:
    case = reading.subject
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    decides = case.status == road.DIAJUKAN and request.access.allows(IzinJamkesda.KENALI)
    return context | {
        "baca": reading,
        "boleh_ubah": case.status == road.DRAF and request.access.allows(IzinJamkesda.DAFTAR_TULIS),
        "kenali": KenaliForm(mirip=reading.mirip) if decides and reading.mirip else None,
    }


@protected_object(IzinJamkesda.KENALI, Pendaftaran, related=RELATED)
@require_POST
def kenali(request: Request, case: Pendaftaran) -> HttpResponse:
    """A word on look-alikes."""
    reading = BacaanPendaftaran(case)
    form = KenaliForm(request.POST, mirip=reading.mirip)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.kenali(case.pk, request.access, said["warga"], said["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Putusan tersimpan.")
            return redirect(case)
    context = _context(request, reading) | {"kenali": form}
    return render(request, "jamkesda/pendaftaran.html", context, status=status_of(form))
