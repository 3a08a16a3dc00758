"""Pages of officers: list, one officer, add, correct, end, take back, history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import outcome, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal
from upaya.pegawai import numbers, queries
from upaya.pegawai.forms import (
    AkunForm,
    NewPetugasForm,
    NonaktifForm,
    PetugasFilter,
    PetugasForm,
)
from upaya.pegawai.izin import IzinPegawai
from upaya.pegawai.models import Golongan, Pendidikan, Petugas, Ptkp, Status, Tenaga
from upaya.pegawai.queries import mask_number
from upaya.pegawai.rekening import aturan_bank
from upaya.pegawai.services import petugas as services
from upaya.pegawai.views.history import officer_events
from upaya.rules.rekening import beda_tulisan
from upaya.rules.roles import Reach

_MASKED = {"nik": "NIK", "nip": "NIP", "npwp": "NPWP", "rekening": "Nomor rekening"}


def _columns(request: Request) -> list[Column]:
    columns = [
        Column(
            "nama",
            "Nama",
            sort_field="nama",
            url=lambda row: reverse("pegawai:rinci", args=[row.pk]),
        ),
        Column("kode", "Kode", sort_field="kode"),
        Column(
            "puskesmas",
            "Puskesmas",
            value=lambda row: row.puskesmas.nama,
            sort_field="puskesmas__nama",
            show=request.access.scope.reach is not Reach.UNIT,
        ),
        Column(
            "jabatan",
            "Jabatan",
            value=lambda row: ", ".join(post.jenis.nama for post in row.dipegang),
        ),
        Column("status", "Status", value=lambda row: Status(row.status).label, sort_field="status"),
        Column("golongan", "Golongan", sort_field="golongan"),
        Column("pendidikan", "Pendidikan", sort_field="pendidikan"),
        Column("tenaga", "Jenis tenaga", value=lambda row: Tenaga(row.tenaga).label, show=False),
        Column("ptkp", "PTKP", show=False),
        Column(
            "sk",
            "SK Kepala Dinas",
            value=lambda row: "Ada" if row.ber_sk else "Belum ada",
            tone=lambda row: "good" if row.ber_sk else "warn",
        ),
        Column(
            "keadaan", "Keadaan", value=lambda row: "Aktif" if row.aktif else "Nonaktif", show=False
        ),
    ]
    return columns + [
        Column(name, label, value=_masked(name), show=False) for name, label in _MASKED.items()
    ]


def _masked(name: str) -> Callable[[Petugas], str]:
    return lambda row: mask_number(getattr(row, name))


@protected(IzinPegawai.LIHAT)
@require_safe
def officers(request: Request) -> HttpResponseBase:
    """Officers within reach; numbers masked, on screen and in files."""
    table = lists.table(
        request,
        queries.daftar(request.access.scope, clock.today()),
        columns=_columns(request),
        filters=PetugasFilter(request.GET, access=request.access),
        default_sort="nama",
        title="Petugas",
    )
    context = {"tabel": table, "boleh_kelola": may_manage(request)}
    return table.export_response() or render(request, "pegawai/daftar.html", context)


def may_manage(request: Request) -> bool:
    """Whether this person may change officers, posts and decrees."""
    return request.access.allows(IzinPegawai.KELOLA)


@protected_object(IzinPegawai.LIHAT, Petugas, related=("puskesmas", "user"))
@require_safe
def detail(request: Request, officer: Petugas) -> HttpResponseBase:
    """One officer: numbers masked, posts, entitlement."""
    return render(request, "pegawai/rinci.html", _detail_context(request, officer))


def officer_trail(officer: Petugas, here: str = "") -> list[dict[str, str]]:
    """The way back from an officer's page, or from one below it."""
    first = ("Petugas", reverse("pegawai:daftar"))
    if not here:
        return trail(first, here=officer.nama)
    return trail(first, (officer.nama, reverse("pegawai:rinci", args=[officer.pk])), here=here)


def _detail_context(
    request: Request, officer: Petugas, shown: dict[str, str] | None = None
) -> dict[str, Any]:
    today = clock.today()
    manage = may_manage(request)
    double = queries.nik_ganda(str(officer.puskesmas.kabupaten_id), [officer.pk], [today])
    found = double[today].get(officer.pk)
    return {
        "petugas": officer,
        "remah": officer_trail(officer),
        "data": _data(officer),
        "nomor": [
            {
                "label": label,
                "value": (shown or {}).get(name) or mask_number(getattr(officer, name)),
            }
            for name, label in _MASKED.items()
        ],
        "terbuka": shown is not None,
        "jabatan": queries.posts_of(officer, today),
        "penetapan": queries.entitlement_of(officer, today),
        "ganda": [name for _, name in found.lain] if found else [],
        "ragu": numbers.nik_doubts(officer.nik, today) + numbers.nip_doubts(officer.nip)
        if manage
        else [],
        "boleh_kelola": manage,
        "nonaktif_form": NonaktifForm(initial={"sejak": today}, prefix="nonaktif"),
    }


def _data(officer: Petugas) -> list[dict[str, str]]:
    unknown = "Belum diketahui"
    golongan = Golongan(officer.golongan).label if officer.golongan else "Tidak ada"
    return [
        {"label": "Kode", "value": officer.kode},
        {"label": "Puskesmas", "value": officer.puskesmas.nama},
        {"label": "Status kepegawaian", "value": Status(officer.status).label},
        {"label": "Golongan", "value": golongan},
        {"label": "Pendidikan terakhir", "value": Pendidikan(officer.pendidikan).label},
        {"label": "Jenis tenaga", "value": Tenaga(officer.tenaga).label},
        {
            "label": "Status PTKP",
            "value": Ptkp(officer.ptkp).label if officer.ptkp else unknown,
        },
        {"label": "Bank", "value": officer.bank or unknown},
        {"label": "Pemilik rekening", "value": _holder(officer) or unknown},
        {"label": "Akun untuk slip", "value": officer.user.name if officer.user else "Belum ada"},
    ]


def _holder(officer: Petugas) -> str:
    """The name, and how the bank gets it where that is another writing."""
    rule = aturan_bank(str(officer.puskesmas.kabupaten_id))(officer.bank)
    written = beda_tulisan(officer.nama_rekening, rule)
    return f"{officer.nama_rekening} (untuk bank: {written})" if written else officer.nama_rekening


@protected_object(IzinPegawai.KELOLA, Petugas, related=("puskesmas", "user"))
@require_POST
def reveal(request: Request, officer: Petugas) -> HttpResponseBase:
    """The same page with the numbers in full, once; the audit knows who looked."""
    shown = services.reveal(request.access, officer)
    response = render(request, "pegawai/rinci.html", _detail_context(request, officer, shown))
    response["Cache-Control"] = "no-store"
    return response


@protected(IzinPegawai.KELOLA)
def add(request: Request) -> HttpResponseBase:
    """A new officer."""
    form = NewPetugasForm(request.POST or None, access=request.access)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add(request.access, form.puskesmas_id, form.data_petugas)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            _say_doubts(request, form)
            messages.success(request, f"{made.nama} dicatat. Sekarang isi jabatan dan SK-nya.")
            return redirect("pegawai:rinci", made.pk)
    remah = trail(("Petugas", reverse("pegawai:daftar")), here="Tambah")
    context = {"form": form, "remah": remah}
    return render(request, "pegawai/tambah.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, Petugas, related=("puskesmas",))
def edit(request: Request, officer: Petugas) -> HttpResponseBase:
    """Correct an officer."""
    form = PetugasForm(request.POST or None, officer=officer)
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.change(request.access, officer, form.data_petugas)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            _say_doubts(request, form)
            messages.success(request, "Data disimpan." if changed else SAME)
            return redirect("pegawai:rinci", officer.pk)
    context = {"form": form, "petugas": officer, "remah": officer_trail(officer, "Ubah")}
    return render(request, "pegawai/ubah.html", context, status=status_of(form))


@protected_object(IzinPegawai.KELOLA, Petugas, related=("puskesmas",))
def account(request: Request, officer: Petugas) -> HttpResponseBase:
    """Whose account reads this officer's slip."""
    form = AkunForm(request.POST or None, officer=officer, initial={"user": officer.user_id})
    if request.method == "POST" and form.is_valid():
        try:
            services.connect(request.access, officer, form.cleaned_data["user"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, outcome(form, "Akun untuk slip disimpan."))
            return redirect("pegawai:rinci", officer.pk)
    remah = officer_trail(officer, "Akun untuk slip")
    context = {"form": form, "petugas": officer, "remah": remah}
    return render(request, "pegawai/akun.html", context, status=status_of(form))


def _say_doubts(request: Request, form: PetugasForm) -> None:
    for sentence in form.doubts:
        messages.warning(request, f"Tersimpan, tetapi periksa lagi: {sentence}")


@protected_object(IzinPegawai.KELOLA, Petugas, related=("puskesmas", "user"))
@require_POST
def end(request: Request, officer: Petugas) -> HttpResponseBase:
    """The officer no longer works here from a day on."""
    form = NonaktifForm(request.POST, prefix="nonaktif")
    if form.is_valid():
        try:
            services.end(request.access, officer, form.cleaned_data["sejak"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            since = tanggal(form.cleaned_data["sejak"])
            messages.success(request, f"{officer.nama} nonaktif sejak {since}.")
            return redirect("pegawai:rinci", officer.pk)
    context = _detail_context(request, officer) | {"nonaktif_form": form}
    return render(request, "pegawai/rinci.html", context, status=422)


@protected_object(IzinPegawai.KELOLA, Petugas)
@require_POST
def take_back(request: Request, officer: Petugas) -> HttpResponseBase:
    """The officer is active again."""
    try:
        services.take_back(request.access, officer)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, f"{officer.nama} aktif lagi.")
    return redirect("pegawai:rinci", officer.pk)


@protected_object(IzinPegawai.LIHAT, Petugas, related=("puskesmas",))
@require_safe
def history(request: Request, officer: Petugas) -> HttpResponseBase:
    """Every change of an officer, of posts and of entitlement."""
    context = {
        "petugas": officer,
        "kejadian": officer_events(officer),
        "remah": officer_trail(officer, "Riwayat"),
    }
    return render(request, "pegawai/riwayat.html", context)
