"""Pages of one activity of a plan: a new one, as it is from now on, taken out."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from upaya.alur.page_frame import CONFLICT, FAULTY, case_trail
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.program.services import program_of
from upaya.bok.rencana import services
from upaya.bok.rencana.forms import KegiatanForm, RincianForm, line_forms
from upaya.bok.rencana.models import KegiatanRencana, Rencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.road import RELATED
from upaya.bok.rencana.seat import Seat, parts_of_pagu, writes
from upaya.core.access import Request
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal
from upaya.core.guard import View, protected_object
from upaya.rules.bok.program import milik
from upaya.rules.bok.road import DITETAPKAN


def adding(seat: Seat) -> View:
    """A new activity."""

    @protected_object(seat.write, seat.model, related=RELATED)
    @require_http_methods(["GET", "HEAD", "POST"])
    def tambah(request: Request, plan: Rencana) -> HttpResponse:
        return _activity(seat, request, BacaanRencana(plan), None)

    return tambah


def changing(seat: Seat) -> View:
    """An activity as it is from this version on: written into the version that is open."""

    @protected_object(seat.write, seat.activity, related=("rencana__puskesmas",))
    @require_http_methods(["GET", "HEAD", "POST"])
    def ubah(request: Request, row: KegiatanRencana) -> HttpResponse:
        plan = _being_written(seat, row)
        if plan is None:
            messages.warning(request, "Rencana ini sudah ditetapkan; mulai perubahan lebih dahulu.")
            return redirect(seat.to("rinci"), row.rencana_id)
        reading = BacaanRencana(plan)
        standing = next((one for one in reading.kegiatan if one.kunci == row.kunci), None)
        if standing is None:
            raise Http404
        return _activity(seat, request, reading, standing)

    return ubah


def removing(seat: Seat) -> View:
    """Take an activity out from this version on."""

    @protected_object(seat.write, seat.activity, related=("rencana__puskesmas",))
    @require_POST
    def hapus(request: Request, row: KegiatanRencana) -> HttpResponse:
        plan = _being_written(seat, row) or row.rencana
        try:
            services.remove_activity(plan.pk, request.access, row.kunci)
        except services.TertutupError as refused:
            messages.error(request, str(refused))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, f"{row.nama} dikeluarkan dari rencana.")
        return redirect(seat.to("rinci"), plan.pk)

    return hapus


def _being_written(seat: Seat, row: KegiatanRencana) -> Rencana | None:
    """The version of this plan that is open; None while none is."""
    rows: QuerySet[Rencana] = seat.model.objects.filter(
        ~Q(status=DITETAPKAN), puskesmas=row.rencana.puskesmas_id, tahun=row.rencana.tahun
    )
    return rows.select_related(*RELATED).order_by("-nomor").first()


def _activity(
    seat: Seat, request: Request, reading: BacaanRencana, row: KegiatanRencana | None
) -> HttpResponse:
    plan, status = reading.subject, 200
    data = request.POST if request.method == "POST" else None
    rules = reading.ketetapan.rencana
    own = program_of(request.access)
    menu = [line for line in rules.menu.values() if milik(own, line.kode)] if rules else []
    form = KegiatanForm(data, row=row, menu=menu)
    prices = _prices(plan, row)
    lines = line_forms(data, row, prices)
    if data is not None:
        whole = all([form.is_valid(), *(line.is_valid() for line in lines)])
        saved = _saved(request, plan, form, lines, row) if whole else None
        if saved is not None:
            return redirect(plan.get_absolute_url())
        status = FAULTY if form.errors or any(line.errors for line in lines) else CONFLICT
    context = {
        "case": plan,
        "form": form,
        "lines": lines,
        "row": row,
        "faults": _faults(lines),
        "trail": case_trail(seat.pages, plan, row.nama if row else "Tambah kegiatan"),
        "komponen": parts_of_pagu(reading),
        "milik": json.dumps(_components(reading)),
        "lain": json.dumps(_elsewhere(reading, row)),
        "harga": json.dumps({key: price.harga for key, price in prices.items()}),
        "catatan": [note for note in reading.catatan if row and note.kegiatan == str(row.pk)],
        "tertutup": "" if writes(seat, request, reading) else _why_closed(reading),
    }
    return render(request, "bok/kegiatan_rencana.html", context, status=status)


def _why_closed(reading: BacaanRencana) -> str:
    return (
        reading.ketetapan.mengapa_tidak
        or reading.jendela_tertutup()
        or f"Rencana ini berstatus “{reading.subject.state.label}”, jadi isinya tidak dapat diubah."
    )


def _saved(
    request: Request,
    plan: Rencana,
    form: KegiatanForm,
    lines: list[RincianForm],
    row: KegiatanRencana | None,
) -> KegiatanRencana | None:
    """The activity as it is stored; None when the person was told why not."""
    before = (row.pk, row.versi) if row else None
    try:
        made = services.save_activity(
            plan.pk,
            request.access,
            row.kunci if row else None,
            form.values,
            [line.line for line in lines if not line.empty],
            seen_versi=form.cleaned_data["versi"],
        )
    except ValidationError as refused:
        show_refusal(form, refused)
        return None
    except (services.TertutupError, services.BentrokError) as refused:
        messages.error(request, str(refused))
        return None
    same = before == (made.pk, made.versi)
    messages.success(request, SAME if same else f"{made.nama} tersimpan.")
    return made


def _prices(plan: Rencana, row: KegiatanRencana | None) -> dict[str, HargaSatuan]:
    """The prices that can be chosen, by key."""
    return {str(price.pk): price for price in services.prices_of(plan, [row] if row else [])}


def _faults(lines: list[RincianForm]) -> list[dict[str, str]]:
    """What is wrong in the lines, for the summary at the top."""
    return [
        {"text": f"Baris {n}, {form[name].label}: {text}", "href": f"#{form[name].auto_id}"}
        for n, form in enumerate(lines, 1)
        for name, texts in form.errors.items()
        for text in texts
    ]


def _components(reading: BacaanRencana) -> dict[str, str]:
    rules = reading.ketetapan.rencana
    return {code: line.komponen for code, line in rules.menu.items()} if rules else {}


def _elsewhere(reading: BacaanRencana, row: KegiatanRencana | None) -> dict[str, int]:
    """What the other activities plan of each part, so that the page can add this one."""
    found = dict(reading.komponen)
    parts = _components(reading)
    for one, plan in zip(reading.kegiatan, reading.rencana, strict=True):
        if row is not None and one.pk == row.pk and one.menu in parts:
            found[parts[one.menu]] -= plan.setahun
    return found
