"""Pictures from a phone: one way for every form that takes them.

How a page takes it
-------------------
1. Its template puts `<c-upload :field="form.berkas" foto="kirim" />` into a multipart form. "kirim"
   sends each file by itself when the form is submitted, "segera" as soon as it is chosen (a form
   with much else in it); "kecil", which every `<c-upload>` has unless it says `foto=""`, shrinks
   in place and sends with the form. `dengan="jenis"` names the fields that go along, `banyak="ya"`
   lets several be chosen at once, `lokasi="ya"` offers to keep where a picture was taken,
   `muat="ya"` opens the page anew when all are sent.
2. Its view answers the form as ever, and the script, which posts to the same address:

       if foto.asked(request):
           return foto.answer(request, "berkas", keep, ClosedError)

   `keep(sent)` calls the service and gives the StoredFile.
3. Its service, in one transaction and under the lock of its case, adds its own row to what is new:

       kept, new = foto.receive(sent, tempat=f"spj:{line.pk}", kabupaten_id=..., unit_id=...,
                                access=access)

   Without JavaScript `sent` is `foto.Kiriman(form.cleaned_data["berkas"])`.

`tempat` names where the file belongs; with `tanda` (SHA-256 of the file as the device had it) it is
unique in the database: a resend, two tabs and a file chosen again are one file. A page that lets a
file be taken away uses `files.discard`; then the same one may come again. `answers` has the
small picture for an `<img>` where `stored.kecil` is not empty.

What happens
------------
The device turns a picture upright, shrinks it (1,920 pixels on the long side, at most 300 kB) and
makes a small one; place and time stay behind. Each file is its own request with its progress, kept
sealed on the device until the receipt names it, and goes on by itself when there is a line again or
somebody signed in. The server believes nothing of it: content is checked (`sniff`), metadata is
taken off here too (`exchange.gambar`); a picture sent without JavaScript meets only that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from upaya.core import files
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.exchange import gambar

HEADER = "X-Foto"
SMALL_SIDE, SMALL_SIZE = 480, 32 * 1024
"""Pixels and bytes of a small picture at most; one that is more is left out."""
_HEAD = 256 * 1024
_MARK = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One file as it came. `tanda`: what its device knows it by, "" without JavaScript."""

    upload: UploadedFile
    tanda: str = ""
    kecil: bytes = b""
    letak: tuple[int, int] | None = None


def asked(request: HttpRequest) -> bool:
    """Whether the script sends this, one file a request, and wants a receipt."""
    return request.method == "POST" and HEADER in request.headers


def read(request: HttpRequest, name: str) -> Kiriman:
    """The file of field `name` with what was said of it; ValidationError when there is none."""
    upload = request.FILES.get(name)
    if upload is None:
        raise ValidationError("Pilih berkasnya.")
    mark = request.headers.get(HEADER, "")
    if mark and not _MARK.fullmatch(mark):
        raise ValidationError("Tanda berkas ini tidak dapat dibaca. Muat ulang halaman ini.")
    return Kiriman(upload, mark, small_of(request), _place(request, upload))


def small_of(request: HttpRequest) -> bytes:
    """The small picture, or nothing: it is a convenience, the picture itself is what counts."""
    sent = request.FILES.get("foto_kecil")
    if sent is None or not 0 < (sent.size or 0) <= SMALL_SIZE:
        return b""
    try:
        found = files.check(sent)
    except ValidationError:
        return b""
    fits = found.kind == "jpg" and found.ukuran and max(found.ukuran) <= SMALL_SIDE
    return found.body if fits else b""


def _place(request: HttpRequest, upload: UploadedFile) -> tuple[int, int] | None:
    """Where it was taken, only when whoever sent it ticked that (the script sends the head)."""
    if not request.POST.get("foto_lokasi"):
        return None
    source = request.FILES.get("foto_kepala") or upload
    source.seek(0)
    head = source.read(_HEAD)
    source.seek(0)
    return gambar.place_of(head)


def receive(
    sent: Kiriman,
    *,
    tempat: str,
    kabupaten_id: str,
    unit_id: int,
    access: Access,
    khusus: str = "",
) -> tuple[StoredFile, bool]:
    """The file at its place, and whether it is new there; inside the caller's transaction.

    `khusus` as in `files.store`. ValidationError for content that is not accepted.
    """
    keep = partial(
        files.store,
        sent.upload,
        kabupaten_id=kabupaten_id,
        unit_id=unit_id,
        access=access,
        khusus=khusus,
    )
    if not sent.tanda:
        made = keep()
        if sent.letak is not None:
            made.lintang, made.bujur = sent.letak
            made.save(update_fields=["lintang", "bujur"])
        return made, True
    before = _before(tempat, sent.tanda)
    if before is not None:
        return before, False
    asal = files.Asal(tempat, sent.tanda, sent.kecil, sent.letak)
    try:
        with transaction.atomic():
            made = keep(asal=asal)
    except IntegrityError:  # it came twice at once
        before = _before(tempat, sent.tanda)
        if before is None:
            raise
        return before, False
    return made, True


def _before(tempat: str, tanda: str) -> StoredFile | None:
    found: StoredFile | None = StoredFile.objects.filter(tempat=tempat, tanda=tanda).first()
    return found


def answer(
    request: HttpRequest,
    name: str,
    keep: Callable[[Kiriman], StoredFile],
    *refusals: type[Exception],
) -> HttpResponse:
    """The receipt of one file, or the sentence why it is not kept.

    422 for a file that will never be accepted; 409 for `refusals`: what the page says when nothing
    may be written now.
    """
    try:
        sent = read(request, name)
        kept = keep(sent)
    except ValidationError as fault:
        return JsonResponse({"pesan": " ".join(fault.messages)}, status=422)
    except refusals as fault:
        return JsonResponse({"pesan": str(fault)}, status=409)
    return JsonResponse({"tanda": sent.tanda, "nama": kept.name, "ukuran": kept.size})
