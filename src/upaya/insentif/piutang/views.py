"""What officers owe back: the list with its owners, and how one is closed."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core.access import Request
from upaya.core.forms import PutusanKeduaForm, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.koreksi.models import PenyelesaianSelisih, SelisihPetugas
from upaya.insentif.piutang import queries, services
from upaya.insentif.piutang.forms import PenyelesaianForm

_LOADED = ("petugas", "koreksi__pengajuan__puskesmas")


@protected(IzinInsentif.PIUTANG_LIHAT)
@require_safe
def owed_back(request: Request) -> HttpResponse:
    """Everything that is open within reach, those of leavers first."""
    rows = queries.owed_back(request.access.scope)
    context = {"piutang": rows, "jumlah": sum(row.jumlah for row in rows)}
    return render(request, "insentif/piutang.html", context)


@protected_object(IzinInsentif.PIUTANG_LIHAT, SelisihPetugas, related=_LOADED)
@require_safe
def detail(request: Request, part: SelisihPetugas) -> HttpResponse:
    """One difference, what was settled of it, and the forms that may be used now."""
    return _show(request, part)


def _show(
    request: Request,
    part: SelisihPetugas,
    form: PenyelesaianForm | None = None,
    putusan: PutusanKeduaForm | None = None,
) -> HttpResponse:
    left = sum(one.jumlah for one in queries.owed_back(request.access.scope, part.pk))
    closings = list(
        part.penyelesaian.select_related("diusulkan_oleh", "diputus_oleh", "berkas").order_by("pk")
    )
    settled = list(part.pelunasan.select_related("pengajuan").order_by("pk"))
    waiting = next((one for one in closings if one.waiting), None)
    access = request.access
    decides = waiting is not None and access.role in queries.PEMUTUS[waiting.cara]
    may = access.allows(IzinInsentif.PIUTANG_TUTUP) and left and waiting is None
    context = {
        "bagian": part,
        "terbuka": left,
        "pelunasan": settled,
        "banyak": len(settled) + len(closings),
        "penyelesaian": closings,
        "menunggu": waiting,
        "form": form or (PenyelesaianForm(initial={"jumlah": left}) if may else None),
        "form_putusan": putusan or (PutusanKeduaForm() if decides else None),
        "remah": trail(("Selisih petugas", reverse("insentif:piutang")), here=part.petugas.nama),
    }
    bound = next((one for one in (form, putusan) if one is not None), None)
    return render(
        request,
        "insentif/piutang_rinci.html",
        context,
        status=status_of(bound) if bound else 200,
    )


@protected_object(IzinInsentif.PIUTANG_TUTUP, SelisihPetugas, related=_LOADED)
@require_POST
def close(request: Request, part: SelisihPetugas) -> HttpResponseBase:
    """Propose how it is closed."""
    form = PenyelesaianForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.usulkan(part.pk, form.usulan, request.access, form.cleaned_data["berkas"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Penyelesaian diusulkan dan menunggu orang kedua.")
            return redirect("insentif:piutang_rinci", part.pk)
    return _show(request, part, form=form)


@protected_object(
    IzinInsentif.PIUTANG_PUTUS,
    PenyelesaianSelisih,
    related=("bagian__petugas", "bagian__koreksi__pengajuan__puskesmas"),
)
@require_POST
def decide(request: Request, made: PenyelesaianSelisih) -> HttpResponseBase:
    """Agree or refuse."""
    form = PutusanKeduaForm(request.POST)
    if form.decide(partial(services.putuskan, made.pk, request.access)) is None:
        return _show(request, made.bagian, putusan=form)
    messages.success(request, "Putusan disimpan.")
    return redirect("insentif:piutang_rinci", made.bagian_id)
