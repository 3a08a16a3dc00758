"""Correcting an approved month: the proposal, and the page of a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.page_frame import ALONE, case_context
from upaya.core.access import Request
from upaya.core.digits import number_in
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.page_frame import month_trail
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.koreksi import choosing, queries, services
from upaya.insentif.koreksi.forms import KoreksiForm
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.koreksi.pages import PAGES
from upaya.insentif.koreksi.reading import BacaanKoreksi
from upaya.insentif.koreksi.road import ROAD
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.insentif.road import APPROVED


@protected_object(IzinInsentif.KOREKSI_USUL, Pengajuan, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, month: Pengajuan) -> HttpResponseBase:
    """Say who or what was wrong; the program computes the difference, and it is proposed."""
    if month.status not in APPROVED:
        messages.info(request, "Hanya bulan yang sudah disetujui yang dikoreksi.")
        return redirect("insentif:bulan", pk=month.pk)
    start = _start(request, LembarBulan(month))
    form, shown = start.form, None
    if form.is_bound and not start.about:
        form.add_error(None, "Pilih dulu petugas atau bagian yang dikoreksi.")
    elif form.is_bound and form.is_valid():
        change = form.change(start.answered.pk if start.answered else None)
        try:
            if "usul" in request.POST:
                seen = form.cleaned_data["sidik"] or "belum dilihat"
                made = services.propose(month.pk, change, request.access, seen_sidik=seen)
                messages.success(request, "Koreksi diusulkan ke tim verifikasi.")
                return redirect(made.get_absolute_url())
            shown = services.preview(month.pk, change, request.access)
            form.show_seen(shown.sidik)
        except ValidationError as refusal:
            show_refusal(form, refusal)
    context = _shown(request, start, shown)
    return render(request, "insentif/koreksi_baru.html", context, status=status_of(form))


@dataclass(frozen=True, slots=True)
class _Start:
    """What a proposal begins with: the month, what it is about, the form, what it answers."""

    sheet: LembarBulan
    berlaku: Bulan
    about: list[str]
    form: KoreksiForm
    back: Koreksi | None
    answered: Sanggahan | None


def _start(request: Request, sheet: LembarBulan) -> _Start:
    back = _sent_back(request, sheet.month)
    berlaku, _ = services.standing(sheet)
    bulan = services.proposed(back)[0] if back else berlaku
    usul = _from_bok(request, sheet, bulan)
    answered = _answered(request, sheet.month) or (back.sanggahan if back else None)
    asked = choosing.asked(request.GET, berlaku)
    about = asked or choosing.implied(berlaku, bulan, usul, answered)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = KoreksiForm(
        *posted,
        berlaku=berlaku,
        bulan=bulan,
        names=sheet.nama,
        chosen=about,
        usul=usul,
        alasan=back.alasan if back else "",
    )
    return _Start(sheet, berlaku, about, form, back, answered)


def _shown(request: Request, start: _Start, shown: queries.Pratinjau | None) -> dict[str, Any]:
    sheet, form, about = start.sheet, start.form, start.about
    return {
        "pengajuan": sheet.month,
        "form": form,
        "akibat": queries.effect(shown, sheet.nama, about) if shown else None,
        "berlaku": start.berlaku,
        "kegiatan": choosing.activities(sheet.perhitungan, about) if form.officers else {},
        "dari": start.back,
        "dipilih": choosing.chosen(request.GET, about, start.berlaku, sheet.nama),
        "pilihan": choosing.offered(start.berlaku, sheet.nama, about),
        "sanggahan": start.answered,
        "kembali": reverse("insentif:pembayaran", args=[sheet.month.pk]),
        "remah": month_trail(sheet.month, "Usulkan koreksi"),
    }


def _from_bok(request: Request, sheet: LembarBulan, bulan: Bulan) -> dict[str, Kerja]:
    """What changed in BOK since the month took its work over, added to what stands; `?bok=ya`."""
    if sheet.dari_bok is None or "bok" not in request.GET:
        return {}
    standing = {one.id: one for one in bulan.petugas}
    return {
        beda.kode: Kerja(
            max(now.orang_hari + beda.kini.orang_hari - beda.dulu.orang_hari, 0),
            max(now.frekuensi + beda.kini.frekuensi - beda.dulu.frekuensi, 0),
        )
        for beda in sheet.dari_bok.beda
        if (now := standing.get(beda.kode)) is not None
    }


def _answered(request: Request, month: Pengajuan) -> Sanggahan | None:
    """The accepted objection that the address names."""
    named = number_in(request.GET.get("sanggahan", ""))
    if named is None:
        return None
    rows = month.sanggahan.filter(status=Sanggahan.Status.DITERIMA).select_related("petugas")
    return rows.filter(pk=named).first()


def _sent_back(request: Request, month: Pengajuan) -> Koreksi | None:
    """The correction that was sent back and is mended, as the address names it."""
    named = number_in(request.GET.get("dari", ""))
    if named is None:
        return None
    rows = month.koreksi.filter(status=road_koreksi.DIKEMBALIKAN)
    return rows.select_related("sanggahan__petugas").filter(pk=named).first()


@protected_object(IzinInsentif.LIHAT, Koreksi, related=ROAD.related)
@require_safe
def detail(request: Request, made: Koreksi) -> HttpResponse:
    """What changed, who gets more or less, who decided, what is settled."""
    reading = BacaanKoreksi(made)
    context = case_context(PAGES, request, reading, ALONE) | {
        "koreksi": made,
        "baris": reading.rows,
        "dilunasi": sum(row.dilunasi for row in reading.rows),
        "perubahan": reading.changes,
        "boleh_usul": made.status == road_koreksi.DIKEMBALIKAN
        and request.access.allows(IzinInsentif.KOREKSI_USUL),
        "boleh_sanggahan": request.access.allows(IzinInsentif.SANGGAHAN_LIHAT),
    }
    return render(request, "insentif/koreksi.html", context)
