"""The pages of a month's parts: administrasi, pelayanan, jaspel, supporting files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import CONFLICT, FAULTY, next_part
from upaya.alur.writing import ClosedError, ConflictError
from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.insentif.bulan.page_frame import month_context
from upaya.insentif.bulan.pages import HASIL, PAGES
from upaya.insentif.bulan.plausibility import part_doubts
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.isian import services as isian
from upaya.insentif.isian.achievement import capaian_bulan
from upaya.insentif.isian.forms import (
    AdministrasiForm,
    BerkasForm,
    JaspelForm,
    MonthForm,
    PelayananForm,
)
from upaya.insentif.isian.membuka import open_what_lacks
from upaya.insentif.isian.models import BerkasPendukung
from upaya.insentif.izin import IzinInsentif
from upaya.rules.insentif.road import APPROVED
from upaya.rules.insentif.spm import nama_pelayanan

Save = Callable[[Any, int], Pengajuan]


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
@require_safe
def bulan(request: Request, month: Pengajuan) -> HttpResponse:
    """On to the part that needs work: what is to be filled, the money once approved, the result."""
    if month.status in APPROVED:
        return redirect("insentif:pembayaran", pk=month.pk)
    part = next_part(PAGES, LembarBulan(month), request.access)
    return redirect(f"insentif:{part or HASIL}", pk=month.pk)


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
def administrasi(request: Request, month: Pengajuan) -> HttpResponse:
    """Population and BOK of the month."""
    return _amounts(request, month, Bagian.ADMINISTRASI, AdministrasiForm, isian.ADMINISTRASI)


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
def jaspel(request: Request, month: Pengajuan) -> HttpResponse:
    """Jaspel kapitasi of the month."""
    return _amounts(request, month, Bagian.JASPEL, JaspelForm, isian.JASPEL)


def _amounts(
    request: Request,
    month: Pengajuan,
    bagian: Bagian,
    form_class: type[MonthForm],
    names: Iterable[str],
) -> HttpResponse:
    stored = {name: getattr(month, name) for name in names}

    def save(form: MonthForm, versi: int) -> Pengajuan:
        return isian.save_fields(month.pk, request.access, bagian, form.values, versi)

    return _part(request, LembarBulan(month), bagian, form_class, stored, save)


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
def pelayanan(request: Request, month: Pengajuan) -> HttpResponse:
    """Target and realisation of the 12 services, with the achievement that follows."""

    def save(form: PelayananForm, versi: int) -> Pengajuan:
        return isian.save_pelayanan(month.pk, request.access, form.pairs, versi)

    sheet = LembarBulan(month)
    stored = PelayananForm.initial_of(sheet.pelayanan)
    return _part(request, sheet, Bagian.PELAYANAN, PelayananForm, stored, save)


def _part(
    request: Request,
    sheet: LembarBulan,
    bagian: Bagian,
    form_class: type[MonthForm],
    stored: Mapping[str, Any],
    save: Save,
) -> HttpResponse:
    """Show a part; on POST write it, or say field by field why not, with what was typed."""
    month = sheet.month
    initial = {name: value for name, value in stored.items() if value is not None}
    if request.method != "POST":
        form = form_class(initial=initial | {"versi": month.versi})
        return _show(request, sheet, bagian, form)
    _require_writer(request)
    form = form_class(request.POST, initial=initial)
    if not form.is_valid():
        if not month.open_for(bagian):
            more: dict[str, Any] = {
                "tertutup": f"Bagian ini terkunci; status bulan “{month.state.label}”."
            }
            return _show(request, sheet, bagian, form, more, status=CONFLICT)
        return _show(request, sheet, bagian, form, status=FAULTY)
    try:
        saved = save(form, form.cleaned_data["versi"])
    except ConflictError as fault:
        return _conflict(request, month, bagian, form, fault)
    except ClosedError as fault:
        month.refresh_from_db()
        more = {"tertutup": str(fault), "ketikan": _typed(form, initial)}
        return _show(request, LembarBulan(month), bagian, form, more, status=CONFLICT)
    messages.success(request, f"{bagian.label} tersimpan.")
    where = bagian.value
    if "lanjut" in request.POST:
        where = next_part(PAGES, LembarBulan(saved), request.access)
    return redirect(f"insentif:{where or HASIL}", pk=month.pk)


_FORMS: Mapping[str, type[MonthForm]] = {
    Bagian.ADMINISTRASI: AdministrasiForm,
    Bagian.PELAYANAN: PelayananForm,
    Bagian.JASPEL: JaspelForm,
}


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_POST
def ragu(request: Request, month: Pengajuan, bagian: str) -> JsonResponse:
    """What is doubtful in what is being typed, by field; nothing is written, nothing refused."""
    if bagian not in _FORMS:
        raise Http404
    form = _FORMS[bagian](request.POST)
    form.full_clean()
    return JsonResponse(part_doubts(LembarBulan(month), form.as_month()))


@protected_object(IzinInsentif.ISI, Pengajuan, related=RELATED)
@require_POST
def buka(request: Request, month: Pengajuan, bagian: str) -> HttpResponse:
    """Open a closed part in which something lacks since the month was submitted."""
    if bagian not in Bagian.values:
        raise Http404
    part = Bagian(bagian)
    try:
        open_what_lacks(month.pk, request.access, part)
    except ClosedError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"{part.label} dibuka. Lengkapi yang disebut, lalu kirim lagi.")
    return redirect(f"insentif:{part.value}", pk=month.pk)


def _require_writer(request: Request) -> None:
    if not request.access.allows(IzinInsentif.ISI):
        raise PermissionDenied


def _show(
    request: Request,
    sheet: LembarBulan,
    bagian: Bagian,
    form: MonthForm,
    more: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = month_context(request, sheet, bagian.value)
    context |= {"form": form, "bentrok": [], "tertutup": "", "ketikan": []}
    context["ragu"] = part_doubts(sheet, form.as_month())
    if isinstance(form, PelayananForm):
        context |= _achievement(sheet, form)
    return render(
        request, f"insentif/bagian_{bagian.value}.html", context | dict(more or {}), status=status
    )


def _achievement(sheet: LembarBulan, form: PelayananForm) -> dict[str, Any]:
    numbers = list(form.typed())
    found = capaian_bulan(sheet, numbers)
    by_key = {key: (target, realisasi) for key, target, realisasi in numbers}
    lines = [
        {
            "key": row.key,
            "label": row.label,
            "target": row.target,
            "realisasi": row.realisasi,
            "angka_target": by_key[row.key][0],
            "angka_realisasi": by_key[row.key][1],
            "capaian": found.by_key[row.key],
        }
        for row in form.rows
    ]
    top, bottom = found.tertinggi.as_integer_ratio()
    return {
        "baris": lines,
        "rata": found.rata,
        "tertinggi": f"{top}/{bottom}",
        "target_nol": found.target_nol,
    }


def _conflict(
    request: Request, month: Pengajuan, bagian: Bagian, form: MonthForm, fault: ConflictError
) -> HttpResponse:
    """Both values side by side; sending the form again now means: mine."""
    month.refresh_from_db()
    again = request.POST.copy()
    again["versi"] = str(month.versi)
    both = _both_services(form, fault) if isinstance(form, PelayananForm) else _both(form, fault)
    mine = type(form)(again, initial=form.initial)
    mine.is_valid()
    return _show(request, LembarBulan(month), bagian, mine, {"bentrok": both}, status=CONFLICT)


def _both(form: MonthForm, fault: ConflictError) -> list[dict[str, str]]:
    return [
        {
            "label": str(form[name].label),
            "anda": _written(form, name, value),
            "tersimpan": _written(form, name, fault.stored[name]),
        }
        for name, value in form.values.items()
        if value != fault.stored[name]
    ]


def _both_services(form: PelayananForm, fault: ConflictError) -> list[dict[str, str]]:
    labels = nama_pelayanan()
    return [
        {
            "label": f"{labels[key]}, {what}",
            "anda": _written(form, f"{key}_{what}", pair[place]),
            "tersimpan": _written(
                form, f"{key}_{what}", fault.stored[key][place] if key in fault.stored else None
            ),
        }
        for key, pair in form.pairs.items()
        for place, what in enumerate(("target", "realisasi"))
        if pair[place] != fault.stored.get(key, (None, None))[place]
    ]


def _typed(form: MonthForm, stored: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was entered and not kept, so that it can be copied."""
    return [
        {"label": str(form[name].label), "value": _written(form, name, value)}
        for name, value in form.values.items()
        if value != stored.get(name)
    ]


def _written(form: MonthForm, name: str, value: int | None) -> str:
    field: Any = form.fields[name]
    return "kosong" if value is None else f"{field.prefix}{field.prepare_value(value)}"


@protected_object(IzinInsentif.LIHAT, Pengajuan, related=RELATED)
def berkas(request: Request, month: Pengajuan) -> HttpResponse:
    """Supporting files (Pasal 11A ayat (8) huruf d): list, upload, take off."""
    form = BerkasForm()
    status, closed = 200, ""
    if request.method == "POST":
        _require_writer(request)
        form = BerkasForm(request.POST, request.FILES)
        status = FAULTY
        if form.is_valid():
            data = form.cleaned_data
            try:
                isian.add_berkas(month.pk, request.access, data["jenis"], data["berkas"])
            except ClosedError as fault:
                month.refresh_from_db()
                status, closed = CONFLICT, str(fault)
            else:
                messages.success(request, f"Berkas “{data['berkas'].name}” tersimpan.")
                return redirect("insentif:berkas", pk=month.pk)
    sheet = LembarBulan(month)
    context = month_context(request, sheet, Bagian.BERKAS.value)
    context |= {"form": form, "tertutup": closed, "baris": sheet.berkas}
    return render(request, "insentif/bagian_berkas.html", context, status=status)


@protected_object(IzinInsentif.ISI, Pengajuan)
@require_POST
def berkas_lepas(request: Request, month: Pengajuan, berkas: int) -> HttpResponse:
    """Take a file off the month; what was stored stays as proof."""
    try:
        isian.remove_berkas(month.pk, request.access, berkas)
    except ClosedError as fault:
        messages.error(request, str(fault))
    except BerkasPendukung.DoesNotExist as fault:
        raise Http404 from fault
    else:
        messages.success(request, "Berkas dilepas dari bulan ini.")
    return redirect("insentif:berkas", pk=month.pk)
