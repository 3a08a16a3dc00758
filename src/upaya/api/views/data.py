"""The addresses for programs: lists of rows, one row, and the description of both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from upaya.api.models import KunciApi
from upaya.api.openapi import MOST, USUAL, describe, offer_of
from upaya.core import audit
from upaya.core.digits import LARGEST, number_in
from upaya.core.guard import public
from upaya.core.kamus import uraian
from upaya.core.keyed import KeyRequest, Refused, keyed, require
from upaya.core.offers import Field, Offer

_UNREADABLE, _MISSING = 422, 404


@public("uraian alamat untuk program lain; tidak ada data di dalamnya")
@require_safe
def description(_request: HttpRequest) -> HttpResponse:
    """The description in OpenAPI."""
    return JsonResponse(describe(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@public("kamus data: nama tabel dan isiannya, seperti dalam dokumentasi; tidak ada data")
@require_safe
def dictionary(_request: HttpRequest) -> HttpResponse:
    """Every table with its columns, written from the models."""
    return HttpResponse(_dictionary(), content_type="application/json")


@cache
def _dictionary() -> bytes:
    """The same for everybody and as long as the process lives: written down once."""
    return json.dumps(uraian(), ensure_ascii=False).encode()


@keyed(None)
@require_safe
def listed(request: KeyRequest, sistem: str, nama: str) -> HttpResponse:
    """Rows of a list after a given one, narrowed by what was asked; recorded in the audit."""
    offer = _offer(request, sistem, nama)
    after, size, wanted = _asked(offer, request.GET)
    rows = offer.rows(request.access.scope, wanted).filter(pk__gt=after)
    found = list(rows.values("pk", *offer.sources)[: size + 1])
    more, found = len(found) > size, found[:size]
    _record(request, offer, len(found))
    return JsonResponse(
        {"data": offer.plain(found), "berikutnya": found[-1]["pk"] if more else None}
    )


@keyed(None)
@require_safe
def one_row(request: KeyRequest, sistem: str, nama: str, nomor: int) -> HttpResponse:
    """One row of a list, when it lies within reach."""
    offer = _offer(request, sistem, nama)
    rows = offer.rows(request.access.scope, {})
    found = list(rows.filter(pk=min(nomor, LARGEST)).values("pk", *offer.sources))
    if not found:
        raise Refused(_MISSING, "Tidak ada baris itu dalam jangkauan kunci ini.")
    _record(request, offer, 1)
    return JsonResponse(offer.plain(found)[0])


def _offer(request: KeyRequest, system: str, name: str) -> Offer:
    found = offer_of(system, name)
    if found is None:
        raise Refused(_MISSING, "Tidak ada daftar bernama itu.")
    require(request, found.permission)
    return found


def _record(request: KeyRequest, offer: Offer, count: int) -> None:
    with transaction.atomic():
        audit.record(
            "api.baca",
            KunciApi(pk=request.key.pk),
            access=request.access,
            detail={"daftar": offer.code, "banyak": count},
        )


def _asked(offer: Offer, said: QueryDict) -> tuple[int, int, Mapping[str, Any]]:
    """What a caller wrote behind the question mark; Refused for what cannot be read."""
    unknown = [name for name in said if name not in {"setelah", "batas", *offer.narrows}]
    doubled = [name for name in said if len(said.getlist(name)) > 1]
    if unknown or doubled:
        raise Refused(_UNREADABLE, f"Tidak dikenal atau ganda: {', '.join([*unknown, *doubled])}.")
    after = _whole("setelah", said.get("setelah", "0"), 0, LARGEST)
    size = _whole("batas", said.get("batas", str(USUAL)), 1, MOST)
    asked = [name for name in offer.narrows if name in said]
    wanted = {name: _read(offer.by_name[name], said.get(name, "")) for name in asked}
    return after, size, wanted


def _whole(name: str, text: str, least: int, most: int) -> int:
    found = number_in(text, most)
    if found is None or found < least:
        raise Refused(_UNREADABLE, f"{name}: bilangan bulat dari {least} sampai {most}.")
    return found


def _read(field: Field, text: str) -> Any:  # noqa: ANN401 - a value of its kind
    try:
        if field.kind == "tanggal":
            return date.fromisoformat(text)
        if field.kind == "waktu":
            return datetime.fromisoformat(text)
    except ValueError:
        raise Refused(_UNREADABLE, f"{field.name}: tanggal seperti 2022-08-31.") from None
    if field.kind in ("bulat", "rupiah"):
        return _whole(field.name, text, 0, LARGEST)
    if field.kind == "ya":
        if text not in ("true", "false"):
            raise Refused(_UNREADABLE, f"{field.name}: true atau false.")
        return text == "true"
    if "\x00" in text:
        raise Refused(_UNREADABLE, f"{field.name}: memuat huruf yang tidak dapat disimpan.")
    return text
