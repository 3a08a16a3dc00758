"""Pages of the district's extract: try a file out, look at what it holds, use it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.fields import TanggalField
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kepesertaan import services
from upaya.supermiskol.kepesertaan.models import Ekstrak
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.pages import PAGES

TITLE = "Data peserta JKN"


class EkstrakForm(forms.Form):
    """A file and the day of its data."""

    berkas = forms.FileField(
        label="Berkas CSV",
        help_text="Baris pertama judul kolom: NIK dan JENIS (PBI JKN, PBI APBD, PPU, tidak aktif).",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )
    per_tanggal = TanggalField(
        label="Data per tanggal", error_messages={"required": "Isi tanggal datanya."}
    )

    def clean_per_tanggal(self) -> date:
        """A day that is over."""
        found: date = self.cleaned_data["per_tanggal"]
        if found > clock.today():
            raise ValidationError("Tanggal ini belum lewat.")
        return found


_COLUMNS = (
    Column(
        "tanggal",
        "Data per tanggal",
        lambda e: e.per_tanggal,
        "per_tanggal",
        kind="tanggal",
        url=lambda e: reverse("miskol:ekstrak_rinci", args=[e.pk]),
    ),
    Column("nama", "Berkas"),
    Column("banyak", "Peserta", kind="angka"),
    Column("ditolak", "Baris ditolak", kind="angka"),
    Column("dipakai", "Dipakai", lambda e: "ya" if e.dipakai_pada else "belum"),
)


@protected(IzinSupermiskol.PESERTA_KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def ekstrak(request: Request) -> HttpResponseBase:
    """All extracts, and one more to try."""
    sent = request.method == "POST"
    form = EkstrakForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.try_out(request.access, said["berkas"], said["per_tanggal"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Berkas dibaca; belum dipakai. Periksa, lalu pakai.")
            return redirect("miskol:ekstrak_rinci", pk=made.pk)
    rows = table(
        request,
        Ekstrak.objects.for_scope(request.access.scope),
        columns=_COLUMNS,
        default_sort="-tanggal",
        title=TITLE,
    )
    way = trail((PAGES.title, reverse("miskol:daftar")), here=TITLE)
    context = {"tabel": rows, "form": form, "trail": way}
    page = render(request, "supermiskol/ekstrak.html", context, status=status_of(form))
    return rows.export_response() or page


@protected_object(
    IzinSupermiskol.PESERTA_KELOLA, Ekstrak, related=("diunggah_oleh", "dipakai_oleh")
)
@require_safe
def ekstrak_rinci(request: Request, found: Ekstrak) -> HttpResponse:
    """What one file holds, and which lines were refused."""
    kinds = dict(Permohonan.Kepesertaan.choices)
    counts = found.peserta.order_by().values_list("kepesertaan").annotate(many=Count("pk"))
    context: dict[str, Any] = {
        "ekstrak": found,
        "jenis": sorted((str(kinds[kind]), many) for kind, many in counts),
        "trail": trail(
            (PAGES.title, reverse("miskol:daftar")),
            (TITLE, reverse("miskol:ekstrak")),
            here=str(found),
        ),
    }
    return render(request, "supermiskol/ekstrak_rinci.html", context)


@protected_object(IzinSupermiskol.PESERTA_KELOLA, Ekstrak)
@require_POST
def ekstrak_pakai(request: Request, found: Ekstrak) -> HttpResponse:
    """Use it."""
    services.use(found.pk, request.access)
    messages.success(request, "Data ini dipakai untuk mengecek kepesertaan mulai sekarang.")
    return redirect("miskol:ekstrak_rinci", pk=found.pk)
