"""Pages of registers: all of them, one with its rows, one row with its paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import audit, clock
from upaya.core.access import Access, Request
from upaya.core.answers import stored_attachment
from upaya.core.deadline import Tenggat
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.izin import IzinCore
from upaya.core.lists import Column, Kind, table
from upaya.core.navigation import trail
from upaya.core.once import once
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.register import services
from upaya.jamkesda.register.forms import ArsipForm, CatatanForm, RegisterFilter
from upaya.jamkesda.register.models import CatatanRegister
from upaya.rules.jamkesda.register import MACAM, Bentuk, Isian, Macam
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

TITLE = "Register"
_SOON = 14
"""Days before a promise from which it stands in *Tugas saya*."""


def _kind(kode: str) -> Macam:
    if kode not in MACAM:
        raise Http404
    return MACAM[kode]


def words(one: Isian, isi: Mapping[str, Any]) -> str:
    """A field as people read it."""
    value = isi.get(one.nama)
    if value is None or value == "":
        return "-"
    if one.bentuk is Bentuk.TANGGAL:
        return tanggal(date.fromisoformat(str(value)))
    return rupiah(int(str(value))) if one.bentuk is Bentuk.RUPIAH else str(value)


def _value(one: Isian, row: CatatanRegister) -> Any:  # noqa: ANN401 - what a cell may hold
    value = row.isi.get(one.nama)
    if value in (None, ""):
        return None
    return date.fromisoformat(value) if one.bentuk is Bentuk.TANGGAL else value


_KINDS: Mapping[Bentuk, Kind] = {
    Bentuk.TANGGAL: "tanggal",
    Bentuk.BILANGAN: "angka",
    Bentuk.RUPIAH: "rupiah",
}


def _columns(macam: Macam) -> tuple[Column, ...]:
    first, *rest = macam.isian
    named = Column(
        first.nama,
        first.label,
        lambda r: r.nama,
        "nama",
        url=lambda r: reverse("jamkesda:register_rinci", args=[r.pk]),
    )
    others = [
        Column(
            one.nama,
            one.label,
            partial(_value, one),
            "hari" if one.nama == macam.hari else "",
            kind=_KINDS.get(one.bentuk, "teks"),
            show=one.bentuk is not Bentuk.PANJANG,
        )
        for one in rest
    ]
    unit = Column("unit", "Milik", lambda r: r.unit.nama, "unit__nama")
    return (named, unit, *others)


@protected(IzinUmum.REGISTER_LIHAT)
@require_safe
def semua(request: Request) -> HttpResponse:
    """All registers with their articles and how many rows they have."""
    rows = CatatanRegister.objects.for_scope(request.access.scope).filter(diarsipkan_pada=None)
    counted = dict(rows.order_by().values_list("macam").annotate(banyak=Count("pk")))
    found = [(one, counted.get(one.kode, 0)) for one in MACAM.values()]
    return render(request, "jamkesda/register_semua.html", {"daftar": found})


@protected(IzinUmum.REGISTER_LIHAT)
@require_safe
def daftar(request: Request, macam: str) -> HttpResponseBase:
    """The rows of one register."""
    kind = _kind(macam)
    found = CatatanRegister.objects.for_scope(request.access.scope).filter(macam=kind.kode)
    rows = table(
        request,
        found.filter(diarsipkan_pada=None).select_related("unit"),
        columns=_columns(kind),
        filters=RegisterFilter,
        default_sort=f"-{kind.hari}",
        title=f"{TITLE} {kind.judul}",
    )
    context = {
        "macam": kind,
        "tabel": rows,
        "boleh": bool(_owners(request.access, kind)),
        "trail": trail((TITLE, reverse("jamkesda:register")), here=kind.judul),
    }
    return rows.export_response() or render(request, "jamkesda/register_daftar.html", context)


def _owners(access: Access, macam: Macam) -> list[Unit]:
    """For whom somebody may write in a register; asked once in a request."""
    mine = ("pemilik register", access.membership_id, macam.kode)
    return once(mine, lambda: _asked_owners(access, macam))


def _asked_owners(access: Access, macam: Macam) -> list[Unit]:
    if not access.allows(IzinUmum.REGISTER_TULIS):
        return []
    if access.scope.reach is Reach.UNIT:
        return list(Unit.objects.filter(pk=access.scope.unit or 0)) if macam.ppk else []
    units = Unit.objects.for_scope(access.scope).filter(aktif=True)
    kinds = [Unit.Jenis.UPT]
    found = list(units.filter(jenis__in=kinds).order_by("pk"))
    if macam.ppk:
        found += list(units.filter(ppk__isnull=False).order_by("nama"))
    return found


@protected(IzinUmum.REGISTER_TULIS)
@require_http_methods(["GET", "HEAD", "POST"])
def tulis(request: Request, macam: str) -> HttpResponseBase:
    """A new row."""
    kind = _kind(macam)
    owners, sent = _owners(request.access, kind), request.method == "POST"
    if not owners:
        messages.error(request, "Register ini dicatat UPT Jamkesda.")
        return redirect("jamkesda:register_daftar", macam=kind.kode)
    form = CatatanForm(
        request.POST if sent else None, request.FILES if sent else None, macam=kind, pemilik=owners
    )
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.catat(
                request.access, said["kunci"], kind, form.pemilik, form.isi, said["berkas"],
                umum=form.umum,
            )  # fmt: skip
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Tercatat.")
            return redirect("jamkesda:register_rinci", pk=made.pk)
    context = {"macam": kind, "form": form, "trail": _way(kind, "Catatan baru")}
    return render(request, "jamkesda/register_isi.html", context, status=status_of(form))


def _way(kind: Macam, here: str) -> list[dict[str, str]]:
    listed = reverse("jamkesda:register_daftar", args=[kind.kode])
    return trail((TITLE, reverse("jamkesda:register")), (kind.judul, listed), here=here)


_RELATED = ("unit", "berkas", "dicatat_oleh", "diarsipkan_oleh")


@protected_object(
    IzinUmum.REGISTER_LIHAT, CatatanRegister, related=_RELATED, inside=(IzinUmum.REGISTER_TULIS,)
)
@require_safe
def rinci(request: Request, found: CatatanRegister) -> HttpResponse:
    """One row."""
    return _page(request, found)


def _page(
    request: Request,
    found: CatatanRegister,
    form: CatatanForm | None = None,
    arsip: ArsipForm | None = None,
) -> HttpResponse:
    kind = found.jenis
    may = bool(_owners(request.access, kind)) and found.diarsipkan_pada is None
    if may and form is None:
        form = CatatanForm(macam=kind, pemilik=[found.unit], catatan=found)
    wrong = next((one for one in (form, arsip) if one is not None and one.is_bound), None)
    context: dict[str, Any] = {
        "catatan": found,
        "macam": kind,
        "isi": [{"label": one.label, "value": words(one, found.isi)} for one in kind.isian],
        "form": form if may else None,
        "arsip": (arsip or ArsipForm()) if may else None,
        "trail": _way(kind, found.nama),
    }
    status = status_of(wrong) if wrong else 200
    return render(request, "jamkesda/register.html", context, status=status)


@protected_object(IzinUmum.REGISTER_TULIS, CatatanRegister, related=_RELATED)
@require_POST
def ubah(request: Request, found: CatatanRegister) -> HttpResponse:
    """What a row says from now on."""
    kind = found.jenis
    if not _owners(request.access, kind):
        messages.error(request, "Register ini dicatat UPT Jamkesda.")
        return redirect("jamkesda:register_rinci", pk=found.pk)
    form = CatatanForm(request.POST, request.FILES, macam=kind, pemilik=[found.unit], catatan=found)
    if form.is_valid():
        try:
            sent = form.cleaned_data["berkas"]
            services.ubah(found.pk, request.access, form.isi, sent, umum=form.umum)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect("jamkesda:register_rinci", pk=found.pk)
    return _page(request, found, form)


@protected_object(IzinUmum.REGISTER_TULIS, CatatanRegister, related=_RELATED)
@require_POST
def arsipkan(request: Request, found: CatatanRegister) -> HttpResponse:
    """A row that is no longer true."""
    form = ArsipForm(request.POST)
    if form.is_valid():
        try:
            services.arsipkan(found.pk, request.access, form.cleaned_data["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Catatan diarsipkan.")
            return redirect("jamkesda:register_daftar", macam=found.macam)
    return _page(request, found, arsip=form)


@protected_object(IzinUmum.REGISTER_LIHAT, CatatanRegister, related=("berkas",))
@require_safe
def berkas(request: Request, found: CatatanRegister) -> HttpResponse:
    """The paper of a row; who took it is recorded."""
    if found.berkas is None:
        raise Http404
    response = stored_attachment(found.berkas)
    with transaction.atomic():
        audit.record(
            IzinCore.BERKAS_UNDUH, found.berkas, access=request.access,
            kabupaten=found.kabupaten_id,
        )  # fmt: skip
    return response


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: data that are due, devices to be checked again."""
    if not access.allows(IzinUmum.REGISTER_TULIS):
        return
    today = clock.today()
    rows = CatatanRegister.objects.for_scope(access.scope).filter(
        selesai=False, diarsipkan_pada=None, tenggat__lte=today + timedelta(days=_SOON)
    )
    for row in rows.select_related("unit").order_by("tenggat", "pk")[:LIMIT]:
        kind = row.jenis
        what = "Catat data PPK yang jatuh tempo." if kind.selesai else "Periksa lagi infrastruktur."
        assert row.tenggat is not None  # noqa: S101 - asked for above
        due = Tenggat(row.tenggat, clock.working_days_left(row.tenggat), pasti=True)
        where = f"{row.nama}, {row.unit.nama}"
        yield Tugas(what, where, reverse("jamkesda:register_rinci", args=[row.pk]), tenggat=due)
