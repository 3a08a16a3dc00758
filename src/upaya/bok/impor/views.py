"""Pages of the import: the workbook out, upload, what the file would do, apply, throw away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import case_trail
from upaya.bok.impor import reading as checks
from upaya.bok.impor import services
from upaya.bok.impor.choices import choices_of
from upaya.bok.impor.forms import ImporForm, PadananForm
from upaya.bok.impor.models import ImporRencana, PadananRencana
from upaya.bok.impor.reading import HasilPeriksa
from upaya.bok.impor.workbook import plan_bytes
from upaya.bok.izin import IzinBok
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.pages import PAGES
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.road import RELATED
from upaya.bok.rencana.services import BentrokError, TertutupError
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import status_of
from upaya.core.guard import protected_object
from upaya.exchange.xlsx_writer import XLSX_TYPE

_OF_FILE = tuple(f"rencana__{name}" for name in RELATED)
_PER_PAGE, _WAITING = 50, 20


@protected_object(IzinBok.LIHAT, Rencana, related=RELATED)
@require_safe
def buku(request: Request, plan: Rencana) -> HttpResponse:
    """The workbook of a version: filled on, it can be imported again."""
    response = HttpResponse(plan_bytes(BacaanRencana(plan)), content_type=XLSX_TYPE)
    name = f"rencana-bok-{plan.puskesmas.slug}-{plan.tahun}-{plan.nomor}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@protected_object(IzinBok.RENCANA_ISI, Rencana, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: Request, plan: Rencana) -> HttpResponseBase:
    """Choose a workbook; it is kept and checked, nothing is saved yet."""
    form = ImporForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.upload(plan, form.content.name, form.content.body, request.access)
        except TertutupError as refused:
            form.add_error("berkas", str(refused))
        else:
            return redirect("rencana:impor_periksa", kept.pk)
    waiting = (
        ImporRencana.objects.filter(rencana=plan, diterapkan=None)
        .defer("isi")
        .select_related("oleh")
    )
    known = PadananRencana.objects.filter(puskesmas=plan.puskesmas_id)
    context = {
        "case": plan,
        "form": form,
        "menunggu": waiting.order_by("-pk")[:_WAITING],
        "kata": known.order_by("jenis", "tulisan", "pk")[: 5 * _WAITING],
        "trail": case_trail(PAGES, plan, "Impor"),
    }
    return render(request, "bok/impor.html", context, status=status_of(form))


@protected_object(IzinBok.RENCANA_ISI, ImporRencana, related=_OF_FILE)
@require_safe
def periksa(request: Request, kept: ImporRencana) -> HttpResponse:
    """What the file would do now; or, once applied, that it was."""
    reading = BacaanRencana(kept.rencana)
    unread = kept.diterapkan is None
    found = services.check(kept, reading, request.access) if unread else None
    return _show(request, kept, reading, found, 200)


def _show(
    request: Request,
    kept: ImporRencana,
    reading: BacaanRencana,
    found: HasilPeriksa | None,
    status: int,
) -> HttpResponse:
    context: dict[str, Any] = {
        "impor": kept,
        "case": kept.rencana,
        "hasil": found,
        "trail": case_trail(PAGES, kept.rencana, kept.nama),
        "halaman": Paginator(found.baris if found else [], _PER_PAGE).get_page(
            request.GET.get("hal")
        ),
    }
    if found is not None:
        context |= {
            "baru": found.banyak(checks.BARU),
            "berubah": found.banyak(checks.BERUBAH),
            "sama": found.banyak(checks.SAMA),
        }
        if found.isi.tanya:
            context["tanya"] = PadananForm(questions=found.isi.tanya, choices=choices_of(reading))
    return render(request, "bok/impor_periksa.html", context, status=status)


@protected_object(IzinBok.RENCANA_ISI, ImporRencana, related=_OF_FILE)
@require_POST
def jelaskan(request: Request, kept: ImporRencana) -> HttpResponse:
    """Remember what the words of this file mean; then the file is looked at again."""
    reading = BacaanRencana(kept.rencana)
    found = services.check(kept, reading, request.access)
    form = PadananForm(request.POST, questions=found.isi.tanya, choices=choices_of(reading))
    if form.is_valid() and form.answers:
        known = services.remember(reading, form.answers, request.access)
        messages.success(request, f"{known} kata diingat untuk {kept.rencana.owner_name}.")
    else:
        messages.error(request, "Pilih arti paling sedikit satu kata dari daftarnya.")
    return redirect("rencana:impor_periksa", kept.pk)


@protected_object(IzinBok.RENCANA_ISI, ImporRencana, related=_OF_FILE)
@require_POST
def terapkan(request: Request, kept: ImporRencana) -> HttpResponse:
    """Save exactly what was shown, all or nothing."""
    try:
        found = services.apply(kept.pk, request.access, request.POST.get("sidik", ""))
    except services.NotAppliedError as refused:
        messages.error(request, str(refused))
        kept.refresh_from_db(fields=["isi", "diterapkan"])
        return _show(request, kept, BacaanRencana(kept.rencana), refused.found, 409)
    except (TertutupError, BentrokError) as refused:
        messages.error(request, str(refused))
        return redirect(kept.rencana.get_absolute_url())
    new, changed = found.banyak(checks.BARU), found.banyak(checks.BERUBAH)
    said = f"{new} kegiatan baru dan {changed} perubahan disimpan."
    messages.success(request, said if new or changed else SAME)
    return redirect(kept.rencana.get_absolute_url())


@protected_object(IzinBok.RENCANA_ISI, ImporRencana, related=_OF_FILE)
@require_POST
def buang(request: Request, kept: ImporRencana) -> HttpResponse:
    """Throw the file away."""
    try:
        services.discard(kept.pk, request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Berkas dibuang. Tidak ada data yang berubah.")
    return redirect("rencana:impor", kept.rencana_id)


@protected_object(IzinBok.RENCANA_ISI, PadananRencana)
@require_POST
def lupakan(request: Request, row: PadananRencana) -> HttpResponse:
    """A word is asked again when it comes next."""
    services.forget(row.pk, request.access)
    messages.success(request, f"“{row.tulisan}” ditanyakan lagi pada impor berikutnya.")
    return redirect("rencana:daftar")
