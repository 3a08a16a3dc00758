"""Pages of decrees: list, one decree with the officers it names, add, correct, entitle many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import lists
from upaya.core.access import Request
from upaya.core.forms import outcome, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.pegawai import queries
from upaya.pegawai.forms import NewSkForm, PilihPuskesmasForm, SkForm, TetapkanForm
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import Penerbit, Penetapan, Petugas, SuratKeputusan
from upaya.pegawai.services import jabatan as services
from upaya.pegawai.views.petugas import may_manage
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit


def _columns(request: Request) -> list[Column]:
    def address(row: SuratKeputusan) -> str:
        """A puskesmas reads the decrees of its Dinas in the list only."""
        foreign = (
            request.access.scope.reach is Reach.UNIT and row.unit_id != request.access.scope.unit
        )
        return "" if foreign else reverse("pegawai:sk", args=[row.pk])

    return [
        Column("nomor", "Nomor SK", sort_field="nomor", url=address),
        Column("tanggal", "Tanggal", sort_field="tanggal", kind="tanggal"),
        Column("perihal", "Perihal", sort_field="perihal"),
        Column("penerbit", "Ditetapkan oleh", value=lambda row: Penerbit(row.penerbit).label),
        Column(
            "konfirmasi",
            "Konfirmasi Dinas",
            value=lambda row: "menunggu" if row.menunggu_dinas else "",
            tone=lambda row: "warn" if row.menunggu_dinas else "",
        ),
        Column("unit", "Unit", value=lambda row: row.unit.nama, sort_field="unit__nama"),
        Column("mulai", "Berlaku mulai", sort_field="mulai", kind="tanggal"),
        Column("sampai", "Berlaku sampai", sort_field="sampai", kind="tanggal"),
        Column("jabatan", "Jabatan", value=lambda row: row.banyak_penugasan, kind="angka"),
        Column("penetapan", "Penetapan", value=lambda row: row.banyak_penetapan, kind="angka",
               under="jabatan"),
    ]  # fmt: skip


@protected(IzinPegawai.LIHAT)
@require_safe
def decrees(request: Request) -> HttpResponseBase:
    """Decrees within reach, newest first."""
    table = lists.table(
        request,
        queries.sk_terlihat(request.access),
        columns=_columns(request),
        default_sort="-tanggal",
        title="Surat keputusan",
    )
    remah = trail(("Petugas", reverse("pegawai:daftar")), here="SK")
    context = {"tabel": table, "boleh_kelola": may_manage(request), "remah": remah}
    return table.export_response() or render(request, "pegawai/sk_daftar.html", context)


@protected_object(
    IzinPegawai.LIHAT, SuratKeputusan, related=("unit", "berkas", "dikonfirmasi_oleh")
)
@require_safe
def decree(request: Request, found: SuratKeputusan) -> HttpResponseBase:
    """One decree and the officers it names."""
    return render(request, "pegawai/sk.html", _context(request, found))


def _trail(here: str, found: SuratKeputusan | None = None) -> list[dict[str, str]]:
    first = ("SK", reverse("pegawai:sk_daftar"))
    if found is None:
        return trail(first, here=here)
    return trail(first, (found.nomor, reverse("pegawai:sk", args=[found.pk])), here=here)


def _context(request: Request, found: SuratKeputusan) -> dict[str, Any]:
    return {
        "sk": found,
        "remah": _trail(found.nomor),
        "penerbit": Penerbit(found.penerbit).label,
        "nama": queries.named_by(found),
        "boleh_kelola": may_manage(request),
        "boleh_konfirmasi": found.menunggu_dinas
        and request.access.allows(IzinPegawai.SK_KONFIRMASI),
        "boleh_tetapkan": may_manage(request) and found.penerbit == Penerbit.KEPALA_DINAS,
    }


@protected_object(IzinPegawai.SK_KONFIRMASI, SuratKeputusan)
@require_POST
def confirm(request: Request, found: SuratKeputusan) -> HttpResponseBase:
    """The Dinas confirms a decree of its head."""
    try:
        services.confirm_decree(request.access, found.pk)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"SK {found.nomor} dikonfirmasi.")
    return redirect("pegawai:sk", found.pk)


@protected(IzinPegawai.KELOLA)
def add(request: Request) -> HttpResponseBase:
    """A new decree of the person's unit, or of the one the Dinas chooses."""
    form = NewSkForm(request.POST or None, request.FILES or None, access=request.access)
    if request.method == "POST" and form.is_valid():
        chosen: Unit | None = form.cleaned_data.get("puskesmas")
        unit = chosen or Unit.objects.get(pk=request.access.scope.unit or 0)
        try:
            made = services.save_decree(
                request.access, unit, form.data_sk, upload=form.cleaned_data["berkas"]
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"SK {made.nomor} dicatat.")
            return redirect("pegawai:sk", made.pk)
    remah = _trail("Tambah SK")
    context = {"form": form, "judul": "Tambah SK", "berkas": "", "remah": remah}
    return render(request, "pegawai/sk_isi.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, SuratKeputusan, related=("unit", "berkas"))
def edit(request: Request, found: SuratKeputusan) -> HttpResponseBase:
    """Correct a decree, or put its file with it."""
    names = ("nomor", "tanggal", "penerbit", "perihal", "mulai", "sampai")
    initial = {name: getattr(found, name) for name in names}
    form = SkForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_decree(
                request.access,
                found.unit,
                form.data_sk,
                upload=form.cleaned_data["berkas"],
                existing=found,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, outcome(form, f"SK {found.nomor} disimpan."))
            return redirect("pegawai:sk", found.pk)
    context = {
        "form": form,
        "judul": f"Ubah SK {initial['nomor']}",
        "berkas": found.berkas.name if found.berkas else "",
        "remah": _trail("Ubah", found),
    }
    return render(request, "pegawai/sk_isi.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, SuratKeputusan, related=("unit",))
def entitle(request: Request, found: SuratKeputusan) -> HttpResponseBase:
    """Entitle many officers by one decree of the Kepala Dinas (Pasal 11A ayat (2))."""
    chooser = PilihPuskesmasForm(request.GET, choices=_places(request, found))
    form = TetapkanForm(
        request.POST or None,
        officers=_candidates(request, found, chooser.chosen),
        initial={"mulai": found.mulai, "sampai": found.sampai},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.entitle(
                request.access,
                list(data["petugas"]),
                sk=found,
                mulai=data["mulai"],
                sampai=data["sampai"],
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{len(made)} petugas ditetapkan dengan SK {found.nomor}.")
            return redirect("pegawai:sk", found.pk)
    context = {
        "form": form,
        "sk": found,
        "remah": _trail("Tetapkan petugas", found),
        "banyak": form.candidates,
        "pemilih": chooser if found.unit.jenis != Unit.Jenis.PUSKESMAS else None,
        "tempat": chooser.chosen,
    }
    return render(request, "pegawai/sk_tetapkan.html", context, status=status_of(form))


def _places(request: Request, found: SuratKeputusan) -> QuerySet[Unit]:
    """The puskesmas a decree can name officers of: its own, or any of the district."""
    rows = queries.puskesmas_terjangkau(request.access.scope)
    return rows.filter(pk=found.unit_id) if found.unit.jenis == Unit.Jenis.PUSKESMAS else rows


def _candidates(request: Request, found: SuratKeputusan, place: Unit | None) -> QuerySet[Petugas]:
    """Active officers of one puskesmas that this decree could still name."""
    rows: QuerySet[Petugas] = (
        Petugas.objects.for_scope(request.access.scope)
        .filter(aktif=True, puskesmas=place)
        .exclude(pk__in=Penetapan.objects.filter(sk=found, sampai=None).values("petugas"))
        .select_related("puskesmas")
        .order_by("nama", "kode")
    )
    return rows
