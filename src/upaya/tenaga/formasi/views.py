"""Pages of formations and the selection; those of need are in views_kebutuhan.py."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.rules.errors import RuleError
from upaya.rules.roles import Reach
from upaya.rules.tenaga import road
from upaya.rules.tenaga.syarat import Putusan, diterima, peringkat
from upaya.tenaga.formasi import services
from upaya.tenaga.formasi.forms import (
    BandingFilter,
    CabutForm,
    CalonForm,
    FormasiFilter,
    FormasiForm,
    HasilForm,
    StraForm,
)
from upaya.tenaga.formasi.models import Calon, Formasi
from upaya.tenaga.formasi.queries import Banding, banding, day_in
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kontrak.models import Kontrak

RELATED = ("puskesmas", "kabupaten", "ditetapkan_oleh")
TITLE = "Formasi tenaga kontrak"


def _state(row: Any) -> str:  # noqa: ANN401 - a place with what was annotated
    if row.tahun < clock.today().year:
        return "Pernah terisi" if row.pernah else "Kosong"
    return "Terisi" if row.terisi else "Terpilih" if row.terpilih else "Terbuka"


_TONES = {
    "Terisi": "good", "Terpilih": "info", "Terbuka": "warn", "Pernah terisi": "neutral",
    "Kosong": "neutral",
}  # fmt: skip
_COLUMNS = (
    Column("unit", "Puskesmas", lambda row: row.puskesmas.nama, "puskesmas__nama",
           url=lambda row: reverse("formasi:rinci", args=[row.pk])),
    Column("tahun", "Tahun", lambda row: str(row.tahun), "tahun"),
    Column("nomor", "Formasi", sort_field="nomor", kind="angka"),
    Column("jenis", "Jenis", lambda row: row.get_jenis_display(), "jenis"),
    Column("keputusan", "Keputusan"),
    Column("keadaan", "Keadaan", _state, tone=lambda row: _TONES[_state(row)]),
)  # fmt: skip


def _places(row: Banding) -> str:
    """Where the places of a row stand: the one, or the register of its year and kind."""
    if row.tempat is not None:
        return reverse("formasi:rinci", args=[row.tempat])
    asked = urlencode({"tahun": row.tahun, "jenis": row.jenis})
    return f"{reverse('formasi:daftar')}?{asked}" if row.formasi else ""


_BESIDE = (
    Column("nama", "Puskesmas", sort_field="nama",
           url=lambda row: reverse("formasi:kebutuhan", args=[row.kebutuhan])
           if row.kebutuhan else ""),
    Column("jenis", "Jenis", lambda row: row.jenis_kata, "jenis"),
    Column("orang", "Kebutuhan", kind="angka", sort_field="orang"),
    Column("ada", "Sudah ada", kind="angka"),
    Column("formasi", "Formasi", kind="angka", sort_field="formasi", url=_places),
    Column("terisi", "Terisi", kind="angka", sort_field="terisi"),
    Column("kurang", "Masih kurang", kind="angka", sort_field="kurang"),
)  # fmt: skip
_FIRST = 8
"""Rows of need beside formation above the register; the rest stands on a page of its own."""


def rows_of(request: Request) -> Any:  # noqa: ANN401 - annotated rows
    """Places within reach: whether somebody was chosen, whether a contract fills them today."""
    today = clock.today()
    filled = Kontrak.objects.filter(
        formasi=OuterRef("pk"), status__in=road.DITANDATANGANI, mulai__lte=today
    ).filter(Q(berakhir=None, sampai__gte=today) | Q(berakhir__gte=today))
    chosen = Calon.objects.filter(formasi=OuterRef("pk"), hasil=Calon.Hasil.TERPILIH)
    rows = Formasi.objects.for_scope(request.access.scope).select_related("puskesmas")
    ever = Kontrak.objects.filter(formasi=OuterRef("pk"), status__in=road.DITANDATANGANI)
    return rows.annotate(terisi=Exists(filled), terpilih=Exists(chosen), pernah=Exists(ever))


_ASKED = ("puskesmas", "tahun", "jenis")


@protected(IzinTenaga.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The Dinas's register of places, and the ways on from it."""
    found = lists.table(
        request, rows_of(request), columns=_COLUMNS, filters=FormasiFilter, default_sort="-tahun",
        title=TITLE,
    )  # fmt: skip
    allows = request.access.allows
    filters = found.filters
    chosen = filters.cleaned_data if filters is not None else {}
    year, kind = chosen.get("tahun") or clock.today().year, chosen.get("jenis", "")
    beside = banding(request.access.scope, year, kind)
    context = {
        "tabel": found,
        "tahun": year,
        "banding": beside[:_FIRST],
        "banding_semua": len(beside),
        "tetapkan": allows(IzinTenaga.FORMASI_TETAPKAN),
        "hitung": allows(IzinTenaga.KEBUTUHAN_HITUNG),
    }
    return found.export_response() or render(request, "tenaga/formasi_daftar.html", context)


@protected(IzinTenaga.LIHAT)
@require_safe
def beside(request: Request) -> HttpResponseBase:
    """Need, formation decided, filled and what lacks, per puskesmas and kind of a year."""
    form = BandingFilter(lists.with_usual(request.GET, tahun=str(clock.today().year)))
    form.is_valid()
    said = form.cleaned_data
    year = said.get("tahun") or clock.today().year
    found = lists.listed(
        request, banding(request.access.scope, year, said.get("jenis", "")), columns=_BESIDE,
        default_sort="-kurang", filters=form, title="Kebutuhan dan formasi",
    )  # fmt: skip
    context = {
        "tabel": found,
        "tahun": year,
        "hitung": request.access.allows(IzinTenaga.KEBUTUHAN_HITUNG),
        "trail": trail_to("Kebutuhan dan formasi"),
    }
    return found.export_response() or render(request, "tenaga/banding.html", context)


@protected(IzinTenaga.FORMASI_TETAPKAN)
@require_http_methods(["GET", "HEAD", "POST"])
def tetapkan(request: Request) -> HttpResponse:
    """Decide a place."""
    posted = request.POST if request.method == "POST" else None
    asked = {name: request.GET[name] for name in _ASKED if name in request.GET}
    form = FormasiForm(posted, scope=request.access.scope, initial=asked)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.tetapkan(
                said["puskesmas"].pk, said["tahun"], said["jenis"], form.keputusan, request.access
            )
        except (ValidationError, RuleError) as refusal:
            show_refusal(form, _worded(refusal))
        else:
            messages.success(request, f"Formasi {made.nomor} ditetapkan.")
            return redirect("formasi:rinci", pk=made.pk)
    context = {"form": form, "trail": trail_to("Tetapkan formasi")}
    return render(request, "tenaga/formasi_tetapkan.html", context, status=status_of(form))


def _worded(refusal: Exception) -> ValidationError:
    return refusal if isinstance(refusal, ValidationError) else ValidationError(str(refusal))


def trail_to(here: str) -> list[dict[str, str]]:
    """The way back from a page to the register."""
    return trail((TITLE, reverse("formasi:daftar")), here=here)


@protected_object(IzinTenaga.LIHAT, Formasi, related=RELATED)
@require_safe
def rinci(request: Request, place: Formasi) -> HttpResponse:
    """A place: its decision, whom the selection chose with each requirement, its contracts."""
    allows = request.access.allows
    contracts = list(place.kontrak.select_related("petugas", "puskesmas"))
    context = {
        "formasi": place,
        "calon": _ranked(place, contracts),
        "kontrak": contracts,
        "seleksi": allows(IzinTenaga.SELEKSI_CATAT) and not place.tim,
        "susun": allows(IzinTenaga.KONTRAK_SUSUN) and request.access.scope.reach is Reach.UNIT,
        "cabut": allows(IzinTenaga.FORMASI_TETAPKAN),
        "trail": trail_to(str(place)),
    }
    return render(request, "tenaga/formasi.html", context)


def _ranked(place: Formasi, contracts: list[Kontrak]) -> list[dict[str, Any]]:
    """Whom the selection names: the chosen first, then by the preferences that are met.

    Whoever has a contract was judged on its first day; the others as if appointed now.
    """
    first: dict[int, date] = {}
    for one in contracts:
        if one.calon_id is not None and one.status != road.BATAL:
            first[one.calon_id] = min(one.mulai, first.get(one.calon_id, one.mulai))
    found = [
        _judged(one, first.get(one.pk, day_in(place.tahun)), appointed=one.pk in first)
        for one in place.calon.select_related("formasi")
    ]
    chosen = Calon.Hasil.TERPILIH
    found.sort(
        key=lambda row: (row["calon"].hasil != chosen, not row["diterima"], -row["peringkat"])
    )
    return found


def _judged(one: Calon, day: date, *, appointed: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "calon": one, "hari": day, "diangkat": appointed, "galat": "", "putusan": (),
        "diterima": False, "peringkat": 0,
        "form": None if appointed else HasilForm(initial={"hasil": one.hasil}),
    }  # fmt: skip
    try:
        rows: tuple[Putusan, ...] = services.syarat(one, day)
    except RuleError as fault:
        return said | {"galat": str(fault)}
    return said | {"putusan": rows, "diterima": diterima(rows), "peringkat": peringkat(rows)}


@protected_object(IzinTenaga.FORMASI_TETAPKAN, Formasi, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def cabut(request: Request, place: Formasi) -> HttpResponse:
    """Take a place back that nobody was chosen for."""
    form = CabutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.cabut(place.pk, form.cleaned_data["alasan"], request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Formasi dicabut.")
            return redirect("formasi:daftar")
    context = {"form": form, "formasi": place, "trail": trail_to("Cabut formasi")}
    return render(request, "tenaga/formasi_cabut.html", context, status=status_of(form))


@protected_object(IzinTenaga.SELEKSI_CATAT, Formasi, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def calon(request: Request, place: Formasi) -> HttpResponse:
    """Note a result of the selection."""
    form = CalonForm(
        request.POST if request.method == "POST" else None, initial={"tanggal": clock.today()}
    )
    if form.is_bound and form.is_valid():
        try:
            services.catat_calon(place.pk, form.cleaned_data, request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Hasil seleksi tercatat.")
            return redirect("formasi:rinci", pk=place.pk)
    context = {"form": form, "formasi": place, "trail": trail_to("Catat hasil seleksi")}
    return render(request, "tenaga/calon.html", context, status=status_of(form))


@protected_object(IzinTenaga.SELEKSI_CATAT, Calon, related=("formasi",))
@require_POST
def hasil(request: Request, one: Calon) -> HttpResponse:
    """Change what became of somebody."""
    form = HasilForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih hasil seleksinya.")
    else:
        try:
            services.ubah_hasil(one.pk, form.cleaned_data["hasil"], request.access)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, "Hasil seleksi tersimpan.")
    return redirect("formasi:rinci", pk=one.formasi_id)


@protected_object(IzinTenaga.SELEKSI_CATAT, Calon, related=("formasi__puskesmas",))
@require_http_methods(["GET", "HEAD", "POST"])
def stra(request: Request, one: Calon) -> HttpResponse:
    """Note a renewed STRA."""
    form = StraForm(
        request.POST if request.method == "POST" else None,
        initial={"stra": one.stra, "stra_sampai": one.stra_sampai},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            services.perbarui_stra(one.pk, said["stra"], said["stra_sampai"], request.access)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "STRA tersimpan.")
            return redirect("formasi:rinci", pk=one.formasi_id)
    context = {"form": form, "calon": one, "trail": trail_to("Perbarui STRA")}
    return render(request, "tenaga/stra.html", context, status=status_of(form))
