"""Answers whose headers are said once: a file to keep, somebody else's file, a page for anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header

from upaya.core import files
from upaya.core.models import StoredFile

_SANDBOX = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
"""For bodies that somebody else wrote: a browser that opens one all the same runs nothing."""


def attachment(
    body: bytes, content_type: str, name: str, more: Mapping[str, str] | None = None
) -> HttpResponse:
    """A file to keep, called `name`: never shown inside our pages, kept by no cache."""
    said = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": said, "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=content_type, headers=headers | dict(more or {}))


def stored_attachment(stored: StoredFile) -> HttpResponse:
    """What somebody uploaded, in a sandbox; Http404 when it is gone or no longer what it was."""
    try:
        body = files.read(stored)
    except files.FileDamagedError as fault:
        raise Http404 from fault
    return attachment(body, files.TYPES[stored.kind], stored.name, _SANDBOX)


def kept_attachment(path: str, mark: str, kind: str, name: str) -> HttpResponse:
    """What somebody without an account uploaded, in the same sandbox; Http404 when it is gone."""
    try:
        body = files.read_kept(path, mark)
    except files.FileDamagedError as fault:
        raise Http404 from fault
    return attachment(body, files.TYPES[kind], name, _SANDBOX)


def small_picture(stored: StoredFile) -> HttpResponse:
    """The small picture beside it, for an `<img>` of ours; Http404 when there is none."""
    try:
        body = files.read_small(stored)
    except files.FileDamagedError as fault:
        raise Http404 from fault
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store", **_SANDBOX}
    return HttpResponse(body, content_type=files.TYPES["jpg"], headers=headers)


def open_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
    *,
    findable: bool = False,
) -> HttpResponse:
    """A page for somebody who is not signed in: kept by nobody.

    No search engine may find it either, unless it is `findable`: the same for everybody, with
    nothing in it or asked by it that is about a person.
    """
    response = render(request, template, dict(context), status=status)
    add_never_cache_headers(response)
    if not findable:
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
