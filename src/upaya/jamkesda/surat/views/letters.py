"""Pages of guarantee letters: the list, one of them, its file, its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import ALONE, case_context
from upaya.core import audit
from upaya.core.access import Request
from upaya.core.answers import attachment, stored_attachment
from upaya.core.documents import pdf, register
from upaya.core.documents.download import paper_size
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.izin import IzinCore
from upaya.core.lists import COUNTED, FOUND, Column, table
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.surat import services
from upaya.jamkesda.surat.forms import BerkasForm, SuratFilter
from upaya.jamkesda.surat.models import BerkasSurat, SuratJaminan
from upaya.jamkesda.surat.pages import PAGES
from upaya.jamkesda.surat.papers import terbit as terbit_of
from upaya.jamkesda.surat.reading import RELATED, BacaanSurat

_COLUMNS = (
    Column(
        "nomor", "Surat", lambda s: s.nomor or "draf", "nomor", url=SuratJaminan.get_absolute_url
    ),
    Column("peserta", "Peserta", lambda s: f"{s.peserta.warga.inisial} {s.peserta.kartu}"),
    Column("ppk", "PPK", lambda s: s.ppk.unit.nama, under="nomor"),
    Column("layanan", "Layanan", lambda s: s.get_layanan_display()),
    Column("mulai", "Mulai", lambda s: s.mulai, "mulai", kind="tanggal"),
    Column("sampai", "Sampai", lambda s: s.sampai, kind="tanggal", under="mulai"),
    Column("batas", "Batas", lambda s: s.batas, kind="rupiah"),
    Column("status", "Status", lambda s: s.state.label, "status", tone=lambda s: s.state.tone),
)
_SHOWN = ("ppk__unit", "peserta__warga")
"""What the columns ask for: planning a query over all that a letter is read with costs 20 ms."""


@protected(IzinJamkesda.SURAT_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The letters of a scope: a PPK its own, the UPT all."""
    rows = table(
        request,
        SuratJaminan.objects.for_scope(request.access.scope).select_related(*_SHOWN),
        columns=_COLUMNS,
        filters=SuratFilter,
        default_sort="-mulai",
        title=PAGES.title,
        most=FOUND if request.GET.get("cari") else COUNTED,
    )
    context = {
        "tabel": rows,
        "pages": PAGES,
        "lajur": PAGES.beside(rows, request.access),
        "boleh_cek": request.access.allows(IzinJamkesda.CEK),
    }
    return rows.export_response() or render(request, "jamkesda/surat_daftar.html", context)


@protected_object(
    IzinJamkesda.SURAT_LIHAT,
    SuratJaminan,
    related=RELATED,
    inside=(IzinJamkesda.SURAT_TULIS, IzinKlaim.LIHAT, IzinKlaim.AJUKAN),
)
@require_safe
def rinci(request: Request, case: SuratJaminan) -> HttpResponse:
    """One letter: what it guarantees, what is left of it, its papers."""
    return render(request, "jamkesda/surat.html", _context(request, case, BerkasForm()))


def _context(request: Request, case: SuratJaminan, form: BerkasForm) -> dict[str, Any]:
    reading = BacaanSurat(case)
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    writes = request.access.allows(IzinJamkesda.SURAT_TULIS) and case.menerima_berkas
    # What another provider claimed on this number is not for whoever sees this provider's letters.
    own = [one for one in reading.klaim if one.unit_id == case.ppk.unit_id]
    claims = own if request.access.allows(IzinKlaim.LIHAT) else []
    claimable = request.access.allows(IzinKlaim.AJUKAN) and case.dapat_diklaim
    return context | {
        "baca": reading,
        "klaim": claims,
        "boleh_klaim": claimable and not reading.diklaim,
        "berkas": list(case.berkas.select_related("stored", "diunggah_oleh")),
        "form": form if writes else None,
    }


@protected_object(IzinJamkesda.SURAT_TULIS, SuratJaminan, related=RELATED)
@require_POST
def berkas(request: Request, case: SuratJaminan) -> HttpResponse:
    """One more paper of a letter."""
    form = BerkasForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.lampirkan(case.pk, request.access, said["nama"], said["berkas"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Berkas tersimpan.")
            return redirect(case)
    return render(
        request, "jamkesda/surat.html", _context(request, case, form), status=status_of(form)
    )


@protected_object(IzinJamkesda.SURAT_LIHAT, BerkasSurat, related=("stored",))
@require_safe
def unduh_berkas(request: Request, found: BerkasSurat) -> HttpResponse:
    """A paper of a letter; who took it is recorded."""
    response = stored_attachment(found.stored)
    with transaction.atomic():
        audit.record(
            IzinCore.BERKAS_UNDUH,
            found.stored,
            access=request.access,
            kabupaten=found.stored.kabupaten_id,
        )
    return response


@protected_object(IzinJamkesda.SURAT_LIHAT, SuratJaminan, related=("dokumen", "peserta"))
@require_safe
def surat_pdf(request: Request, case: SuratJaminan) -> HttpResponse:
    """The letter as it was issued, as PDF; a draft has none."""
    if case.dokumen is None:
        messages.warning(request, "Surat ini belum terbit.")
        return redirect(case)
    isi = register.contents_of([case.dokumen])[case.dokumen.pk]
    body = pdf.render(isi, terbit_of(case, case.dokumen), paper_size(request))
    name = f"surat-jaminan-{case.pk}.pdf"
    return attachment(body, pdf.PDF_TYPE, name)
