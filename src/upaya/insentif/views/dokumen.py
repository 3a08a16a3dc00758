"""The documents of a month: their list, each as PDF and XLSX, and the folder for the auditor."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.documents import pdf, register, xlsx
from upaya.core.guard import protected_object
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.documents import paket
from upaya.insentif.documents.daftar import cari, daftar, terbitkan
from upaya.insentif.documents.paket import PaketError
from upaya.insentif.documents.umum import puskesmas
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.views.frame import month_trail

_RELATED = ("puskesmas__kecamatan", "kabupaten")


@protected_object(IzinInsentif.DOKUMEN_UNDUH, Pengajuan, related=_RELATED)
@require_safe
def dokumen(request: Request, month: Pengajuan) -> HttpResponse:
    """Which documents there are, which not yet and why."""
    standing, kinds = register.standing_of(month), daftar(LembarBulan(month))
    context = {
        "pengajuan": month,
        "rows": [
            {"macam": kind, "terbit": None if kind.belum else standing.get(kind.kunci)}
            for kind in kinds
        ],
        "siap": sum(not kind.belum for kind in kinds),
        "remah": month_trail(month, "Dokumen"),
    }
    return render(request, "insentif/dokumen.html", context)


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


def _document(request: Request, month: Pengajuan, jenis: str, form: str) -> HttpResponse:
    sheet = LembarBulan(month)
    found = cari(sheet, jenis)
    if found is None:
        raise Http404
    if found.belum:
        messages.warning(request, f"{found.nama}: {found.belum}")
        return redirect("insentif:dokumen", pk=month.pk)
    isi = found.buat()
    terbit = register.terbit(terbitkan(sheet, [isi], request.access)[0])
    write, kind = (pdf.render, pdf.PDF_TYPE) if form == "pdf" else (xlsx.render, XLSX_TYPE)
    response = HttpResponse(write(isi, terbit), content_type=kind)
    response["Content-Disposition"] = _attached(f"{_stem(month, jenis)}.{form}")
    return response


@protected_object(IzinInsentif.DOKUMEN_UNDUH, Pengajuan, related=_RELATED)
@require_safe
def spj_zip(request: Request, month: Pengajuan) -> HttpResponseBase:
    """The whole folder."""
    try:
        folder = paket.make(LembarBulan(month), request.access)
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
