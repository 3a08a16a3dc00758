"""The page of a visit, made for a phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.alur.page_frame import CONFLICT, FAULTY, case_context
from upaya.alur.writing import ClosedError
from upaya.core import foto
from upaya.core.access import Request
from upaya.core.answers import small_picture
from upaya.core.changes import SAME
from upaya.core.forms import show_refusal
from upaya.core.guard import protected_object
from upaya.core.models import StoredFile
from upaya.rules.supermiskol.road import TINJAU_ULANG
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan import services
from upaya.supermiskol.kunjungan.bentrok import DECIDED, decide
from upaya.supermiskol.kunjungan.forms import BentrokForm, KunjunganForm
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel
from upaya.supermiskol.permohonan.models import Bagian, Berkas, Permohonan
from upaya.supermiskol.permohonan.pages import PAGES, hasil
from upaya.supermiskol.permohonan.reading import RELATED, BacaanPermohonan
from upaya.supermiskol.permohonan.services import attach


@protected_object(
    IzinSupermiskol.LIHAT, Permohonan, related=RELATED, inside=(IzinSupermiskol.KUNJUNGI,)
)
@require_http_methods(["GET", "HEAD", "POST"])
def kunjungan(request: Request, case: Permohonan) -> HttpResponse:
    """A visit: a form for the two who visit while it is open, else what they saw."""
    may, status = request.access.allows(IzinSupermiskol.KUNJUNGI), 200
    if request.method == "POST" and not may:
        raise PermissionDenied
    if foto.asked(request):
        return foto.answer(request, "foto", lambda sent: _photo(request, case, sent), ClosedError)
    reading = BacaanPermohonan(case)
    form = _form(request, reading) if may and case.open_for(Bagian.KUNJUNGAN) else None
    if request.method == "POST":
        if form is None:
            messages.error(request, "Tinjau lapang tidak dapat diisi pada keadaan ini.")
            status = CONFLICT
        elif form.is_valid() and _saved(request, case, form):
            return redirect("miskol:kunjungan", pk=case.pk)
        else:
            status = FAULTY if form.errors else CONFLICT
            reading = BacaanPermohonan(case)
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.KUNJUNGAN)
    context |= {
        "form": form,
        "baca": reading,
        "hasil": hasil(reading),
        "samping": reading.samping,
        "bentrok": BentrokForm() if request.access.allows(IzinSupermiskol.BENTROK) else None,
        "foto": [one for one in reading.berkas if one.jenis == Berkas.Jenis.FOTO_RUMAH],
        "terisi": _answered(reading, form),
        "indikator": len(form.indikator) if form else 0,
    }
    return render(request, "supermiskol/kunjungan.html", context, status=status)


def _photo(request: Request, case: Permohonan, sent: foto.Kiriman) -> StoredFile:
    kept: StoredFile = attach(case.pk, request.access, Berkas.Jenis.FOTO_RUMAH, sent).stored
    return kept


def _answered(reading: BacaanPermohonan, form: KunjunganForm | None) -> int:
    visit = reading.kunjungan
    if form is None or visit is None:
        return 0
    return sum(one.kode in visit.jawaban for one in form.indikator)


def _form(request: Request, reading: BacaanPermohonan) -> KunjunganForm | None:
    """The visit of this round; after a return a new one that begins with what was answered."""
    case, visit = reading.subject, reading.kunjungan
    begun = visit if visit and visit.putaran == case.round else None
    scheme = begun.skema if begun else reading.skema_kini
    if scheme is None:
        return None
    shown = begun
    if begun is None and visit is not None:
        known = {one.kode for one in scheme.skema.dihitung}
        shown = Kunjungan(
            jawaban={k: v for k, v in visit.jawaban.items() if k in known},
            petugas_desa_id=visit.petugas_desa_id,
            petugas_tim_id=visit.petugas_tim_id,
            tanggal=visit.tanggal,
            catatan=visit.catatan,
            versi=0,
        )
        shown.uuid = services.uuid_after(visit)
    village, team = services.people_of(case)
    sent = request.method == "POST"
    return KunjunganForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        skema=scheme.skema,
        visit=shown,
        village=village,
        team=team,
        own=request.access.user_id,
    )


def _same(case: Permohonan) -> str:
    """What is said of a form that says what was there; after a return also what is waited for."""
    if case.status != TINJAU_ULANG:
        return SAME
    return (
        f"{SAME} Bila jawabannya memang benar, ubah tanggal kunjungan atau tulis catatan apa yang "
        "dilihat lagi."
    )


def _saved(request: Request, case: Permohonan, form: KunjunganForm) -> bool:
    """Whether the visit is stored; else the person was told why not."""
    said = form.cleaned_data
    try:
        made = services.write(
            case.pk, request.access, said["uuid"], form.values, seen_versi=said["versi"] or 0
        )
        if said["foto"]:
            attach(case.pk, request.access, Berkas.Jenis.FOTO_RUMAH, foto.Kiriman(said["foto"]))
    except ValidationError as refused:
        show_refusal(form, refused)
        return False
    except (ClosedError, services.BentrokError) as refused:
        messages.error(request, str(refused))
        return False
    seen = said["versi"] or 0
    written = made is not None and made.putaran == case.round and made.versi != seen
    changed = written or bool(said["foto"])
    messages.success(request, "Hasil kunjungan tersimpan." if changed else _same(case))
    return True


@protected_object(IzinSupermiskol.BENTROK, Permohonan, related=RELATED)
@require_POST
def bentrok(request: Request, case: Permohonan, kiriman: int) -> HttpResponse:
    """A word on a visit beside the one that counts."""
    form = BentrokForm(request.POST)
    reading = BacaanPermohonan(case)
    if kiriman not in {one.kiriman.pk for one in reading.samping}:
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        try:
            decide(case.pk, request.access, kiriman, putusan=said["putusan"], alasan=said["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
            reading = BacaanPermohonan(case)
            if any(one.kiriman.pk == kiriman and one.putusan for one in reading.samping):
                messages.error(request, DECIDED)  # the form is gone from the page
        else:
            messages.success(request, "Putusan tersimpan; kedua kunjungan tetap disimpan.")
            return redirect("miskol:kunjungan", pk=case.pk)
    context: dict[str, Any] = case_context(PAGES, request, reading, Bagian.KUNJUNGAN)
    context |= {
        "form": None,
        "baca": reading,
        "hasil": hasil(reading),
        "samping": reading.samping,
        "bentrok": form,
        "bentrok_untuk": kiriman,
        "foto": [one for one in reading.berkas if one.jenis == Berkas.Jenis.FOTO_RUMAH],
    }
    return render(request, "supermiskol/kunjungan.html", context, status=FAULTY)


@protected_object(IzinSupermiskol.LIHAT, FotoPonsel, related=("stored", "kiriman__permohonan"))
@require_safe
def foto_samping(request: Request, found: FotoPonsel) -> HttpResponse:
    """The small picture of one that stands beside the visit that counts."""
    return small_picture(found.stored)
