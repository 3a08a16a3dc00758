"""Pages of those who answer: the list, one complaint with its answer, what letters' holders say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Avg, Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import audit
from upaya.core.access import Access, Request
from upaya.core.answers import stored_attachment
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.izin import IzinCore
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.aduan import services
from upaya.jamkesda.aduan.forms import AduanFilter, JawabanForm
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.izin_umum import IzinUmum

TITLE = "Suara warga"
_RELATED = ("ppk__unit", "lampiran", "umpan", "dijawab_oleh", "kabupaten")


def _due(row: Aduan) -> str:
    return row.tenggat.kata if row.terbuka else "dijawab"


_COLUMNS = (
    Column(
        "tiket",
        "Tiket",
        lambda r: r.tiket,
        url=lambda r: reverse("jamkesda:aduan", args=[r.pk]),
    ),
    Column("jenis", "Jenis", lambda r: r.get_jenis_display(), "jenis"),
    Column("ppk", "PPK", lambda r: r.ppk.unit.nama if r.ppk else "-", "ppk__unit__nama"),
    Column("masuk", "Masuk", lambda r: r.masuk_pada, "masuk_pada", kind="waktu"),
    Column(
        "batas", "Tenggat", _due, "batas", tone=lambda r: r.tenggat.tone if r.terbuka else "neutral"
    ),
    Column(
        "status",
        "Status",
        lambda r: r.get_status_display(),
        "status",
        tone=lambda r: "warn" if r.terbuka else "good",
    ),
)


@protected(IzinUmum.ADUAN_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """What citizens sent, the oldest promise first."""
    rows = table(
        request,
        Aduan.objects.for_scope(request.access.scope).select_related("ppk__unit"),
        columns=_COLUMNS,
        filters=AduanFilter,
        default_sort="-masuk",
        title=TITLE,
    )
    context = {"tabel": rows, "umpan": _feedback(request.access)}
    return rows.export_response() or render(request, "jamkesda/aduan_daftar.html", context)


def _feedback(access: Access) -> list[dict[str, Any]]:
    """By PPK: how many answered, what they said."""
    rows = UmpanBalik.objects.for_scope(access.scope).values("surat__ppk__unit__nama")
    found = rows.annotate(
        banyak=Count("pk"),
        bayar=Count("pk", filter=Q(diminta_bayar=True)),
        kurang=Count("pk", filter=Q(obat_diresepkan=True, obat_diterima=False)),
        rata=Avg("nilai"),
    ).order_by("surat__ppk__unit__nama")
    return [row | {"nama": row["surat__ppk__unit__nama"]} for row in found]


@protected_object(IzinUmum.ADUAN_LIHAT, Aduan, related=_RELATED, inside=(IzinUmum.ADUAN_JAWAB,))
@require_safe
def aduan(request: Request, found: Aduan) -> HttpResponse:
    """One complaint or question."""
    return render(request, "jamkesda/aduan.html", _context(request, found, JawabanForm()))


def _context(request: Request, found: Aduan, form: JawabanForm) -> dict[str, Any]:
    may = found.terbuka and request.access.allows(IzinUmum.ADUAN_JAWAB)
    return {
        "aduan": found,
        "form": form if may else None,
        "trail": trail((TITLE, reverse("jamkesda:aduan_daftar")), here=found.tiket),
    }


@protected_object(IzinUmum.ADUAN_JAWAB, Aduan, related=_RELATED)
@require_POST
def jawab(request: Request, found: Aduan) -> HttpResponse:
    """The answer, once."""
    form = JawabanForm(request.POST)
    if form.is_valid():
        try:
            services.jawab(found.pk, request.access, form.cleaned_data["jawaban"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Jawaban tersimpan; pemegang tiket dapat membacanya.")
            return redirect("jamkesda:aduan", pk=found.pk)
    context = _context(request, found, form)
    return render(request, "jamkesda/aduan.html", context, status=status_of(form))


@protected_object(IzinUmum.ADUAN_LIHAT, Aduan, related=("lampiran",))
@require_safe
def lampiran(request: Request, found: Aduan) -> HttpResponse:
    """What came with it; who took it is recorded."""
    if found.lampiran is None:
        raise Http404
    response = stored_attachment(found.lampiran)
    with transaction.atomic():
        audit.record(
            IzinCore.BERKAS_UNDUH,
            found.lampiran,
            access=request.access,
            kabupaten=found.kabupaten_id,
        )
    return response


_WHAT = {
    Aduan.Jenis.ADUAN: "Jawab pengaduan warga.",
    Aduan.Jenis.PERTANYAAN: "Jawab pertanyaan warga.",
    Aduan.Jenis.BAYAR: "Tindak lanjuti pasien yang diminta membayar.",
}


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: what citizens wait for."""
    if not access.allows(IzinUmum.ADUAN_JAWAB):
        return
    rows = Aduan.objects.for_scope(access.scope).filter(status=Aduan.Status.BARU)
    for row in rows.select_related("ppk__unit").order_by("batas", "pk")[:LIMIT]:
        about = row.ppk.unit.nama if row.ppk else "tanpa PPK"
        what = _WHAT[Aduan.Jenis(row.jenis)]
        yield Tugas(
            what,
            f"{row.tiket}, {about}",
            reverse("jamkesda:aduan", args=[row.pk]),
            tenggat=row.tenggat,
        )
