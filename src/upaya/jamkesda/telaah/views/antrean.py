"""The review: the next claim, one press a step, everything by keyboard and by plain buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import FAULTY
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.digits import number_in
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.reading import RELATED, BacaanKlaim, BarisBaca
from upaya.jamkesda.telaah import queries, services
from upaya.jamkesda.telaah.forms import BarisForm, KembalikanForm
from upaya.jamkesda.telaah.models import UndianPeriode
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.alasan import OLEH_VERIFIKATOR
from upaya.rules.money import rupiah

TITLE = "Telaah klaim"


@protected(IzinKlaim.PERIKSA)
@require_safe
def mulai(request: Request) -> HttpResponseBase:
    """The heaviest open claim; an empty queue says so."""
    first = queries.berikutnya(request.access, number_in(request.GET.get("sesudah", "")))
    if first is not None:
        return redirect("telaah:klaim", pk=first)
    context = {"trail": trail(("Klaim", reverse("klaim:daftar")), here=TITLE)}
    return render(request, "jamkesda/telaah_kosong.html", context)


@protected_object(IzinKlaim.PERIKSA, Klaim, related=RELATED)
@require_safe
def klaim(request: Request, case: Klaim) -> HttpResponseBase:
    """One claim with its marked lines, what was found, and the keys."""
    if case.status != jalan.DIAJUKAN:
        return redirect(case.get_absolute_url())
    return _page(request, case)


def _page(
    request: Request,
    case: Klaim,
    line: BarisForm | None = None,
    back: KembalikanForm | None = None,
    number: int | None = None,
) -> HttpResponseBase:
    reading = BacaanKlaim(case)
    rows = [row for row in reading.baris if row.layanan.diperiksa]
    chosen = _chosen(request, reading, rows, number)
    at = rows.index(chosen) if chosen else 0
    queue = queries.barisan(request.access)
    context: dict[str, Any] = {
        "case": case,
        "baca": reading,
        "antrean": queue.sekitar(case.pk),
        "menunggu": queue.banyak,
        "pilih": chosen,
        "atas": rows[at - 1].layanan.no if chosen and at else None,
        "bawah": rows[at + 1].layanan.no if chosen and at + 1 < len(rows) else None,
        "form": line or BarisForm(auto_id="baris_%s"),
        "kembali": back or KembalikanForm(
            initial={"alasan": services.kekurangan(reading.sebab)}, auto_id="kembali_%s"
        ),
        "kode": [(one, str(place)) for place, one in enumerate(OLEH_VERIFIKATOR, 1)],
        "sesudahnya": queue.sesudah(case.pk),
        "trail": trail(
            ("Klaim", reverse("klaim:daftar")), (TITLE, reverse("telaah:mulai")),
            here=str(case.nomor),
        ),
    }  # fmt: skip
    faulty = any(form is not None and form.is_bound for form in (line, back))
    return render(request, "jamkesda/telaah.html", context, status=FAULTY if faulty else 200)


def _chosen(
    request: Request, reading: BacaanKlaim, rows: list[BarisBaca], number: int | None
) -> BarisBaca | None:
    """The line that was asked for; else the first that waits for a word; else the first."""
    wanted = number or number_in(request.GET.get("baris", ""))
    found = next((row for row in rows if row.layanan.no == wanted), None)
    left = reading.belum_diputus
    return found or (left[0] if left else next(iter(rows), None))


@protected_object(IzinKlaim.PERIKSA, Klaim, related=RELATED)
@require_POST
def baris(request: Request, case: Klaim, no: int) -> HttpResponseBase:
    """A word on one line; the claim stays open, its next marked line is chosen."""
    form = BarisForm(request.POST, auto_id="baris_%s")
    if form.is_valid():
        said = form.cleaned_data
        names = {row.layanan.no: row.nama or row.layanan.kode for row in BacaanKlaim(case).baris}
        try:
            services.putus_baris(
                request.access, case.pk, no, kode=said["kode"], jumlah=said["jumlah"],
                kalimat=said["kalimat"], layanan=names.get(no, ""),
            )  # fmt: skip
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            word = f"dipotong ({said['kode']})" if said["kode"] else "disetujui"
            messages.success(request, f"Baris {no} {word}. Z mengurungkan.")
            return redirect("telaah:klaim", pk=case.pk)
    return _page(request, case, line=form, number=no)


@protected_object(IzinKlaim.PERIKSA, Klaim, related=RELATED)
@require_POST
def setujui(request: Request, case: Klaim) -> HttpResponseBase:
    """The rest accepted as the checks left it, the claim verified; on to the next."""
    after = queries.berikutnya(request.access, case.pk)
    return _step(
        request, case, after, lambda: services.setujui(request.access, case.pk), "diverifikasi"
    )


@protected_object(IzinKlaim.PERIKSA, Klaim, related=RELATED)
@require_POST
def kembalikan(request: Request, case: Klaim) -> HttpResponseBase:
    """Sent back for what it lacks; on to the next."""
    form = KembalikanForm(request.POST, auto_id="kembali_%s")
    if not form.is_valid():
        return _page(request, case, back=form)
    after = queries.berikutnya(request.access, case.pk)
    said = form.cleaned_data["alasan"]
    try:
        services.kembalikan(request.access, case.pk, said)
    except MoveRefusedError as refused:
        form.add_error("alasan", list(refused.reasons))
        return _page(request, case, back=form)
    messages.success(request, f"Klaim {case.nomor} dikembalikan ke PPK. Z mengurungkan.")
    return _onward(after, case)


def _step(
    request: Request, case: Klaim, after: int | None, act: Callable[[], Klaim], word: str
) -> HttpResponseBase:
    try:
        made = act()
    except (MoveRefusedError, ValidationError) as refused:
        said = refused.reasons if isinstance(refused, MoveRefusedError) else refused.messages
        messages.error(request, " ".join(said))
        return redirect("telaah:klaim", pk=case.pk)
    left = rupiah(made.disetujui or 0)
    messages.success(request, f"Klaim {case.nomor} {word}, {left}. Z mengurungkan.")
    return _onward(after, case)


def _onward(after: int | None, case: Klaim) -> HttpResponseBase:
    if after is None or after == case.pk:
        return redirect("telaah:mulai")
    return redirect("telaah:klaim", pk=after)


@protected(IzinKlaim.PERIKSA)
@require_POST
def urungkan(request: Request) -> HttpResponseBase:
    """The last step of this person, taken back."""
    try:
        claim = services.urungkan(request.access)
    except (MoveRefusedError, ValidationError) as refused:
        said = refused.reasons if isinstance(refused, MoveRefusedError) else refused.messages
        messages.error(request, " ".join(said))
        return redirect("telaah:mulai")
    messages.success(request, f"Langkah terakhir pada klaim {claim.nomor} diurungkan.")
    return redirect("telaah:klaim", pk=claim.pk)


# ------------------------------------------------------------------ the seeds
_COLUMNS = (
    Column("periode", "Bulan", lambda u: f"{u.periode:%m-%Y}", "periode", kind="nomor"),
    Column("komitmen", "Sidik benih (SHA-256)"),
    Column("dibuka_pada", "Dibuka", kind="waktu"),
    Column("benih", "Benih", lambda u: u.benih if u.terbuka(clock.today()) else "dibuka sesudah "
           "bulan berakhir", under="komitmen"),
)  # fmt: skip


@protected(IzinKlaim.KUMPULAN_LIHAT)
@require_safe
def undian(request: Request) -> HttpResponseBase:
    """The seeds of all months: the fingerprint from the first day, the seed once it is over."""
    rows = UndianPeriode.objects.for_scope(request.access.scope)
    found = table(request, rows, columns=_COLUMNS, default_sort="-periode", title="Undian klaim")
    context = {
        "tabel": found,
        "trail": trail(("Klaim", reverse("klaim:daftar")), here="Undian klaim"),
    }
    return found.export_response() or render(request, "jamkesda/telaah_undian.html", context)
