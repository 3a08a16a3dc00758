"""Pages on which SPJ begin, one or those of a month; and documents brought together."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from upaya.alur.page_frame import FAULTY
from upaya.alur.writing import ClosedError
from upaya.bok.izin import IzinBok
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj import sekaligus, services
from upaya.bok.spj.forms import BersamaForm, BukaForm, SebulanForm
from upaya.bok.spj.models import SpjKegiatan
from upaya.bok.spj.pages import PAGES
from upaya.bok.spj.reading import RELATED, BacaanSpj
from upaya.bok.spj.views import show_checklist
from upaya.core.access import Request
from upaya.core.forms import show_refusal
from upaya.core.guard import protected, protected_object
from upaya.core.navigation import trail
from upaya.rules.bok.road import DIVERIFIKASI
from upaya.rules.period import Period

OFFERED = 200
"""Reports that are offered for an SPJ, the newest first."""


class _Offered:
    """What the page offers, read once: verified reports, their kinds, months without SPJ."""

    def __init__(self, request: Request) -> None:
        self.request = request
        rows: QuerySet[Pelaksanaan] = Pelaksanaan.objects.for_scope(request.access.scope)
        verified = rows.filter(status=DIVERIFIKASI).order_by("-periode", "nama", "pk")
        self.reports = list(verified[:OFFERED])
        self.kinds: dict[str, str] = {}
        for known in sorted({(row.periode, row.kabupaten_id) for row in self.reports}):
            self.kinds |= services.kinds(*known)
        self.months = sekaligus.months_without_spj(request.access.scope)

    def one(self, *, sent: bool = False) -> BukaForm:
        """The form of one SPJ."""
        return BukaForm(
            self.request.POST if sent else None,
            kinds=self.kinds,
            reports=[(row.pk, f"{row.nama}, {row.period.nama}") for row in self.reports],
            chosen=self.request.GET.get("kegiatan", ""),
        )

    def month(self, *, sent: bool = False) -> SebulanForm:
        """The form of a month's."""
        sending = self.request.POST if sent else None
        return SebulanForm(sending, kinds=self.kinds, months=self.months)

    def page(self, one: BukaForm | None = None, month: SebulanForm | None = None) -> HttpResponse:
        """The forms of one SPJ and of a month's; those that are given were refused."""
        context = {
            "form": one or self.one(),
            "sebulan": month or (self.month() if self.months else None),
            "trail": trail((PAGES.title, reverse("spj:daftar")), here="Susun SPJ"),
        }
        faulty = any(form is not None and form.errors for form in (one, month))
        status = FAULTY if faulty else 200
        return render(self.request, "bok/spj_buka.html", context, status=status)


@protected(IzinBok.SPJ_SUSUN)
@require_http_methods(["GET", "HEAD", "POST"])
def buka(request: Request) -> HttpResponse:
    """Choose an activity and its kind of spending."""
    offered = _Offered(request)
    if request.method != "POST":
        return offered.page()
    form = offered.one(sent=True)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = services.open_spj(said["pelaksanaan"], said["jenis"], request.access)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            return redirect(made.get_absolute_url())
    return offered.page(one=form)


@protected(IzinBok.SPJ_SUSUN)
@require_POST
def sebulan(request: Request) -> HttpResponse:
    """Open the SPJ of a month together."""
    offered = _Offered(request)
    form = offered.month(sent=True)
    if form.is_valid():
        said = form.cleaned_data
        period = Period.parse(said["bulan"])
        try:
            made = sekaligus.open_month(period, said["jenis_sebulan"], request.access)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{len(made)} SPJ {period.nama} dibuka.")
            return redirect("spj:daftar")
    return offered.page(month=form)


@protected_object(IzinBok.SPJ_SUSUN, SpjKegiatan, related=RELATED)
@require_POST
def bersama(request: Request, case: SpjKegiatan) -> HttpResponse:
    """Many documents of one SPJ at once."""
    form = BersamaForm(request.POST, request.FILES, alasan=sekaligus.last_reason(case))
    made = _gathered(request, case, form) if form.is_valid() else None
    if made is not None:
        # Where nothing lacks any more to the second step of sending.
        return redirect("spj:alur_kirim" if made.lengkap else "spj:kelengkapan", pk=case.pk)
    case.refresh_from_db()
    return show_checklist(request, BacaanSpj(case), together=form)


def _gathered(request: Request, case: SpjKegiatan, form: BersamaForm) -> sekaligus.Terkumpul | None:
    """What was kept; None where the person was told why not."""
    said = form.cleaned_data
    try:
        made = sekaligus.gather(case.pk, request.access, said["berkas"] or (), said["alasan"])
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    except ClosedError as refused:
        messages.error(request, str(refused))
        return None
    messages.success(
        request, f"{made.berkas} berkas tersimpan, {made.beralasan} dokumen beralasan."
    )
    return made
