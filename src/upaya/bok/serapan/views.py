"""Pages of absorption: the months, and recording one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.bok.izin import IzinBok
from upaya.bok.serapan import services
from upaya.bok.serapan.models import Serapan
from upaya.bok.serapan.queries import BelanjaBulan, month_spent
from upaya.bok.serapan.services import KegiatanDibayar
from upaya.core import clock
from upaya.core.access import Request
from upaya.core.fields import RupiahField
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.rules.money import rupiah
from upaya.rules.period import Period
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

MONTHS_BACK = 18
_COLUMNS = (
    Column("unit", "Unit", lambda row: row.puskesmas.nama, "puskesmas__nama"),
    Column("bulan", "Bulan", lambda row: Period.of(row.periode).nama, "periode"),
    Column("jumlah", "Diserap", sort_field="jumlah", kind="rupiah"),
    Column("keterangan", "Keterangan"),
    Column("dicatat_pada", "Dicatat", kind="waktu"),
)


class BulanForm(forms.Form):
    """Of which month; asked before the amounts."""

    bulan = forms.ChoiceField(label="Bulan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        choice = self.fields["bulan"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        months, period = [], Period.of(clock.today())
        for _ in range(MONTHS_BACK):
            months.append((str(period), period.nama))
            period = period.previous()
        choice.choices = months


class SerapanForm(BulanForm):
    """What was paid in a month: on each activity, and what no activity is named for."""

    lain = RupiahField(
        label="Belum dirinci menurut kegiatan",
        required=False,
        help_text="Yang dibayar menurut buku kas umum tetapi belum diketahui kegiatannya; tanpa "
        "insentif UKM.",
    )
    keterangan = forms.CharField(label="Keterangan", max_length=200, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        period: Period,
        activities: Sequence[KegiatanDibayar],
        known: BelanjaBulan | None,
    ) -> None:
        stored = dict(known.per_kegiatan) if known else {}
        initial: dict[str, object] = {f"k-{kunci}": amount for kunci, amount in stored.items()}
        if known is not None:
            initial |= {"lain": known.lain or None, "keterangan": known.keterangan}
        super().__init__(data, initial={"bulan": str(period)} | initial)
        self.fields["bulan"].widget = forms.HiddenInput()
        self.activities = activities
        for one in activities:
            words = "Insentif; tidak ikut dihitung dalam serapan bulan ini." if one.insentif else ""
            self.fields[f"k-{one.kunci}"] = RupiahField(
                label=f"{one.menu} {one.nama}",
                required=False,
                help_text=words or f"Anggaran setahun {rupiah(one.setahun)}.",
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The boxes of the activities."""
        return [self[f"k-{one.kunci}"] for one in self.activities]

    def clean(self) -> dict[str, Any]:
        """Something was paid, or that nothing was is said in words."""
        data: dict[str, Any] = super().clean() or {}
        amounts = [data.get("lain"), *(data.get(f"k-{one.kunci}") for one in self.activities)]
        if not self.errors and all(amount is None for amount in amounts):
            self.add_error("lain", "Isi paling sedikit satu jumlah; tulis 0 bila tidak ada.")
        return data

    @property
    def given(self) -> dict[int, int]:
        """Rupiah by the number of the activity."""
        return {
            one.kunci: amount
            for one in self.activities
            if (amount := self.cleaned_data.get(f"k-{one.kunci}"))
        }


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
    context = {
        "tabel": rows,
        "boleh": request.access.allows(IzinBok.SERAPAN_CATAT),
        "dinas": request.access.allows(IzinBok.SERAPAN_DINAS_CATAT),
    }
    return rows.export_response() or render(request, "bok/serapan.html", context)


@protected(IzinBok.SERAPAN_CATAT)
@require_http_methods(["GET", "HEAD", "POST"])
def catat(request: Request) -> HttpResponseBase:
    """Record what was paid in a month at one's own puskesmas, activity by activity."""
    return _record(request, Reach.UNIT, Unit.Jenis.PUSKESMAS)


@protected(IzinBok.SERAPAN_DINAS_CATAT)
@require_http_methods(["GET", "HEAD", "POST"])
def catat_dinas(request: Request) -> HttpResponseBase:
    """The same of what the Dinas itself spends: BOK Kabupaten, BOK Stunting, Jampersal."""
    return _record(request, Reach.DISTRICT, Unit.Jenis.DINAS)


def _record(request: Request, reach: Reach, jenis: str) -> HttpResponseBase:
    scope = request.access.scope
    unit = Unit.objects.for_scope(scope).filter(pk=scope.unit or 0, jenis=jenis).first()
    if scope.reach is not reach or unit is None:
        raise PermissionDenied
    period = _period(request)
    form = SerapanForm(
        request.POST if request.method == "POST" else None,
        period=period,
        activities=services.payable(unit, period.year),
        known=month_spent(unit.pk, period.first_day),
    )
    if request.method == "POST" and form.is_valid() and _recorded(request, unit, period, form):
        return redirect("bok:serapan")
    back = reverse("bok:serapan")
    context = {
        "form": form,
        "pilih": BulanForm(initial={"bulan": str(period)}),
        "bulan": period,
        "batal": back,
        "remah": trail(("Serapan BOK", back), here=f"Catat serapan {period.nama}"),
    }
    return render(request, "bok/serapan_catat.html", context, status=status_of(form))


def _period(request: Request) -> Period:
    """The month that was chosen; the one before this when none was."""
    asked = BulanForm(request.POST if request.method == "POST" else request.GET)
    if asked.is_valid():
        return Period.parse(asked.cleaned_data["bulan"])
    return Period.of(clock.today()).previous()


def _recorded(request: Request, unit: Unit, period: Period, form: SerapanForm) -> bool:
    """Whether it is stored; else the person was told why not."""
    data = form.cleaned_data
    try:
        row = services.record(
            unit.pk, period, data["lain"] or 0, data["keterangan"], request.access, form.given
        )
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, f"{row} tersimpan.")
    return True
