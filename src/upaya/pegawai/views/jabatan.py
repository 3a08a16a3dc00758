"""Pages of posts: names with their classes, and who holds or loses which."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.forms import outcome, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal
from upaya.pegawai.forms import (
    EndForm,
    JenisJabatanForm,
    PenetapanForm,
    PenugasanForm,
    today_initial,
)
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import (
    Asal,
    JenisJabatan,
    Kelas,
    Macam,
    Penetapan,
    Penugasan,
    Petugas,
)
from upaya.pegawai.services import jabatan as services
from upaya.pegawai.views.petugas import officer_trail

_NAMES = (
    Column(
        "nama",
        "Nama jabatan",
        sort_field="nama",
        url=lambda row: reverse("pegawai:jabatan_ubah", args=[row.pk]),
    ),
    Column("macam", "Macam", value=lambda row: Macam(row.macam).label, sort_field="macam"),
    Column(
        "kelas",
        "Kelas skor",
        value=lambda row: Kelas(row.kelas).label if row.kelas else "",
        sort_field="kelas",
    ),
    Column("asal", "Asal kelas", value=lambda row: Asal(row.asal).label, tone=lambda _: "neutral"),
    Column("dipakai", "Dipakai", value=lambda row: row.aktif, sort_field="aktif"),
)


@protected(IzinPegawai.LIHAT)
@require_safe
def names(request: Request) -> HttpResponseBase:
    """Post names of the district with their score classes."""
    may_change = request.access.allows(IzinPegawai.JABATAN_KELOLA)
    columns = (
        _NAMES if may_change else (Column("nama", "Nama jabatan", sort_field="nama"), *_NAMES[1:])
    )
    table = lists.table(
        request,
        JenisJabatan.objects.for_scope(request.access.scope),
        columns=columns,
        default_sort="nama",
        title="Nama jabatan",
        per_page=50,
    )
    remah = trail(("Petugas", reverse("pegawai:daftar")), here="Nama jabatan")
    context = {"tabel": table, "boleh_kelola": may_change, "remah": remah}
    return table.export_response() or render(request, "pegawai/jabatan_daftar.html", context)


def _save_name(request: Request, existing: JenisJabatan | None) -> HttpResponseBase:
    initial = (
        {name: getattr(existing, name) for name in ("nama", "macam", "kelas", "asal", "aktif")}
        if existing
        else None
    )
    form = JenisJabatanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.save_post_name(request.access, existing=existing, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, outcome(form, f"Nama jabatan {made.nama} disimpan."))
            return redirect("pegawai:jabatan_daftar")
    title = f"Ubah {existing.nama}" if existing else "Tambah nama jabatan"
    remah = trail(("Nama jabatan", reverse("pegawai:jabatan_daftar")), here=title)
    context = {"form": form, "judul": title, "remah": remah}
    return render(request, "pegawai/jabatan_nama.html", context, status=status_of(form))


@protected(IzinPegawai.JABATAN_KELOLA)
def add_name(request: Request) -> HttpResponseBase:
    """A new post name."""
    return _save_name(request, None)


@protected_object(IzinPegawai.JABATAN_KELOLA, JenisJabatan)
def edit_name(request: Request, existing: JenisJabatan) -> HttpResponseBase:
    """Correct a post name or its class; months already submitted keep theirs."""
    return _save_name(request, existing)


def _period_page(
    request: Request, officer: Petugas, form: forms.Form, save: Callable[[], str], title: str
) -> HttpResponseBase:
    """Show the form, or save what was sent and go back to the officer."""
    if request.method == "POST" and form.is_valid():
        try:
            sentence = save()
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, sentence)
            return redirect("pegawai:rinci", officer.pk)
    remah = officer_trail(officer, title)
    context = {"form": form, "petugas": officer, "judul": title, "remah": remah}
    return render(request, "pegawai/masa.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, Petugas, related=("puskesmas",))
def assign(request: Request, officer: Petugas) -> HttpResponseBase:
    """A post for an officer."""
    form = PenugasanForm(request.POST or None, officer=officer, initial=today_initial())

    def save() -> str:
        made = services.assign(request.access, officer, **form.cleaned_data)
        return f"Jabatan {made.jenis.nama} dicatat."

    return _period_page(request, officer, form, save, "Tambah jabatan")


@protected_object(IzinPegawai.KELOLA, Petugas, related=("puskesmas",))
def entitle(request: Request, officer: Petugas) -> HttpResponseBase:
    """Entitlement of one officer."""
    form = PenetapanForm(request.POST or None, officer=officer, initial=today_initial())

    def save() -> str:
        made = services.entitle(request.access, [officer], **form.cleaned_data)
        if not made:
            raise ValidationError({"sk": "SK ini sudah menetapkan petugas ini dalam masa itu."})
        return f"{officer.nama} ditetapkan."

    return _period_page(request, officer, form, save, "Tambah penetapan")


@protected_object(IzinPegawai.KELOLA, Penugasan, related=("petugas__puskesmas", "jenis", "sk"))
def end_assignment(request: Request, held: Penugasan) -> HttpResponseBase:
    """The last day of a post."""
    form = EndForm(request.POST or None, initial={"sampai": held.sampai or clock.today()})

    def save() -> str:
        until = form.cleaned_data["sampai"]
        services.end_assignment(request.access, held, until)
        return f"Jabatan {held.jenis.nama} berakhir {tanggal(until)}."

    return _period_page(request, held.petugas, form, save, f"Akhiri {held.jenis.nama}")


@protected_object(IzinPegawai.KELOLA, Penetapan, related=("petugas__puskesmas", "sk"))
def end_entitlement(request: Request, held: Penetapan) -> HttpResponseBase:
    """The last day of entitlement."""
    form = EndForm(request.POST or None, initial={"sampai": held.sampai or clock.today()})

    def save() -> str:
        until = form.cleaned_data["sampai"]
        services.end_entitlement(request.access, held, until)
        return f"Penetapan berakhir {tanggal(until)}."

    return _period_page(request, held.petugas, form, save, "Akhiri penetapan")
