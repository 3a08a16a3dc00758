"""Addresses in FHIR R4: what they answer stands in `exchange.jamkesda.fhir_write`."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import audit, clock
from upaya.core.guard import public
from upaya.core.keyed import KeyRequest, keyed
from upaya.exchange.jamkesda import fhir
from upaya.exchange.jamkesda.fhir import CONTENT_TYPE, Resource
from upaya.exchange.jamkesda.fhir_read import read_claim, read_question
from upaya.exchange.jamkesda.fhir_write import claim, claim_response, coverage, eligibility
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis
from upaya.jamkesda.fhir.queries import BASE, claim_of, jawaban, tanggungan, tempat
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.klaim.masuk import kirim, unit_sendiri
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.surat.queries import Hak, cek
from upaya.rules.errors import Fault
from upaya.rules.roles import Reach

_CODES = {401: "login", 403: "forbidden", 404: "not-found", 429: "throttled"}
_OK, _CREATED, _MISSING, _WRONG = 200, 201, 404, 422


def _answer(resource: Resource, status: int = _OK) -> HttpResponse:
    return JsonResponse(resource, status=status, content_type=CONTENT_TYPE)


def _refuse(status: int, sentence: str) -> HttpResponse:
    outcome = fhir.operation_outcome([("", sentence)], _CODES.get(status, "invalid"))
    return _answer(outcome, status)


def _faults(faults: Iterable[Fault]) -> HttpResponse:
    said = [(one.letak, f"{one.letak}: {one.pesan}" if one.letak else one.pesan) for one in faults]
    return _answer(fhir.operation_outcome(said), _WRONG)


@public("uraian alamat FHIR; tidak ada data di dalamnya")
@require_safe
def metadata(_request: HttpRequest) -> HttpResponse:
    """What is answered here."""
    return _answer(fhir.capability(tempat(), clock.today().isoformat()))


@public("kode alasan klaim; tabelnya terbit dalam dokumentasi")
@require_safe
def reasons(_request: HttpRequest) -> HttpResponse:
    """The codes of reasons."""
    return _answer(fhir.alasan_klaim(tempat()))


# ------------------------------------------------------------------ cover
@keyed(IzinJamkesda.CEK, refuse=_refuse)
@require_safe
def cover(request: KeyRequest, kartu: str) -> HttpResponse:
    """The cover of a card; one that was merged leads to the one that counts."""
    found = _member(request, kartu)
    if found is None:
        return _refuse(_MISSING, "Tidak ada kartu bernomor itu di kabupaten ini.")
    return _answer(coverage(tempat(), tanggungan(found)))


@keyed(IzinJamkesda.CEK, refuse=_refuse)
@require_POST
def question(request: KeyRequest) -> HttpResponse:
    """Whether care of today would be paid for; who asked is recorded, as at the counter."""
    asked, faults = read_question(request.body)
    if asked is None:
        return _faults(faults)
    found = _member(request, asked.nomor)
    said = tanggungan(found) if found else None
    return _answer(eligibility(tempat(), said, asked.pengenal, asked.nomor, clock.now()))


def _member(request: KeyRequest, nomor: str) -> Hak | None:
    scope = request.access.scope
    district = scope.kabupaten or ""
    found = cek(district, scope.unit if scope.reach is Reach.UNIT else None, nomor)
    if found is not None:
        with transaction.atomic():
            audit.record(
                IzinJamkesda.CEK, found.peserta, access=request.access, kabupaten=district,
                detail={"kunci": request.key.pk},
            )  # fmt: skip
    return found


# ------------------------------------------------------------------ claims
@keyed(IzinKlaim.AJUKAN, refuse=_refuse)
@require_POST
def send(request: KeyRequest) -> HttpResponse:
    """Judge and store a claim; sent again it is the same claim, answered with 200."""
    return _sent(request, whole=True)


@keyed(IzinKlaim.AJUKAN, refuse=_refuse)
@require_POST
def submit(request: KeyRequest) -> HttpResponse:
    """The same, answered with what the checks left of it."""
    return _sent(request, whole=False)


def _sent(request: KeyRequest, *, whole: bool) -> HttpResponse:
    written, faults = read_claim(request.body)
    if written is None:
        return _faults(faults)
    try:
        new, found = _stored(request, written)
    except ValidationError as refusal:
        return _faults(Fault("", sentence) for sentence in refusal.messages)
    said = jawaban(found)
    resource = claim(tempat(), said) if whole else claim_response(tempat(), said)
    answer = _answer(resource, _CREATED if new else _OK)
    answer["Location"] = f"{BASE}/Claim/{found.pk}"
    return answer


def _stored(request: KeyRequest, written: KlaimTertulis) -> tuple[bool, Klaim]:
    done = kirim(request.access, unit_sendiri(request.access), [written])
    return bool(done.baru), (done.baru or done.sudah)[0]


@keyed(IzinKlaim.LIHAT, refuse=_refuse)
@require_safe
def one_claim(request: KeyRequest, nomor: int) -> HttpResponse:
    """A claim as it was written."""
    found = claim_of(request.access, nomor)
    return _answer(claim(tempat(), jawaban(found))) if found else _no_claim()


@keyed(IzinKlaim.LIHAT, refuse=_refuse)
@require_safe
def one_answer(request: KeyRequest, nomor: int) -> HttpResponse:
    """What became of a claim."""
    found = claim_of(request.access, nomor)
    return _answer(claim_response(tempat(), jawaban(found))) if found else _no_claim()


def _no_claim() -> HttpResponse:
    return _refuse(_MISSING, "Tidak ada klaim itu dalam jangkauan kunci ini.")
