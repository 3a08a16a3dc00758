"""The documents of a month: their list, each as a file, issuing, and the auditor's folder."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from upaya.core.access import Request
from upaya.core.documents import register
from upaya.core.documents.answer import Bentuk, answer, paper_size, states
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents import paket
from upaya.insentif.documents.daftar import cari
from upaya.insentif.documents.paket import PaketError
from upaya.insentif.documents.sk import lain_kepala
from upaya.insentif.documents.terbit import TerbitError, issue, sheets_of, unsigned
from upaya.insentif.documents.umum import puskesmas
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.views.frame import month_trail

_RELATED = ("puskesmas__kecamatan", "kabupaten")


@protected_object(IzinInsentif.DOKUMEN_UNDUH, Pengajuan, related=_RELATED)
@require_safe
def dokumen(request: Request, month: Pengajuan) -> HttpResponse:
    """Which documents there are, how each stands, which not yet and why."""
    sheet = LembarBulan(month)
    papers = sheets_of(sheet)
    mine = [one for one in papers if request.access.allows(one.macam.izin)]
    possible = [one for one in papers if one.terbitan]
    warnings = [*unsigned(sheet, papers), *([lain_kepala(sheet)] if possible else [])]
    context = {
        "pengajuan": month,
        "rows": [{"lembar": one, "boleh": one in mine} for one in papers],
        "siap": len(possible),
        "perlu": [one for one in mine if one.perlu],
        "dicabut": register.withdrawn_of(month),
        "perhatian": [sentence for sentence in warnings if sentence],
        "kertas": paper_size(request),
        "remah": month_trail(month, "Dokumen"),
    }
    return render(request, "insentif/dokumen.html", context)


@protected_object(IzinInsentif.DOKUMEN_TERBITKAN, Pengajuan, related=_RELATED)
@require_POST
def dokumen_terbitkan(request: Request, month: Pengajuan) -> HttpResponse:
    """Draw numbers: for one paper, or for all that were ticked, in one step."""
    try:
        issued = issue(month.pk, request.POST.getlist("jenis"), request.access)
    except TerbitError as refused:
        messages.error(request, str(refused))
    else:
        names = "; ".join(f"{row.judul}, nomor {row.nomor}" for row in issued)
        messages.success(request, f"Terbit: {names}.")
    return redirect("insentif:dokumen", pk=month.pk)


@protected_object(IzinInsentif.DOKUMEN_UNDUH, Pengajuan, related=_RELATED)
@require_safe
def dokumen_pdf(request: Request, month: Pengajuan, jenis: str) -> HttpResponse:
    """One document as PDF."""
    return _document(request, month, jenis, "pdf")


@protected_object(IzinInsentif.DOKUMEN_UNDUH, Pengajuan, related=_RELATED)
@require_safe
def dokumen_xlsx(request: Request, month: Pengajuan, jenis: str) -> HttpResponse:
    """The same document as XLSX: both have one number."""
    return _document(request, month, jenis, "xlsx")


def _document(request: Request, month: Pengajuan, jenis: str, form: Bentuk) -> HttpResponse:
    found = cari(LembarBulan(month), jenis)
    if found is None:
        raise Http404
    if found.belum:
        messages.warning(request, f"{found.nama}: {found.belum}")
        return redirect("insentif:dokumen", pk=month.pk)
    isi = found.buat()
    return answer(
        request,
        month,
        states(month, [isi])[isi.jenis],
        name=_stem(month, jenis),
        kabupaten=month.kabupaten_id,
        form=form,
        accounts=IzinInsentif.DOKUMEN_REKENING,
    )


@protected_object(IzinInsentif.DOKUMEN_UNDUH, Pengajuan, related=_RELATED)
@require_safe
def spj_zip(request: Request, month: Pengajuan) -> HttpResponseBase:
    """The whole folder; it issues nothing."""
    try:
        folder = paket.make(LembarBulan(month), request)
    except PaketError as refused:
        messages.error(request, str(refused))
        return redirect("insentif:dokumen", pk=month.pk)
    response = FileResponse(folder, content_type="application/zip")
    response["Content-Disposition"] = _attached(f"{_stem(month, 'spj')}.zip")
    return response


def _stem(month: Pengajuan, kind: str) -> str:
    return f"{kind}-{slugify(puskesmas(month))}-{month.period}"


def _attached(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
