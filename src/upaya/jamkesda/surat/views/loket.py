"""Pages of the counter: who stands there, a referral, a new letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import audit
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta import services as pendaftaran
from upaya.jamkesda.peserta.bayi import isi_bayi
from upaya.jamkesda.peserta.forms import BayiForm
from upaya.jamkesda.surat import services
from upaya.jamkesda.surat.forms import CekForm, RujukanForm, SuratForm
from upaya.jamkesda.surat.models import Rujukan
from upaya.jamkesda.surat.queries import Hak
from upaya.jamkesda.surat.queries import cek as look_up
from upaya.rules.roles import Reach

_CEK = ("Cek peserta", "jamkesda:cek")


def _unit(request: Request) -> int | None:
    """The PPK whose people ask; None for the UPT, which looks at all."""
    scope = request.access.scope
    return scope.unit if scope.reach is Reach.UNIT else None


@protected(IzinJamkesda.CEK)
@require_http_methods(["GET", "HEAD", "POST"])
def cek(request: Request) -> HttpResponse:
    """By NIK, card or QR: whether care of today would be paid for. Who asked is recorded."""
    form = CekForm(request.POST if request.method == "POST" else None)
    found: Hak | None = None
    asked = request.method == "POST" and form.is_valid()
    if asked:
        district = request.access.scope.kabupaten or ""
        found = look_up(district, _unit(request), form.cleaned_data["nomor"])
        if found is not None:
            with transaction.atomic():
                audit.record(
                    IzinJamkesda.CEK, found.peserta, access=request.access, kabupaten=district
                )
    may = request.access.allows(IzinJamkesda.SURAT_TULIS)
    context = {"form": form, "hak": found, "dicari": asked, "boleh_surat": may}
    context["boleh_daftar"] = request.access.allows(IzinJamkesda.DAFTAR_TULIS)
    return render(request, "jamkesda/cek.html", context, status=status_of(form))


def _member(request: Request, kartu: str) -> Hak:
    found = look_up(request.access.scope.kabupaten or "", _unit(request), kartu)
    if found is None or found.peserta.kartu != kartu:
        raise Http404
    return found


@protected(IzinJamkesda.SURAT_TULIS)
@require_http_methods(["GET", "HEAD", "POST"])
def buat(request: Request, kartu: str) -> HttpResponse:
    """A new letter for the holder of a card."""
    found = _member(request, kartu)
    data = request.POST if request.method == "POST" else None
    form = SuratForm(data, peserta=found.peserta, unit=_unit(request))
    if request.method == "POST" and form.is_valid():
        if (kunci := form.cleaned_data["kunci"]) is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            try:
                made = services.buat(request.access, kunci, found.peserta, form.values)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, "Draf surat jaminan tersimpan. Periksa, lalu terbitkan.")
                return redirect(made)
    return _form_page(request, found, form, "Surat jaminan baru", "Simpan draf")


@protected(IzinJamkesda.SURAT_TULIS)
@require_http_methods(["GET", "HEAD", "POST"])
def rujuk(request: Request, kartu: str) -> HttpResponse:
    """A referral of the holder of a card to another PPK."""
    found = _member(request, kartu)
    data = request.POST if request.method == "POST" else None
    form = RujukanForm(data, peserta=found.peserta, unit=_unit(request))
    if request.method == "POST" and form.is_valid():
        if (kunci := form.cleaned_data["kunci"]) is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            try:
                made = services.rujuk(request.access, kunci, found.peserta, form.values)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                said = f"Rujukan {made.nomor} tercatat dan terlihat di {made.ke.unit.nama}."
                messages.success(request, said)
                return redirect("jamkesda:rujukan")
    return _form_page(request, found, form, "Rujukan baru", "Simpan rujukan")


@protected(IzinJamkesda.DAFTAR_TULIS)
@require_http_methods(["GET", "HEAD", "POST"])
def bayi(request: Request, kartu: str) -> HttpResponse:
    """A newborn of the holder of a card asks to be a member, covered from birth."""
    found = _member(request, kartu)
    form = BayiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if (kunci := form.cleaned_data["kunci"]) is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            try:
                values = isi_bayi(found.peserta, form.cleaned_data)
                made = pendaftaran.daftarkan(request.access, kunci, values)
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, "Draf pendaftaran bayi tersimpan. Periksa, lalu ajukan.")
                return redirect(made)
    return _form_page(request, found, form, "Daftarkan bayi baru lahir", "Simpan draf")


def _form_page(
    request: Request, found: Hak, form: SuratForm | RujukanForm | BayiForm, title: str, submit: str
) -> HttpResponse:
    label, address = _CEK
    context: dict[str, Any] = {
        "form": form,
        "hak": found,
        "judul": title,
        "kirim": submit,
        "trail": trail((label, reverse(address)), here=title),
    }
    return render(request, "jamkesda/loket_isi.html", context, status=status_of(form))


_COLUMNS = (
    Column("nomor", "Rujukan", lambda r: r.nomor, "nomor"),
    Column("tanggal", "Tanggal", lambda r: r.tanggal, "tanggal", kind="tanggal"),
    Column("peserta", "Peserta", lambda r: f"{r.peserta.warga.inisial} {r.peserta.kartu}"),
    Column("dari", "Dari", lambda r: r.dari.unit.nama, "dari__unit__nama"),
    Column("ke", "Ke", lambda r: r.ke.unit.nama, "ke__unit__nama"),
    Column("diagnosis", "Diagnosis", lambda r: r.diagnosis, "diagnosis"),
    Column("alasan", "Alasan", lambda r: r.alasan),
    Column("lanjutan", "Melanjutkan", lambda r: r.lanjutan_dari.nomor if r.lanjutan_dari else "-"),
)


@protected(IzinJamkesda.SURAT_LIHAT)
@require_safe
def rujukan(request: Request) -> HttpResponseBase:
    """The referrals of a scope: a PPK those it sent and those it receives."""
    rows = table(
        request,
        Rujukan.objects.for_scope(request.access.scope).select_related(
            "peserta__warga", "dari__unit", "ke__unit", "lanjutan_dari"
        ),
        columns=_COLUMNS,
        default_sort="-tanggal",
        title="Rujukan",
    )
    context = {"tabel": rows, "boleh_surat": request.access.allows(IzinJamkesda.SURAT_TULIS)}
    return rows.export_response() or render(request, "jamkesda/rujukan.html", context)
