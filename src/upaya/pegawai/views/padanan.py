"""A unit's own words: answered once beside the import, listed, corrected, forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import lists
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.pegawai.forms_padanan import ArtiForm, PadananForm
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import ImporPetugas, Padanan
from upaya.pegawai.services import importing
from upaya.pegawai.services import padanan as services
from upaya.pegawai.services.import_reading import CHOICES


@protected_object(IzinPegawai.KELOLA, ImporPetugas, related=("puskesmas",))
@require_POST
def explain(request: Request, kept: ImporPetugas) -> HttpResponseBase:
    """Remember what the words of this file mean; then the file is looked at again."""
    plan = importing.check(kept.puskesmas, importing.content(kept))
    form = PadananForm(request.POST, questions=plan.tanya)
    if form.is_valid() and form.answers:
        known = services.remember(request.access, kept.puskesmas_id, form.answers)
        messages.success(request, f"{known} kata diingat untuk {kept.puskesmas.nama}.")
    else:
        messages.error(request, "Pilih arti paling sedikit satu kata dari daftarnya.")
    return redirect("pegawai:impor_periksa", kept.pk)


def _meaning(row: Padanan) -> str:
    return CHOICES[row.jenis].get(row.arti, row.arti)


@protected(IzinPegawai.KELOLA)
@require_safe
def words(request: Request) -> HttpResponseBase:
    """Every word that was explained, with who said so."""
    table = lists.table(
        request,
        Padanan.objects.for_scope(request.access.scope).select_related("puskesmas", "oleh"),
        columns=[
            Column(
                "tulisan",
                "Yang ditulis",
                sort_field="tulisan",
                url=lambda row: reverse("pegawai:padanan", args=[row.pk]),
            ),
            Column("jenis", "Daftar", value=lambda row: row.get_jenis_display()),
            Column("arti", "Dibaca sebagai", value=_meaning),
            Column("puskesmas", "Puskesmas", value=lambda row: row.puskesmas.nama),
            Column("oleh", "Dijelaskan oleh", value=lambda row: row.oleh.name),
        ],
        default_sort="tulisan",
        title="Kata sendiri",
        per_page=50,
    )
    remah = trail(
        ("Petugas", reverse("pegawai:daftar")),
        ("Impor", reverse("pegawai:impor")),
        here="Kata sendiri",
    )
    context = {"tabel": table, "remah": remah}
    return table.export_response() or render(request, "pegawai/padanan_daftar.html", context)


@protected_object(IzinPegawai.KELOLA, Padanan, related=("puskesmas",))
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: Request, row: Padanan) -> HttpResponseBase:
    """Another meaning for one word."""
    form = ArtiForm(request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(request.access, row, form.arti)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"“{row.tulisan}” kini berarti lain; impor berikutnya ikut.")
            return redirect("pegawai:padanan_daftar")
    context: dict[str, Any] = {
        "form": form,
        "kata": row,
        "remah": trail(("Kata sendiri", reverse("pegawai:padanan_daftar")), here=row.tulisan),
    }
    return render(request, "pegawai/padanan.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, Padanan)
@require_POST
def forget(request: Request, row: Padanan) -> HttpResponseBase:
    """The word is asked again when it comes next."""
    services.forget(request.access, row)
    messages.success(request, f"“{row.tulisan}” dilupakan; impor berikutnya bertanya lagi.")
    return redirect("pegawai:padanan_daftar")
