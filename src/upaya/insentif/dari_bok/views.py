"""Pages of the link: taking over, and one number of the grid with the activities behind it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from upaya.alur.writing import ClosedError
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.page_frame import month_trail
from upaya.insentif.dari_bok import services
from upaya.insentif.dari_bok.forms import KoreksiForm
from upaya.insentif.dari_bok.models import DasarKegiatan, KoreksiKegiatan
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.kegiatan.models import PetugasBulan

_LOADED = ("pengajuan__puskesmas", "petugas")


@protected_object(IzinInsentif.ISI, Pengajuan)
@require_POST
def ambil(request: Request, month: Pengajuan) -> HttpResponse:
    """Fill the grid from the verified activities of BOK."""
    try:
        changed = services.take_over(month.pk, request.access)
    except ClosedError as refused:
        messages.error(request, str(refused))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Kegiatan diambil dari kegiatan BOK." if changed else SAME)
    return redirect("insentif:kegiatan", pk=month.pk)


@protected_object(IzinInsentif.LIHAT, PetugasBulan, related=_LOADED, inside=(IzinInsentif.ISI,))
@require_http_methods(["GET", "HEAD", "POST"])
def sel(request: Request, row: PetugasBulan, baris: int) -> HttpResponse:
    """A number of the grid: the activities behind it, and its correction."""
    month = row.pengajuan
    line = month.baris.filter(pk=baris).first()
    if line is None:
        raise Http404
    may = request.access.allows(IzinInsentif.ISI)
    if request.method == "POST" and not may:
        raise PermissionDenied
    kept = (
        KoreksiKegiatan.objects.filter(petugas_bulan=row, baris=line)
        .select_related("dicatat_oleh")
        .first()
    )
    stored = row.isian.filter(baris=line).values_list("jumlah", flat=True).first() or 0
    writable = may and month.kegiatan_dari_bok and month.open_for(Bagian.KEGIATAN)
    form = KoreksiForm(
        request.POST if request.method == "POST" else None,
        initial={"jumlah": stored, "alasan": kept.alasan if kept else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            services.correct(row.pk, request.access, baris, data["jumlah"], data["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        except ClosedError as refused:
            messages.error(request, str(refused))
            return redirect("insentif:kegiatan", pk=month.pk)
        else:
            messages.success(request, f"Angka {row.petugas.nama} tersimpan beserta alasannya.")
            return redirect("insentif:kegiatan", pk=month.pk)
    context = {
        "row": row,
        "line": line,
        "jumlah": stored,
        "koreksi": kept,
        "dasar": DasarKegiatan.objects.filter(petugas_bulan=row, menu=line.menu).order_by(
            "tanggal", "pk"
        ),
        "form": form if writable or form.is_bound else None,
        "trail": month_trail(month, f"{row.petugas.nama}, {line.menu}"),
    }
    return render(request, "insentif/kegiatan_sel.html", context, status=status_of(form))
