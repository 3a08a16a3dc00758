"""A claim for whoever reads or decides it: its lines, a word on one, many clean ones at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import ALONE, FAULTY, case_context
from upaya.alur.road import MoveRefusedError
from upaya.core.access import Request
from upaya.core.digits import number_in
from upaya.core.forms import show_refusal
from upaya.core.guard import View, protected, protected_object
from upaya.core.navigation import trail
from upaya.core.permissions import move_permission
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim import banyak, putusan
from upaya.jamkesda.klaim.forms import PutusForm
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.pages import PAGES
from upaya.jamkesda.klaim.reading import RELATED, BacaanKlaim, BarisBaca
from upaya.rules.jamkesda import road_klaim as jalan


@protected_object(IzinKlaim.LIHAT, Klaim, related=RELATED, inside=(IzinKlaim.AJUKAN,))
@require_safe
def rinci(request: Request, case: Klaim) -> HttpResponseBase:
    """Every line with what was asked, left and approved, and all causes as sentences."""
    return _page(request, case)


def _page(
    request: Request, case: Klaim, form: PutusForm | None = None, number: int | None = None
) -> HttpResponseBase:
    reading = BacaanKlaim(case)
    decides = _decides(request, case)
    chosen = _chosen(request, reading, number) if decides else None
    if chosen is not None and form is None:
        word = chosen.keputusan
        form = PutusForm(
            initial={"kode": word.kode, "jumlah": word.jumlah or None, "kalimat": word.kalimat}
            if word
            else {"kode": ""}
        )
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    context |= {
        "baca": reading,
        "pilih": chosen,
        "form": form if chosen else None,
        "memutus": decides,
        "unggah": _lacks_papers(request, reading),
        # What a verifier is still deciding is read by the provider once it is decided.
        "terbuka": decides or case.status != jalan.DIAJUKAN,
    }
    status = FAULTY if form is not None and form.is_bound else 200
    return render(request, "jamkesda/klaim_rinci.html", context, status=status)


def _lacks_papers(request: Request, reading: BacaanKlaim) -> bool:
    """Whether its provider is led to its papers: some may come, and none has come yet."""
    may = request.access.allows(IzinKlaim.AJUKAN) and reading.menerima_berkas
    return may and not reading.berkas


def _decides(request: Request, case: Klaim) -> bool:
    return request.access.allows(IzinKlaim.PERIKSA) and case.status == jalan.DIAJUKAN


def _chosen(request: Request, reading: BacaanKlaim, number: int | None) -> BarisBaca | None:
    """The line that was asked for; else the first that waits for a word."""
    wanted = number or number_in(request.GET.get("baris", ""))
    rows = [row for row in reading.baris if row.layanan.diperiksa]
    if wanted is not None:
        return next((row for row in rows if row.layanan.no == wanted), None)
    left = reading.belum_diputus
    return left[0] if left else None


@protected_object(IzinKlaim.PERIKSA, Klaim, related=RELATED)
@require_POST
def baris(request: Request, case: Klaim, no: int) -> HttpResponseBase:
    """A word on one line; on to the next that waits for one."""
    form = PutusForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            putusan.putuskan(
                request.access, case.pk, no,
                kode=said["kode"], jumlah=said["jumlah"] or 0, kalimat=said["kalimat"],
            )  # fmt: skip
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Baris {no} diputus.")
            return redirect(case.get_absolute_url())
    return _page(request, case, form, no)


@protected_object(IzinKlaim.PERIKSA, Klaim)
@require_POST
def sisanya(request: Request, case: Klaim) -> HttpResponseBase:
    """All lines without a word are accepted as the checks left them."""
    try:
        many = putusan.terima_sisanya(request.access, case.pk)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{many} baris disetujui seperti hasil pemeriksaan.")
    return redirect(case.get_absolute_url())


def bersih_view(name: str) -> View:
    """Clean claims in one step, for whoever makes that step."""

    @protected(move_permission(jalan.KLAIM, name))
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request) -> HttpResponseBase:
        return _clean(request, name)

    return view


def _clean(request: Request, name: str) -> HttpResponseBase:
    move = jalan.KLAIM.moves[name]
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        said = map(number_in, request.POST.getlist("klaim"))
        seen = [one for one in said if one is not None]
        try:
            many = banyak.langkah(request.access, name, seen)
        except MoveRefusedError as fault:
            refused = fault.reasons
        else:
            messages.success(request, f"{many} klaim: {move.done}")
            return redirect("klaim:daftar")
    rows = (
        banyak.bersih(request.access, name)
        .select_related("unit")
        .defer("masukan")[: banyak.PALING_BANYAK]
    )
    listed = list(rows)
    context = {
        "langkah": move,
        "klaim": listed,
        "jumlah": sum(one.diperiksa for one in listed),
        "ditolak": refused,
        "trail": trail((PAGES.title, reverse("klaim:daftar")), here=f"{move.label}: yang lolos"),
    }
    status = FAULTY if refused else 200
    return render(request, "jamkesda/klaim_bersih.html", context, status=status)
