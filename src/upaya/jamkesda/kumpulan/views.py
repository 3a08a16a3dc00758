"""Pages of batches: the list with what the budget leaves, closing one, one of them, debts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.alur.page_frame import ALONE, FAULTY, case_context
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.kumpulan import queries, services
from upaya.jamkesda.kumpulan.forms import PeriodeForm
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.kumpulan.pages import PAGES
from upaya.jamkesda.kumpulan.reading import RELATED, BacaanKumpulan
from upaya.jamkesda.kumpulan.road import ROAD
from upaya.rules.jamkesda.kumpulan import LEBIH_TUA, UMUR

_COLUMNS = (
    Column("periode", "Keluar", str, "mulai", url=Kumpulan.get_absolute_url),
    Column("tahun", "Tahun anggaran", sort_field="tahun"),
    Column("banyak", "Klaim", kind="angka"),
    Column("total", "Jumlah", sort_field="total", kind="rupiah"),
    Column("ditutup_pada", "Ditutup", sort_field="pk", kind="waktu"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
)
_INSIDE = (
    Column("nomor", "Klaim", lambda row: row.klaim.nomor, "klaim__nomor",
           url=lambda row: row.klaim.get_absolute_url()),
    Column("ppk", "PPK", lambda row: row.unit.nama, "unit__nama"),
    Column("keluar", "Keluar", lambda row: row.klaim.keluar, "klaim__keluar", kind="tanggal"),
    Column("jumlah", "Jumlah", sort_field="jumlah", kind="rupiah"),
)  # fmt: skip


@protected(IzinKlaim.KUMPULAN_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """All batches, and what the year's ceiling leaves."""
    found = table(
        request,
        ROAD.rows(request.access.scope),
        columns=_COLUMNS,
        default_sort="-ditutup_pada",
        title=PAGES.title,
    )
    context = {
        "tabel": found,
        "lajur": PAGES.beside(found, request.access),
        "anggaran": queries.anggaran(str(request.access.scope.kabupaten), clock.today().year),
        "boleh_tutup": request.access.allows(IzinKlaim.KUMPULAN_TUTUP),
    }
    return found.export_response() or render(request, "jamkesda/kumpulan_daftar.html", context)


@protected(IzinKlaim.KUMPULAN_TUTUP)
@require_http_methods(["GET", "HEAD", "POST"])
def tutup(request: Request) -> HttpResponseBase:
    """Choose a period, read what would enter, close it."""
    asked = request.POST or request.GET
    form = PeriodeForm(asked if "mulai" in asked else None)
    wanted: queries.Usulan | None = None
    refused: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            try:
                made = services.tutup(request.access, form.masa)
            except ValidationError as fault:
                show_refusal(form, fault)
            except MoveRefusedError as fault:
                refused = fault.reasons
            else:
                messages.success(request, f"{made} ditutup. Terbitkan berita acaranya.")
                return redirect(made.get_absolute_url())
        district, today = str(request.access.scope.kabupaten), clock.today()
        claims = queries.disetujui(district, form.masa)
        wanted = queries.usulan(district, form.masa, today.year, claims)
    context = {
        "form": form,
        "usulan": wanted,
        "ditolak": refused,
        "trail": trail((PAGES.title, reverse("kumpulan:daftar")), here="Tutup kumpulan"),
    }
    faulty = request.method == "POST" or form.errors
    status = FAULTY if faulty else 200
    return render(request, "jamkesda/kumpulan_tutup.html", context, status=status)


@protected_object(IzinKlaim.KUMPULAN_LIHAT, Kumpulan, related=RELATED)
@require_safe
def rinci(request: Request, case: Kumpulan) -> HttpResponseBase:
    """What each provider gets, and how its payment stands."""
    reading = BacaanKumpulan(case)
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    payment = reading.pembayaran
    context |= {"baca": reading, "baris": list(payment.baris.order_by("nama")) if payment else []}
    return render(request, "jamkesda/kumpulan_rinci.html", context)


@protected_object(IzinKlaim.KUMPULAN_LIHAT, Kumpulan, related=RELATED)
@require_safe
def isi(request: Request, case: Kumpulan) -> HttpResponseBase:
    """Every claim in it."""
    rows = IsiKumpulan.objects.filter(kumpulan=case).select_related("klaim", "unit")
    found = table(
        request, rows.defer("klaim__masukan"), columns=_INSIDE, default_sort="nomor", title="Isi"
    )
    context: dict[str, Any] = case_context(PAGES, request, BacaanKumpulan(case), "isi")
    context |= {"tabel": found}
    page = render(request, "jamkesda/kumpulan_isi.html", context)
    return found.export_response() or page


@protected(IzinKlaim.KUMPULAN_LIHAT)
@require_safe
def utang(request: Request) -> HttpResponseBase:
    """What is owed by age, and what comes from earlier budget years."""
    day = clock.today()
    listed, total = queries.utang_per_ppk(request.access.scope, day)
    ages = [name for _, name in UMUR] + [LEBIH_TUA]
    context = {
        "hari": day,
        "kolom": [
            {"key": "ppk", "label": "PPK"},
            *(
                {"key": name, "label": name.capitalize(), "num": True}
                for name in (*ages, "dari tahun lalu", "jumlah")
            ),
        ],
        "baris": [
            (name, [(age, one.umur[age]) for age in ages], one.tahun_lalu, one.jumlah)
            for name, one in listed
        ],
        "total": total,
        "tahun_lalu": sum(one.tahun_lalu for _, one in listed),
        "anggaran": queries.anggaran(str(request.access.scope.kabupaten), day.year),
        "trail": trail((PAGES.title, reverse("kumpulan:daftar")), here="Utang klaim"),
    }
    return render(request, "jamkesda/kumpulan_utang.html", context)
