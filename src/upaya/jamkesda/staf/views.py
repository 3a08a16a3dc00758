"""Pages of appointments: the list, a proposal, the decree, its end; what waits for the decree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import clock
from upaya.core.access import Access, Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.staf import services
from upaya.jamkesda.staf.forms import CabutForm, PutusForm, TunjukForm, UsulanForm
from upaya.jamkesda.staf.models import Penunjukan

TITLE = "Petugas Jamkesda"
_TONES = {"Berlaku": "good", "Diusulkan": "info", "Belum mulai": "info", "Ditolak": "bad"}
_COLUMNS = (
    Column(
        "nama",
        "Nama",
        lambda p: p.nama,
        "nama",
        url=lambda p: reverse("jamkesda:staf", args=[p.pk]),
    ),
    Column("peran", "Peran", lambda p: p.role_label, "role"),
    Column("unit", "Unit", lambda p: p.unit.nama, "unit__nama"),
    Column("sk", "Nomor SK", lambda p: p.nomor_sk or "-", "nomor_sk"),
    Column("mulai", "Mulai", lambda p: p.mulai, "mulai", kind="tanggal"),
    Column("sampai", "Sampai", lambda p: p.dicabut_tanggal or p.sampai, kind="tanggal"),
    Column(
        "keadaan",
        "Keadaan",
        lambda p: p.keadaan(clock.today()),
        tone=lambda p: _TONES.get(p.keadaan(clock.today()), "neutral"),
    ),
)
_RELATED = ("unit", "diusulkan_oleh", "diputus_oleh", "keanggotaan")


@protected(IzinJamkesda.STAF_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The appointments of a scope: a PPK its own, the UPT and the Dinas all."""
    rows = table(
        request,
        Penunjukan.objects.for_scope(request.access.scope).select_related("unit"),
        columns=_COLUMNS,
        default_sort="-mulai",
        title=TITLE,
    )
    context = {
        "tabel": rows,
        "boleh_usul": request.access.allows(IzinJamkesda.STAF_USUL),
        "boleh_tunjuk": request.access.allows(IzinJamkesda.STAF_TUNJUK),
    }
    return rows.export_response() or render(request, "jamkesda/staf_daftar.html", context)


def _way(here: str) -> list[dict[str, str]]:
    return trail((TITLE, reverse("jamkesda:staf_daftar")), here=here)


@protected(IzinJamkesda.STAF_USUL)
@require_http_methods(["GET", "HEAD", "POST"])
def usulkan(request: Request) -> HttpResponse:
    """The head of the UPT proposes somebody to the Kepala Dinas."""
    form = UsulanForm(request.POST if request.method == "POST" else None)
    return _written(request, form, "Usulkan petugas UPT")


@protected(IzinJamkesda.STAF_TUNJUK)
@require_http_methods(["GET", "HEAD", "POST"])
def tunjuk(request: Request) -> HttpResponse:
    """The head of a PPK appoints somebody."""
    form = TunjukForm(request.POST if request.method == "POST" else None)
    return _written(request, form, "Tunjuk petugas PPK")


def _written(request: Request, form: UsulanForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        said, kunci = form.cleaned_data, form.cleaned_data["kunci"]
        if kunci is None:
            form.add_error(None, "Muat ulang halaman ini, lalu isi lagi.")
        else:
            try:
                if isinstance(form, TunjukForm):
                    decree = said["nomor_sk"], said["tanggal_sk"]
                    made = services.tunjuk(request.access, kunci, form.values, *decree)
                    told = f"{made.nama} ditunjuk; tautan kata sandi dikirim ke surelnya."
                else:
                    made = services.usulkan(request.access, kunci, form.values)
                    told = "Usulan tersimpan; menunggu SK Kepala Dinas Kesehatan."
            except ValidationError as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, told)
                return redirect("jamkesda:staf", pk=made.pk)
    context = {"form": form, "judul": title, "trail": _way(title)}
    return render(request, "jamkesda/staf_isi.html", context, status=status_of(form))


@protected_object(
    IzinJamkesda.STAF_LIHAT,
    Penunjukan,
    related=_RELATED,
    inside=(IzinJamkesda.STAF_PUTUS, IzinJamkesda.STAF_CABUT),
)
@require_safe
def penunjukan(request: Request, found: Penunjukan) -> HttpResponse:
    """One appointment: who, upon what, by which decree, how it stands."""
    return render(request, "jamkesda/staf.html", _context(request, found))


def _context(
    request: Request,
    found: Penunjukan,
    putus: PutusForm | None = None,
    cabut: CabutForm | None = None,
) -> dict[str, Any]:
    access, status = request.access, Penunjukan.Status
    waits = found.status == status.DIUSULKAN and found.diusulkan_oleh_id != access.user_id
    if putus is None and waits and access.allows(IzinJamkesda.STAF_PUTUS):
        putus = PutusForm()
    stands = found.status == status.DITETAPKAN and clock.today() <= found.sampai
    if cabut is None and stands and access.allows(IzinJamkesda.STAF_CABUT):
        cabut = CabutForm(found=found)
    state = found.keadaan(clock.today())
    return {
        "staf": found,
        "keadaan": state,
        "nada": _TONES.get(state, "neutral"),
        "putus": putus,
        "cabut": cabut,
        "trail": _way(found.nama),
    }


@protected_object(IzinJamkesda.STAF_PUTUS, Penunjukan, related=_RELATED)
@require_POST
def putus(request: Request, found: Penunjukan) -> HttpResponse:
    """The decree of the Kepala Dinas, or a refusal."""
    form = PutusForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["putusan"] == PutusForm.TOLAK:
                services.tolak(found.pk, request.access, said["alasan"])
                told = "Usulan ditolak."
            else:
                services.tetapkan(
                    found.pk, request.access, said["nomor_sk"], said["tanggal_sk"], said["alasan"]
                )
                told = "SK ditetapkan; tautan kata sandi dikirim ke surel petugas yang baru."
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, told)
            return redirect("jamkesda:staf", pk=found.pk)
    context = _context(request, found, putus=form)
    return render(request, "jamkesda/staf.html", context, status=status_of(form))


@protected_object(IzinJamkesda.STAF_CABUT, Penunjukan, related=_RELATED)
@require_POST
def cabut(request: Request, found: Penunjukan) -> HttpResponse:
    """A decree ends early, and access with it."""
    form = CabutForm(request.POST, found=found)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.cabut(found.pk, request.access, said["hari"], said["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Penunjukan dicabut; hak masuk berakhir pada hari itu.")
            return redirect("jamkesda:staf", pk=found.pk)
    context = _context(request, found, cabut=form)
    return render(request, "jamkesda/staf.html", context, status=status_of(form))


def tasks(access: Access) -> Iterator[Tugas]:
    """Proposals that wait for the decree of whoever did not propose them."""
    if not access.allows(IzinJamkesda.STAF_PUTUS):
        return
    rows = Penunjukan.objects.for_scope(access.scope).filter(status=Penunjukan.Status.DIUSULKAN)
    rows = rows.exclude(diusulkan_oleh=access.user_id).select_related("unit").order_by("pk")
    for one in rows[:LIMIT]:
        yield Tugas(
            "Tetapkan atau tolak usulan petugas e-Jamkesda.",
            f"{one.nama}, {one.role_label}, {one.unit.nama}",
            reverse("jamkesda:staf", args=[one.pk]),
        )
