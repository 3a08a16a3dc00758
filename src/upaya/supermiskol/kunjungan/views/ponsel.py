"""Pages of the phone: the shell that opens without a line, its worker, what it takes and sends."""

from __future__ import annotations

from uuid import UUID

from csp.decorators import csp_update
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.alur.page_frame import CONFLICT, FAULTY
from upaya.core import cangkang, foto
from upaya.core.access import Request
from upaya.core.addresses import person_mark
from upaya.core.guard import protected, protected_object, public
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan import ponsel
from upaya.supermiskol.permohonan.models import Permohonan

_STORE = "upaya-cangkang-1"


@public("cangkang tanpa data: dibuka ponsel tanpa sinyal, isinya diambil sesudah masuk")
@require_safe
@csp_update({"worker-src": ["'self'"]})
def lapangan(request: HttpRequest) -> HttpResponse:
    """The shell: the same bytes for everybody, so that a phone may keep it."""
    return cangkang.page(request, "supermiskol/lapangan.html")


@public("berkas tetap tanpa data: pekerja yang menyimpan cangkang di ponsel")
@require_safe
def pekerja(_request: HttpRequest) -> HttpResponse:
    """The service worker: one static file under its own policy."""
    return cangkang.worker(reverse("miskol:lapangan"), _STORE)


@protected(IzinSupermiskol.KUNJUNGI)
@require_safe
def lapangan_bawa(request: Request) -> HttpResponse:
    """What a phone takes along while there is a line, and the token to send with."""
    return JsonResponse(
        {
            "orang": person_mark(request),
            "csrf": get_token(request),
            "keluarga": ponsel.to_take(request.access),
        }
    )


@protected_object(IzinSupermiskol.KUNJUNGI, Permohonan)
@require_POST
def lapangan_kirim(request: Request, case: Permohonan) -> HttpResponse:
    """One part: the answers (`isi`) or a picture (`foto`). The answer is a receipt."""
    try:
        uuid = UUID(request.POST.get("uuid", ""))
    except ValueError:
        return _refused("Nomor kunjungan tidak dapat dibaca.", FAULTY)
    photo = request.FILES.get("foto")
    try:
        if photo is not None:
            sent = ponsel.receive_photo(
                case.pk, request.access, uuid, photo, foto.small_of(request)
            )
        else:
            sent = ponsel.receive(case.pk, request.access, uuid, request.POST.get("isi", ""))
    except ValidationError as refused:
        return _refused(" ".join(refused.messages), FAULTY)
    except ponsel.LainIsiError as refused:
        return _refused(str(refused), CONFLICT)
    return JsonResponse(ponsel.receipt(sent))


def _refused(said: str, status: int) -> HttpResponse:
    return JsonResponse({"pesan": said}, status=status)
