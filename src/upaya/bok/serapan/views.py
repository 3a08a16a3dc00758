"""Pages of absorption: the months, and recording one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.serapan import services
from upaya.bok.serapan.models import Serapan
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.fields import RupiahField
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.rules.period import Period
from upaya.rules.roles import Reach

MONTHS_BACK = 18
_COLUMNS = (
    Column("unit", "Puskesmas", lambda row: row.puskesmas.nama, "puskesmas__nama"),
    Column("bulan", "Bulan", lambda row: Period.of(row.periode).nama, "periode"),
    Column("jumlah", "Diserap", sort_field="jumlah", kind="rupiah"),
    Column("keterangan", "Keterangan"),
    Column("dicatat_pada", "Dicatat", kind="waktu"),
)


class SerapanForm(forms.Form):
    """What was absorbed in which month."""

    bulan = forms.ChoiceField(label="Bulan")
    jumlah = RupiahField(
        label="BOK diserap bulan ini",
        help_text="Yang dibayar menurut buku kas umum, tanpa insentif UKM.",
    )
    keterangan = forms.CharField(label="Keterangan", max_length=200, required=False)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type] # what a form is given
        choice = self.fields["bulan"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        months, period = [], Period.of(clock.today())
        for _ in range(MONTHS_BACK):
            months.append((str(period), period.nama))
            period = period.previous()
        choice.choices = months


@protected(IzinBok.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """What was absorbed, month by month."""
    rows = table(
        request,
        Serapan.objects.for_scope(request.access.scope).select_related("puskesmas"),
        columns=_COLUMNS,
        default_sort="-bulan",
        title="Serapan BOK",
    )
    context = {"tabel": rows, "boleh": request.access.allows(IzinBok.SERAPAN_CATAT)}
    return rows.export_response() or render(request, "bok/serapan.html", context)


@protected(IzinBok.SERAPAN_CATAT)
@require_http_methods(["GET", "HEAD", "POST"])
def catat(request: Request) -> HttpResponseBase:
    """Record the absorption of a month at one's own puskesmas."""
    scope = request.access.scope
    if scope.reach is not Reach.UNIT or scope.unit is None:
        raise PermissionDenied
    form = SerapanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = services.record(
                scope.unit,
                Period.parse(data["bulan"]),
                data["jumlah"],
                data["keterangan"],
                request.access,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"{row} tersimpan.")
            return redirect("bok:serapan")
    back = reverse("bok:serapan")
    context = {
        "form": form,
        "judul": "Catat serapan BOK",
        "batal": back,
        "remah": trail(("Serapan BOK", back), here="Catat serapan BOK"),
    }
    return render(request, "bok/isian.html", context, status=status_of(form))
