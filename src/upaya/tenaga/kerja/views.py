"""Pages of months of work: the list, opening one, and one of them with the form of its step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import ALONE, CONFLICT, FAULTY, case_context
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column, table
from upaya.pembayaran.izin import IzinPembayaran
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.izin import IzinTenaga
from upaya.tenaga.kerja import services
from upaya.tenaga.kerja.forms import LaporanForm, NilaiForm, TargetForm
from upaya.tenaga.kerja.honor import shown
from upaya.tenaga.kerja.models import BulanKerja
from upaya.tenaga.kerja.pages import PAGES
from upaya.tenaga.kerja.reading import RELATED, BacaanBulan
from upaya.tenaga.kerja.road import ROAD
from upaya.tenaga.kontrak.models import Kontrak

_COLUMNS = (
    Column("nama", "Tenaga", lambda c: c.kontrak.nama_pihak or c.kontrak.petugas.nama,
           "kontrak__petugas__nama", url=BulanKerja.get_absolute_url),
    Column("unit", "Puskesmas", lambda c: c.owner_name, "puskesmas__nama"),
    Column("periode", "Bulan", lambda c: c.period.nama, "periode"),
    Column("honor", "Honor", sort_field="honor", kind="rupiah"),
    Column("status", "Status", lambda c: c.state.label, "status", tone=lambda c: c.state.tone),
)  # fmt: skip


@protected(IzinTenaga.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """All months of work within reach."""
    found = table(
        request, ROAD.rows(request.access.scope), columns=_COLUMNS, default_sort="-periode",
        title=PAGES.title,
    )  # fmt: skip
    context = {"tabel": found, "lajur": PAGES.beside(found, request.access), **PAGES.beginning}
    return found.export_response() or render(request, "tenaga/bulan_daftar.html", context)


@protected_object(IzinTenaga.TARGET_ISI, Kontrak)
@require_POST
def buka(request: Request, case: Kontrak) -> HttpResponse:
    """Open a month of a contract."""
    try:
        period = Period.parse(request.POST.get("bulan", ""))
        made = services.buka(case.pk, period, request.access)
    except ValueError:
        messages.error(request, "Pilih bulannya.")
        return redirect(case.get_absolute_url())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(case.get_absolute_url())
    return redirect(made.get_absolute_url())


@dataclass(frozen=True, slots=True)
class _Step:
    """What is written in one state: by whom, in which form, by which service."""

    permission: IzinTenaga
    form: Callable[..., Any]
    write: Callable[..., BulanKerja]
    move: str
    submit: str


_STEPS = {
    road.TARGET: _Step(
        IzinTenaga.TARGET_ISI, TargetForm, services.tulis_target, "tetapkan", "Simpan target",
    ),
    road.BERJALAN: _Step(
        IzinTenaga.LAPORAN_ISI, LaporanForm, services.tulis_laporan, "laporkan", "Simpan laporan",
    ),
    road.DILAPORKAN: _Step(
        IzinTenaga.TARGET_ISI, NilaiForm, services.tulis_nilai, "nilai", "Simpan penilaian",
    ),
}  # fmt: skip


@protected_object(
    IzinTenaga.BACA, BulanKerja, related=RELATED,
    inside=(IzinTenaga.TARGET_ISI, IzinTenaga.LAPORAN_ISI),
)  # fmt: skip
@require_http_methods(["GET", "HEAD", "POST"])
def rinci(request: Request, month: BulanKerja) -> HttpResponse:
    """A month: the form of its step for whoever writes it, else all that stands in it."""
    step, reading, status = _STEPS.get(month.status), BacaanBulan(month), 200
    writes = step is not None and request.access.allows(step.permission)
    if request.method == "POST" and not writes:
        if any(request.access.allows(one.permission) for one in _STEPS.values()):
            messages.warning(request, f"Bulan kerja ini sudah “{month.state.label}”.")
            return redirect(month.get_absolute_url())
        raise PermissionDenied
    form = None
    if step is not None and writes:
        form = step.form(request.POST if request.method == "POST" else None, reading=reading)
        if form.is_bound:
            if form.is_valid() and _saved(request, month, step, form):
                return _onward(request, month, step)
            status = FAULTY if form.errors else CONFLICT
            reading = BacaanBulan(month)
    context: dict[str, Any] = case_context(PAGES, request, reading, ALONE)
    context |= {
        "baca": reading,
        "form": form,
        "langkah": step if form is not None else None,
        "hitungan": _working(reading),
        "boleh_bayar": request.access.allows(IzinPembayaran.LIHAT),
        "absen": _counted(reading),
    }
    return render(request, "tenaga/bulan.html", context, status=status)


def _saved(request: Request, month: BulanKerja, step: _Step, form: Any) -> bool:  # noqa: ANN401
    try:
        made = step.write(month.pk, form.isi, request.access, seen_versi=form.cleaned_data["versi"])
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    except services.BentrokError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, SAME if made.versi == month.versi else "Tersimpan.")
    return True


def _onward(request: Request, month: BulanKerja, step: _Step) -> HttpResponse:
    """To the second step when that was pressed and is this role's; else back to the page."""
    made = road.BULAN.moves[step.move]
    if "lanjut" in request.POST and request.access.role in made.roles:
        return redirect(f"bulan_kerja:alur_{step.move}", pk=month.pk)
    return redirect(month.get_absolute_url())


def _working(reading: BacaanBulan) -> list[dict[str, Any]]:
    """The steps as frozen, else as they would be; nothing while something lacks."""
    if reading.beku is not None:
        return shown(reading.beku.hasil["langkah"])
    if reading.subject.status in {road.DILAPORKAN, road.DINILAI} and reading.hitungan is not None:
        return shown(reading.hitungan.langkah)
    return []


def _counted(reading: BacaanBulan) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for said in reading.absen.values():
        found[said] = found.get(said, 0) + 1
    return list(found.items())
