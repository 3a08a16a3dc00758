"""Pages of letters: the letter of a request, its file, the public check, decisions that differ."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import case_context
from upaya.core import audit, clock
from upaya.core.access import Request
from upaya.core.answers import attachment, open_page
from upaya.core.documents import pdf, register
from upaya.core.documents.download import paper_size
from upaya.core.guard import protected, protected_object, public
from upaya.core.limits import Limit
from upaya.core.lists import Column, table
from upaya.core.models import AuditEntry
from upaya.core.navigation import trail
from upaya.core.permissions import move_permission
from upaya.rules.supermiskol.road import MISKOL
from upaya.supermiskol.hak.akses import note
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.permohonan.reading import RELATED, BacaanPermohonan
from upaya.supermiskol.surat import queries, services
from upaya.supermiskol.surat.models import Putusan, SuratMiskin

_CHECKS = Limit("periksa-surat", amount=30, seconds=60)
_DOWNLOADED = IzinSupermiskol.SURAT_UNDUH
_SHOWN = 20
_WITHDRAW = move_permission(MISKOL, "cabut")


@protected_object(IzinSupermiskol.LIHAT, Permohonan, related=RELATED)
@require_safe
def surat(request: Request, case: Permohonan) -> HttpResponse:
    """The letter of a request: how it stands, its file, who downloaded it."""
    reading = BacaanPermohonan(case)
    found = reading.surat
    context: dict[str, Any] = case_context(PAGES, request, reading, "surat")
    if found is None:
        return render(request, "supermiskol/surat.html", context)
    downloads = (
        AuditEntry.objects.filter(
            chain=case.kabupaten_id,
            action=_DOWNLOADED,
            subject_type=case._meta.label_lower,
            subject_id=str(case.pk),
        )
        .select_related("actor")
        .order_by("-number")
    )
    context |= {
        "surat": found,
        "keadaan": found.keadaan(clock.today()),
        "putusan": reading.putusan,
        "alamat": reverse("miskol:periksa", kwargs={"kode": found.kode}),
        "unduhan": list(downloads[:_SHOWN]),
        "boleh_unduh": request.access.allows(IzinSupermiskol.SURAT_UNDUH),
        "boleh_perpanjang": request.access.allows(_WITHDRAW) and not services.not_extended(reading),
    }
    return render(request, "supermiskol/surat.html", context)


def address_of(kode: str) -> str:
    """The public page of a letter."""
    path = reverse("miskol:periksa", kwargs={"kode": kode})
    return f"{settings.BASE_URL.rstrip('/')}{path}"


@protected_object(IzinSupermiskol.SURAT_UNDUH, SuratMiskin, related=("dokumen", "permohonan"))
@require_safe
def unduh(request: Request, found: SuratMiskin) -> HttpResponse:
    """The letter as it was issued, as PDF; who took it is recorded each time."""
    case = found.permohonan
    isi = register.contents_of([found.dokumen])[found.dokumen_id]
    issued = found.dokumen
    terbit = pdf.Terbit(issued.nomor, issued.tanggal, issued.sidik, address_of(found.kode))
    body = pdf.render(isi, terbit, paper_size(request))
    with transaction.atomic():
        audit.record(
            IzinSupermiskol.SURAT_UNDUH,
            case,
            access=request.access,
            kabupaten=case.kabupaten_id,
            detail={"nomor": found.nomor},
        )
    note(case, request.access, "unduh_surat")
    name = f"surat-miskin-{case.tiket.lower()}.pdf"
    return attachment(body, pdf.PDF_TYPE, name)


@protected_object(_WITHDRAW, Permohonan, related=RELATED)
@require_POST
def perpanjang(request: Request, case: Permohonan) -> HttpResponse:
    """The letter runs as long again."""
    try:
        found = services.extend(case.pk, request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"Surat diperpanjang; nomornya kini {found.nomor}.")
    return redirect("miskol:surat", pk=case.pk)


# ------------------------------------------------------------------ for everybody
class KodeForm(forms.Form):
    """The code below the QR of a letter."""

    kode = forms.CharField(
        label="Kode surat",
        max_length=40,
        help_text="16 huruf dan angka di bawah kode QR.",
        error_messages={"required": "Ketik kode surat."},
    )

    def clean_kode(self) -> str:
        """Without the signs that people write between letters."""
        return re.sub(r"[^0-9a-z]", "", self.cleaned_data["kode"].lower())


@public("siapa pun yang memegang surat boleh memeriksanya; hanya inisial, tanggal, dan keadaan")
@require_safe
def cari(request: HttpRequest) -> HttpResponseBase:
    """Where the code of a letter is typed."""
    form = KodeForm(request.GET) if "kode" in request.GET else KodeForm()
    if form.is_bound and form.is_valid() and form.cleaned_data["kode"]:
        return redirect("miskol:periksa", kode=form.cleaned_data["kode"])
    status = 422 if form.is_bound and form.errors else 200
    return open_page(request, "supermiskol/cari.html", {"form": form}, status)


@public("siapa pun yang memegang surat boleh memeriksanya; hanya inisial, tanggal, dan keadaan")
@require_safe
def periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """How a letter stands. A letter that is not known gets the same page after the same work."""
    if not _CHECKS.spend(request):
        response = open_page(request, "supermiskol/tunggu.html", {}, 429)
        response["Retry-After"] = str(_CHECKS.seconds)
        return response
    return open_page(request, "supermiskol/periksa.html", {"hasil": queries.check(kode)})


# ------------------------------------------------------------------ decisions against the score
_COLUMNS = (
    Column(
        "tiket",
        "Permohonan",
        lambda p: p.permohonan.tiket,
        url=lambda p: p.permohonan.get_absolute_url(),
    ),
    Column("desa", "Desa", lambda p: p.permohonan.desa.nama),
    Column("putusan", "Putusan", lambda p: "disetujui" if p.setuju else "ditolak"),
    Column("skor", "Skor", lambda p: p.skor.replace(".", ",")),
    Column("saran", "Saran skor", lambda p: "layak" if p.layak else "tidak layak"),
    Column("alasan", "Alasan berbeda", lambda p: p.alasan_melawan),
    Column("oleh", "Diputus oleh", lambda p: p.diputus_oleh.name),
    Column("pada", "Pada", lambda p: p.diputus_pada, "diputus_pada", kind="waktu"),
)


@protected(IzinSupermiskol.MELAWAN)
@require_safe
def melawan(request: Request) -> HttpResponseBase:
    """Decisions that the score did not advise, each with its written reason."""
    rows = table(
        request,
        Putusan.objects.for_scope(request.access.scope)
        .filter(melawan=True)
        .select_related("permohonan__desa", "diputus_oleh"),
        columns=_COLUMNS,
        default_sort="-pada",
        title="Putusan yang berbeda dari skor",
    )
    context = {
        "tabel": rows,
        "trail": trail((PAGES.title, reverse("miskol:daftar")), here="Berbeda dari skor"),
    }
    return rows.export_response() or render(request, "supermiskol/melawan.html", context)
