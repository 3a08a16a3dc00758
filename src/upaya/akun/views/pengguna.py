"""People of a unit and their memberships, and the table of who may do what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.akun import authority, pelimpahan, queries, services
from upaya.akun.forms import EditPersonForm, EndForm, MembershipFilter, MembershipForm, PersonForm
from upaya.akun.izin import IzinAkun
from upaya.akun.models import Membership, User, UsulanAkses
from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.forms import outcome, show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.core.second import ProposalStatus
from upaya.core.templatetags.upaya import tanggal

_TONES = {"Berlaku": "good", "Belum mulai": "info", "Berakhir": "neutral", "Nonaktif": "bad"}


def _period(membership: Membership) -> str:
    until = f"sampai {tanggal(membership.sampai)}" if membership.sampai else "seterusnya"
    return f"{tanggal(membership.mulai)} {until}"


def _columns() -> list[lists.Column]:
    today = clock.today()
    return [
        lists.Column(
            "nama",
            "Nama",
            value=lambda m: m.user.name,
            sort_field="user__name",
            url=lambda m: reverse("akun:orang", args=[m.user_id]),
        ),
        lists.Column("pengguna", "Nama pengguna", value=lambda m: m.user.username, show=False),
        lists.Column("peran", "Peran", value=lambda m: m.role_label, sort_field="role"),
        lists.Column("unit", "Unit", value=lambda m: m.unit.nama, sort_field="unit__nama"),
        lists.Column("sk", "Nomor SK", value=lambda m: m.nomor_sk, sort_field="nomor_sk"),
        lists.Column("masa", "Masa berlaku", value=_period, sort_field="mulai"),
        lists.Column(
            "keadaan",
            "Keadaan",
            value=lambda m: m.standing(today),
            tone=lambda m: _TONES[m.standing(today)],
        ),
    ]


@protected(IzinAkun.KEANGGOTAAN_LIHAT)
@require_safe
def people(request: Request) -> HttpResponseBase:
    """The memberships of the units within reach."""
    table = lists.table(
        request,
        queries.listed(request.access),
        columns=_columns(),
        filters=MembershipFilter(request.GET, access=request.access),
        default_sort="unit",
        title="Pengguna",
    )
    context = {"tabel": table, "boleh_kelola": _may_manage(request)}
    return table.export_response() or render(request, "akun/daftar.html", context)


@protected_object(IzinAkun.KEANGGOTAAN_LIHAT, User)
@require_safe
def person(request: Request, found: User) -> HttpResponseBase:
    """One person: account, roles within reach, and what may be done."""
    return render(request, "akun/orang.html", _person_context(request, found))


def _person_context(request: Request, found: User) -> dict[str, Any]:
    today = clock.today()
    held = queries.of_person(request.access, found)
    manage = _may_manage(request)
    return {
        "orang": found,
        "remah": _crumbs(found),
        "punya_totp": queries.has_totp(found.pk),
        "keanggotaan": [
            {
                "m": m,
                "masa": _period(m),
                "keadaan": m.standing(today),
                "tone": _TONES[m.standing(today)],
                "boleh_akhiri": manage
                and m.pk != request.access.membership_id
                and (m.sampai is None or m.sampai >= today)
                and authority.manages(request.access, m),
                "boleh_limpahkan": (m.sampai is None or m.sampai >= today)
                and pelimpahan.may_lend(request.access, m),
            }
            for m in held
        ],
        "usulan": found.usulan_akses.for_scope(request.access.scope)[:10],
        "boleh_ubah": manage and services.may_act_on(request.access, found),
        "boleh_tambah": manage and found.pk != request.access.user_id,
    }


def _crumbs(found: User, here: str = "") -> list[dict[str, str]]:
    first = ("Pengguna", reverse("akun:daftar"))
    if not here:
        return trail(first, here=found.name)
    return trail(first, (found.name, reverse("akun:orang", args=[found.pk])), here=here)


def _may_manage(request: Request) -> bool:
    return request.access.allows(IzinAkun.KEANGGOTAAN_KELOLA)


def _worked(form: django_forms.Form, call: Callable[[], object]) -> bool:
    """Whether `call` went through; when it refuses, its sentences stand at the form's fields."""
    try:
        call()
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    return True


# ------------------------------------------------------------------ people
@protected(IzinAkun.KEANGGOTAAN_KELOLA)
def add(request: Request) -> HttpResponseBase:
    """A new person with a first role; the link to set a password goes to them by mail."""
    form = PersonForm(request.POST or None, access=request.access)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.add_person(
                request.access,
                name=data["name"],
                username=data["username"],
                email=data["email"],
                term=form.term,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            return _added(request, made)
    return render(request, "akun/tambah.html", {"form": form}, status=status_of(form))


def _added(request: Request, made: User) -> HttpResponseBase:
    """On to the person, or to what somebody else decides first."""
    asked = made.usulan_akses.filter(status=ProposalStatus.DIUSULKAN).order_by("pk").first()
    if asked is None:
        messages.success(request, f"Tautan kata sandi dikirim ke {made.email}.")
        return redirect("akun:orang", made.pk)
    messages.success(request, f"{made.name} dicatat. Orang kedua harus menyetujuinya dahulu.")
    return redirect("akun:usulan", asked.pk)


@protected_object(IzinAkun.KEANGGOTAAN_KELOLA, User)
def edit(request: Request, found: User) -> HttpResponseBase:
    """Correct name and mail."""
    form = EditPersonForm(request.POST or None, person=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked: list[UsulanAkses | None] = []
        if _worked(form, lambda: asked.append(services.edit_person(request.access, found, **data))):
            messages.success(request, outcome(form, "Data pengguna disimpan."))
            if asked[0] is not None:
                messages.info(request, "Alamat surel baru menunggu persetujuan orang kedua.")
            return redirect("akun:orang", found.pk)
    context = {"form": form, "orang": found, "remah": _crumbs(found, "Ubah data")}
    return render(request, "akun/ubah.html", context, status=status_of(form))


@protected_object(IzinAkun.KEANGGOTAAN_KELOLA, User)
@require_POST
def close(request: Request, found: User) -> HttpResponseBase:
    """Close the account at once."""
    return _done(
        request,
        found,
        lambda: services.set_active(request.access, found, active=False),
        "Akun dinonaktifkan. Orang ini tidak dapat masuk lagi.",
    )


@protected_object(IzinAkun.KEANGGOTAAN_KELOLA, User)
@require_POST
def reopen(request: Request, found: User) -> HttpResponseBase:
    """Open a closed account."""
    return _done(
        request,
        found,
        lambda: services.set_active(request.access, found, active=True),
        "Akun diaktifkan lagi.",
    )


def _done(
    request: Request, found: User, call: Callable[[], None], sentence: str
) -> HttpResponseBase:
    try:
        call()
    except ValidationError as refusal:
        return _refused(request, found, refusal)
    messages.success(request, sentence)
    return redirect("akun:orang", found.pk)


def _refused(request: HttpRequest, found: User, refusal: ValidationError) -> HttpResponseBase:
    for sentence in refusal.messages:
        messages.error(request, sentence)
    return redirect("akun:orang", found.pk)


# ------------------------------------------------------------------ memberships
@protected_object(IzinAkun.KEANGGOTAAN_KELOLA, User)
def add_role(request: Request, found: User) -> HttpResponseBase:
    """One more role for a person."""
    form = MembershipForm(request.POST or None, access=request.access)
    made: list[Membership | None] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and _worked(form, lambda: made.append(services.give_role(request.access, found, form.term)))
    ):
        if made[0] is not None:
            messages.success(request, "Peran ditambahkan.")
        else:
            messages.info(
                request,
                "Peran ini ikut memutuskan pekerjaan Anda, jadi orang kedua harus menyetujuinya. "
                "Permintaannya sudah dikirim.",
            )
        return redirect("akun:orang", found.pk)
    context = {"form": form, "orang": found, "remah": _crumbs(found, "Tambah peran")}
    return render(request, "akun/tambah_peran.html", context, status=status_of(form))


@protected_object(IzinAkun.KEANGGOTAAN_KELOLA, Membership, related=("user", "unit"))
def end_role(request: Request, found: Membership) -> HttpResponseBase:
    """Set the last day of a role."""
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["sampai"]
        if _worked(form, lambda: services.end_membership(request.access, found, sampai=last_day)):
            messages.success(request, f"Peran berlaku sampai {tanggal(last_day)}.")
            return redirect("akun:orang", found.user_id)
    context = {"form": form, "m": found, "remah": _crumbs(found.user, "Akhiri peran")}
    return render(request, "akun/akhiri.html", context, status=status_of(form))
