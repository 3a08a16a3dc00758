"""Pages of tariff lists: all versions, a file tried out, what it changes, the second word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core.access import Access, Request
from upaya.core.forms import PutusanKeduaForm, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.exchange.jamkesda.tarif_sheet import BerkasTarif, read_tariffs, tariffs_book
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.tarif import services
from upaya.jamkesda.tarif.models import DaftarTarif, TarifLayanan
from upaya.rules.numbers import clean

TITLE = "Tarif Jamkesda"
_FAULTY, _LARGEST, _SHOWN = 422, 10 * 1024 * 1024, 100
_S = DaftarTarif.Status
_PEOPLE = ("dicoba_oleh", "diputus_oleh", "dasar")


class TarifForm(forms.Form):
    """A workbook, and which list it is."""

    nama = forms.CharField(
        label="Nama daftar tarif",
        max_length=120,
        help_text="Sama dengan yang tertulis pada perjanjian kerja sama.",
        error_messages={"required": "Tulis nama daftarnya."},
    )
    nomor = forms.CharField(
        label="Nomor keputusan",
        max_length=120,
        error_messages={"required": "Tulis nomor keputusannya."},
    )
    berkas = forms.FileField(
        label="Buku kerja tarif (XLSX)",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def clean_berkas(self) -> Any:  # noqa: ANN401 - an upload
        """Not larger than what is read."""
        found = self.cleaned_data["berkas"]
        if found.size > _LARGEST:
            raise ValidationError(f"Berkas lebih dari {_LARGEST // 1024 // 1024} MB.")
        return found


_COLUMNS = (
    Column("nama", "Daftar", url=lambda row: reverse("tarif:rinci", args=[row.pk])),
    Column("nomor_keputusan", "Keputusan"),
    Column("banyak", "Layanan", kind="angka"),
    Column("dicoba_pada", "Dicoba", sort_field="pk", kind="waktu"),
    Column("dicoba_oleh", "Oleh", value=lambda row: row.dicoba_oleh.name),
    Column("diputus_pada", "Diputus", kind="waktu"),
    Column(
        "status",
        "Status",
        value=lambda row: row.get_status_display(),
        sort_field="status",
        tone=lambda row: row.tone,
    ),
)
_LINES = (
    Column("kode", "Kode", sort_field="kode"),
    Column("nama", "Layanan"),
    Column("mulai", "Mulai", sort_field="mulai", kind="tanggal"),
    Column("sampai", "Sampai", kind="tanggal"),
    Column("harga", "Harga", sort_field="harga", kind="rupiah"),
    Column("jumlah_maks", "Paling banyak", kind="angka"),
    Column("jenis_kelamin", "L/P"),
    Column("jarak_hari", "Jarak hari", kind="angka"),
)


@protected(IzinKlaim.TARIF_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """All versions; a provider reads those that were approved."""
    rows = DaftarTarif.objects.for_scope(request.access.scope).select_related(*_PEOPLE)
    if not _prepares(request):
        rows = rows.filter(status=_S.DISETUJUI)
    found = table(request, rows, columns=_COLUMNS, default_sort="-dicoba_pada", title=TITLE)
    context = {"tabel": found, "boleh": request.access.allows(IzinKlaim.TARIF_SUSUN)}
    return found.export_response() or render(request, "jamkesda/tarif_daftar.html", context)


def _prepares(request: Request) -> bool:
    access = request.access
    return access.allows(IzinKlaim.TARIF_SUSUN) or access.allows(IzinKlaim.TARIF_PUTUS)


@protected(IzinKlaim.TARIF_SUSUN)
@require_safe
def templat(_request: Request) -> HttpResponse:
    """The empty workbook."""
    response = HttpResponse(tariffs_book(()), content_type=XLSX_TYPE)
    response["Content-Disposition"] = 'attachment; filename="tarif-jamkesda.xlsx"'
    return response


@protected(IzinKlaim.TARIF_SUSUN)
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: Request) -> HttpResponseBase:
    """Read a workbook; nothing of it judges a claim yet."""
    sent = request.method == "POST"
    form = TarifForm(request.POST if sent else None, request.FILES if sent else None)
    found: BerkasTarif | None = None
    if sent and form.is_valid():
        data = form.cleaned_data["berkas"].read()
        found = read_tariffs(data)
        if not found.banyak_galat:
            name, number = clean(form.cleaned_data["nama"]), clean(form.cleaned_data["nomor"])
            made = services.coba(request.access, name, number, data, found)
            return redirect("tarif:rinci", pk=made.pk)
    context = {
        "form": form,
        "galat": found.galat if found else [],
        "banyak_galat": found.banyak_galat if found else 0,
        "trail": trail((TITLE, reverse("tarif:daftar")), here="Coba berkas"),
    }
    status = _FAULTY if found else status_of(form)
    return render(request, "jamkesda/tarif_unggah.html", context, status=status)


@protected_object(IzinKlaim.TARIF_LIHAT, DaftarTarif, related=_PEOPLE)
@require_safe
def rinci(request: Request, row: DaftarTarif) -> HttpResponseBase:
    """A version: its services, and what it changes against the one in force when it was tried."""
    return _page(request, row)


def _page(
    request: Request, row: DaftarTarif, form: PutusanKeduaForm | None = None
) -> HttpResponseBase:
    access = request.access
    lines = TarifLayanan.objects.filter(daftar=row)
    found = table(request, lines, columns=_LINES, default_sort="kode", title=str(row))
    own = row.dicoba_oleh_id == access.user_id
    decides = access.allows(IzinKlaim.TARIF_PUTUS) and not own and row.status == _S.DIUSULKAN
    context: dict[str, Any] = {
        "daftar": row,
        "tabel": found,
        "boleh_usul": access.allows(IzinKlaim.TARIF_SUSUN) and row.status == _S.DICOBA,
        "boleh_buang": access.allows(IzinKlaim.TARIF_SUSUN)
        and own
        and row.status in {_S.DICOBA, _S.DIUSULKAN},
        "form": (form or PutusanKeduaForm()) if decides else None,
        "trail": trail((TITLE, reverse("tarif:daftar")), here=row.nama),
    }
    if _prepares(request) and row.status in {_S.DICOBA, _S.DIUSULKAN}:
        beda = services.beda(row)
        context["beda"] = beda
        context["berubah"] = beda.berubah[:_SHOWN]
        context["hilang"] = beda.hilang[:_SHOWN]
    status = status_of(form) if form else 200
    page = render(request, "jamkesda/tarif_rinci.html", context, status=status)
    return found.export_response() or page


@protected_object(IzinKlaim.TARIF_SUSUN, DaftarTarif)
@require_POST
def usul(request: Request, row: DaftarTarif) -> HttpResponseBase:
    """Propose what was tried out."""
    try:
        services.usulkan(row.pk, request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Daftar tarif diusulkan; kepala UPT yang memutusnya.")
    return redirect("tarif:rinci", pk=row.pk)


@protected_object(IzinKlaim.TARIF_SUSUN, DaftarTarif)
@require_POST
def buang(request: Request, row: DaftarTarif) -> HttpResponseBase:
    """Leave it."""
    try:
        services.buang(row.pk, request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Uji coba dibuang. Tidak ada tarif yang berubah.")
    return redirect("tarif:daftar")


@protected_object(IzinKlaim.TARIF_PUTUS, DaftarTarif, related=_PEOPLE)
@require_POST
def putus(request: Request, row: DaftarTarif) -> HttpResponseBase:
    """The second person's word."""
    form = PutusanKeduaForm(request.POST)
    if form.decide(partial(services.putus, row.pk, request.access)) is None:
        return _page(request, row, form)
    messages.success(request, "Putusan disimpan.")
    return redirect("tarif:rinci", pk=row.pk)


def tasks(access: Access) -> Iterator[Tugas]:
    """Versions that wait for the word of whoever may decide and did not prepare them."""
    if not access.allows(IzinKlaim.TARIF_PUTUS):
        return
    rows = DaftarTarif.objects.for_scope(access.scope).filter(status=_S.DIUSULKAN)
    for row in rows.exclude(dicoba_oleh=access.user_id).order_by("pk")[:LIMIT]:
        yield Tugas(
            judul=f"Putuskan daftar tarif {row.nama}.",
            konteks=f"Tarif Jamkesda · {row.nomor_keputusan}",
            alamat=reverse("tarif:rinci", args=[row.pk]),
        )
