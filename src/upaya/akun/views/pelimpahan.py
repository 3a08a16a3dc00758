"""Who stands in for whom: the list, the form for one role, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.akun import mewakili, pelimpahan
from upaya.akun.forms import PelimpahanForm
from upaya.akun.izin import IzinAkun
from upaya.akun.models import Membership, Pelimpahan
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal


@protected(IzinAkun.PELIMPAHAN)
@require_safe
def all_of_them(request: Request) -> HttpResponse:
    """Who stands in for whom within reach, and my own role to lend."""
    page = Paginator(pelimpahan.listed(request.access), 25).get_page(request.GET.get("hal"))
    held: list[Membership] = request.memberships  # type: ignore[attr-defined] # the middleware's
    mine = next(m for m in held if m.pk == request.access.membership_id)
    context = {
        "page": page,
        "daftar": [_line(request, row) for row in page],
        "peran_saya": mine if pelimpahan.may_lend(request.access, mine) else None,
    }
    return render(request, "akun/pelimpahan.html", context)


def _line(request: Request, row: Pelimpahan) -> dict[str, object]:
    today = clock.today()
    word, tone = row.standing(today)
    running = word in ("Berlaku", "Belum mulai", "Menunggu orang kedua")
    return {
        "satu": row,
        "keadaan": word,
        "tone": tone,
        "boleh_cabut": running and pelimpahan.may_withdraw(request.access, row),
    }


@protected_object(IzinAkun.PELIMPAHAN, Membership, related=("user", "unit"))
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, held: Membership) -> HttpResponseBase:
    """Name who stands in for one role; of one that is not mine to lend the page says so."""
    lends = pelimpahan.may_lend(request.access, held)
    people = pelimpahan.candidates(held, clock.today()).exclude(pk=request.access.user_id)
    form = PelimpahanForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        masa = pelimpahan.Masa(said["mulai"], said["sampai"])
        try:
            made = pelimpahan.delegate(request.access, held, said["wakil"], masa, said["alasan"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            _say(request, made)
            return redirect("akun:pelimpahan")
    context = {
        "form": form if lends else None,
        "m": held,
        "paling_lama": pelimpahan.PALING_LAMA,
        "remah": trail(("Pelimpahan", reverse("akun:pelimpahan")), here="Limpahkan peran"),
    }
    return render(request, "akun/limpahkan.html", context, status=status_of(form))


def _say(request: Request, made: Pelimpahan) -> None:
    if made.keanggotaan_id is None:
        messages.info(
            request,
            "Peran ini ikut memutuskan pekerjaan Anda, jadi orang kedua harus menyetujuinya. "
            "Permintaannya sudah dikirim.",
        )
    else:
        messages.success(request, f"{made.wakil.name} mewakili sampai {tanggal(made.sampai)}.")


@protected_object(IzinAkun.PELIMPAHAN, Pelimpahan)
@require_POST
def withdraw(request: Request, found: Pelimpahan) -> HttpResponseBase:
    """Take it back before its day."""
    try:
        row = pelimpahan.withdraw(request.access, found.pk)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        rest = (
            " Peran itu masih berlaku sampai akhir hari ini." if mewakili.ended_today(row) else ""
        )
        messages.success(request, f"Pelimpahan dicabut.{rest}")
    return redirect("akun:pelimpahan")
