"""Pages of an allocation: the list, the whole with its result, a criterion, a working, what-if."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import ALONE, CONFLICT, FAULTY, case_context, case_trail
from upaya.bok.alokasi import explain, services
from upaya.bok.alokasi.forms import (
    BukaAlokasiForm,
    CobaForm,
    KetentuanForm,
    NilaiForm,
)
from upaya.bok.alokasi.models import TAHUN_LALU, Alokasi
from upaya.bok.alokasi.pages import PAGES
from upaya.bok.alokasi.reading import BacaanAlokasi, BarisHasil
from upaya.bok.alokasi.road import RELATED, ROAD
from upaya.bok.izin import IzinBok
from upaya.bok.rencana.forms import AlasanForm
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.exchange.bok import alokasi_book
from upaya.exchange.bok.alokasi_explain import PENAHAN, part
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.rules.bok.alokasi import BERLAWANAN
from upaya.rules.bok.road import DITETAPKAN, EDITABLE

LALU_KATA = "Bagian tahun lalu"
_COLUMNS = (
    Column("nama", "Alokasi", lambda c: c.full_name, url=Alokasi.get_absolute_url),
    Column("tahun", "Tahun", sort_field="tahun", kind="teks"),
    Column("total", "Total", sort_field="total", kind="rupiah"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
    Column("sejak", "Sejak", lambda c: c.status_since, "status_since", kind="waktu"),
)


@protected(IzinBok.DINAS_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """Allocations of the district, and the year that can be begun."""
    rows = table(
        request,
        ROAD.rows(request.access.scope),
        columns=_COLUMNS,
        default_sort="-tahun",
        title="Alokasi BOK",
    )
    writes = request.access.allows(IzinBok.ALOKASI_SUSUN)
    context = {
        "tabel": rows,
        "lajur": PAGES.beside(rows, request.access),
        "buka": BukaAlokasiForm(initial={"tahun": clock.today().year}) if writes else None,
    }
    return rows.export_response() or render(request, "bok/alokasi_daftar.html", context)


@protected(IzinBok.ALOKASI_SUSUN)
@require_POST
def buka(request: Request) -> HttpResponse:
    """Begin a year's allocation; the last one when there is one."""
    form = BukaAlokasiForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis tahun anggaran empat angka, misalnya 2022.")
        return redirect("alokasi:daftar")
    case = services.open_allocation(form.cleaned_data["tahun"], request.access)
    return redirect(case.get_absolute_url())


@protected_object(IzinBok.ALOKASI_SUSUN, Alokasi, related=RELATED)
@require_POST
def revisi(request: Request, case: Alokasi) -> HttpResponse:
    """Begin a new allocation on top of the one that was decided, with its reason."""
    form = AlasanForm(request.POST)
    if not form.is_valid():
        context = _context(request, BacaanAlokasi(case), None) | {"ubah": form}
        return render(request, "bok/alokasi.html", context, status=FAULTY)
    try:
        made = services.revise(case.pk, request.access, form.cleaned_data["alasan"])
    except services.TertutupError as refused:
        messages.error(request, str(refused))
        return redirect(case.get_absolute_url())
    messages.success(request, f"{made.full_name} dimulai.")
    return redirect(made.get_absolute_url())


# ------------------------------------------------------------------ the whole
@protected_object(IzinBok.DINAS_LIHAT, Alokasi, related=RELATED)
@require_safe
def rinci(request: Request, case: Alokasi) -> HttpResponse:
    """Terms, criteria, and what each puskesmas gets."""
    reading = BacaanAlokasi(case)
    form = KetentuanForm(case=case) if _writes(request, case) else None
    return render(request, "bok/alokasi.html", _context(request, reading, form))


@protected_object(IzinBok.ALOKASI_SUSUN, Alokasi, related=RELATED)
@require_POST
def atur(request: Request, case: Alokasi) -> HttpResponse:
    """How much is shared out, and within which bounds."""
    form = KetentuanForm(request.POST, case=case)
    if not form.is_valid():
        context = _context(request, BacaanAlokasi(case), form)
        return render(request, "bok/alokasi.html", context, status=FAULTY)
    data = form.cleaned_data
    try:
        changed = services.set_terms(
            case.pk,
            request.access,
            total=data["total"],
            lantai=data["lantai"],
            perubahan=data["perubahan"],
            seen_versi=data["versi"],
        )
    except (services.TertutupError, services.BentrokError) as refused:
        messages.error(request, str(refused))
        context = _context(request, BacaanAlokasi(case), form)
        return render(request, "bok/alokasi.html", context, status=CONFLICT)
    messages.success(request, "Ketentuan alokasi tersimpan." if changed else SAME)
    return redirect(case.get_absolute_url())


def _writes(request: Request, case: Alokasi) -> bool:
    return case.status in EDITABLE and request.access.allows(IzinBok.ALOKASI_SUSUN)


def _context(
    request: Request, reading: BacaanAlokasi, form: KetentuanForm | None
) -> dict[str, Any]:
    case = reading.subject
    revisable = case.status == DITETAPKAN and request.access.allows(IzinBok.ALOKASI_SUSUN)
    return case_context(PAGES, request, reading, ALONE) | {
        "baca": reading,
        "form": form,
        "ubah": AlasanForm() if revisable and _latest(case) else None,
        "boleh": _writes(request, reading.subject),
        "kriteria": _criteria(reading),
        "baris": [_shown(row) for row in reading.baris],
        "halangan": [*reading.hitungan[1], *reading.terlalu_kecil],
    }


def _latest(case: Alokasi) -> bool:
    newer = Alokasi.objects.filter(unit=case.unit_id, tahun=case.tahun, nomor__gt=case.nomor)
    return not newer.exists()


def _criteria(reading: BacaanAlokasi) -> list[dict[str, Any]]:
    """Each criterion that weighs with how far it is filled in, and last year's parts."""
    known = reading.ketentuan
    if known is None:
        return []
    whole = sum(one.bobot for one in known.kriteria)
    rows: list[dict[str, Any]] = [
        {
            "kode": one.kode,
            "nama": known.nama[one.kode],
            "bobot": part(one.bobot / whole),
            "arah": "Berlawanan" if one.arah == BERLAWANAN else "Searah",
        }
        for one in known.kriteria
    ]
    rows.append({"kode": TAHUN_LALU, "nama": LALU_KATA, "bobot": "", "arah": ""})
    for row in rows:
        filled = reading.isian.get(row["kode"])
        row["sumber"] = filled.sumber if filled else ""
        row["terisi"] = len(filled.nilai) if filled else 0
    return rows


def _shown(row: BarisHasil) -> dict[str, Any]:
    return {"row": row, "bagian": part(row.bagian), "penahan": PENAHAN.get(row.penahan, "")}


# ------------------------------------------------------------------ one criterion
@protected_object(IzinBok.ALOKASI_SUSUN, Alokasi, related=RELATED)
@require_http_methods(["GET", "HEAD", "POST"])
def nilai(request: Request, case: Alokasi, kode: str) -> HttpResponse:
    """The values of one criterion for all puskesmas, with their source."""
    reading, status = BacaanAlokasi(case), 200
    names = {row["kode"]: row["nama"] for row in _criteria(reading)}
    if kode not in names:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = NilaiForm(data, reading=reading, kode=kode)
    if data is not None:
        if form.is_valid() and _saved(request, case, kode, form):
            return redirect(case.get_absolute_url())
        status = FAULTY if form.errors else CONFLICT
    context = {
        "case": case,
        "form": form,
        "nama": names[kode],
        "tertutup": "" if _writes(request, case) else _closed(case),
        "trail": case_trail(PAGES, case, names[kode]),
    }
    return render(request, "bok/alokasi_nilai.html", context, status=status)


def _closed(case: Alokasi) -> str:
    return f"Alokasi ini berstatus “{case.state.label}”, jadi isinya tidak dapat diubah."


def _saved(request: Request, case: Alokasi, kode: str, form: NilaiForm) -> bool:
    data = form.cleaned_data
    try:
        changed = services.write_values(
            case.pk,
            request.access,
            kode,
            sumber=data["sumber"],
            nilai=form.values,
            seen_versi=data["versi"],
        )
    except (services.TertutupError, services.BentrokError) as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, "Nilai tersimpan." if changed else SAME)
    return True


# ------------------------------------------------------------------ the working
@protected_object(IzinBok.DINAS_LIHAT, Alokasi, related=RELATED)
@require_safe
def hitungan(request: Request, case: Alokasi, unit: int) -> HttpResponse:
    """How one puskesmas comes to its amount."""
    reading = BacaanAlokasi(case)
    row = next((one for one in reading.baris if one.unit.pk == unit), None)
    if row is None:
        raise Http404
    context = {
        "case": case,
        "row": row,
        "sama": reading.sama,
        "kriteria": explain.kriteria(reading, row) if reading.sama else [],
        "langkah": explain.langkah(reading, row) if reading.sama else [],
        "trail": case_trail(PAGES, case, str(row.unit.nama)),
    }
    return render(request, "bok/alokasi_hitungan.html", context)


@protected_object(IzinBok.DINAS_LIHAT, Alokasi, related=RELATED)
@require_safe
def buku(_request: Request, case: Alokasi) -> HttpResponse:
    """The same working as a workbook with live formulas."""
    reading = BacaanAlokasi(case)
    if reading.permintaan is None or reading.hasil is None or not reading.sama:
        raise Http404
    body = alokasi_book.result_bytes(reading.permintaan, reading.hasil)
    response = HttpResponse(body, content_type=XLSX_TYPE)
    name = f"alokasi-bok-{case.kabupaten_id}-{case.short_name.replace(' ', '-')}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# ------------------------------------------------------------------ what-if
@protected_object(IzinBok.DINAS_LIHAT, Alokasi, related=RELATED)
@require_safe
def coba(request: Request, case: Alokasi) -> HttpResponse:
    """Other terms and other weights beside what stands; nothing is kept."""
    reading = BacaanAlokasi(case)
    tried = bool(request.GET)
    form = CobaForm(request.GET if tried else None, reading=reading)
    said: list[str] = []
    rows: list[dict[str, Any]] = []
    if tried and form.is_valid():
        asked, found, said = reading.coba(**form.changes)
        if asked is not None and found is not None:
            rows = _beside(reading, reading.rows_of(asked, found))
    context = case_context(PAGES, request, reading, "coba") | {
        "form": form if reading.permintaan else None,
        "kurang": reading.kurang,
        "halangan": said,
        "baris": rows,
        "alamat": reverse("alokasi:coba", args=[case.pk]),
    }
    status = FAULTY if tried and form.errors else 200
    return render(request, "bok/alokasi_coba.html", context, status=status)


def _beside(reading: BacaanAlokasi, tried: list[BarisHasil]) -> list[dict[str, Any]]:
    now = {row.unit.pk: row.total for row in reading.baris}
    return [
        {
            "unit": row.unit,
            "sekarang": now.get(row.unit.pk),
            "coba": row.total,
            "selisih": row.total - now.get(row.unit.pk, 0),
            "penahan": PENAHAN.get(row.penahan, ""),
        }
        for row in tried
    ]
