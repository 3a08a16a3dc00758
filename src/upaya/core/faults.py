"""What people see when something goes wrong. These pages need no database and no session.

Where there is one, the page says whose it is, so that what was typed can be found again.
"""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from upaya.core.addresses import person_mark
from upaya.core.space import FULL, is_full

_PLAIN = "Ada gangguan di pihak kami. Coba lagi beberapa saat."


def _page(request: HttpRequest, status: int) -> HttpResponse:
    context = {"orang_tanda": _mark(request)}
    return HttpResponse(loader.render_to_string(f"{status}.html", context), status=status)


def _mark(request: HttpRequest) -> str:
    try:
        return person_mark(request)
    except Exception:  # noqa: BLE001 - the session or the database may be what failed
        return ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or what was sent cannot be read."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role does not include this."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or another unit's object."""
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any form of ours sends."""
    return _page(request, 413)


def no_space(request: HttpRequest) -> HttpResponse:
    """507: there is no room left, on the disk or in the database."""
    try:
        return _page(request, 507)
    except Exception:  # noqa: BLE001 - a template may need what is full
        return HttpResponse(FULL, status=507, content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: even without collected static files there is a sentence to read.

    A full disk is said as such (507): nothing of what was sent is kept.
    """
    fault = sys.exc_info()[1]
    if fault is not None and is_full(fault):
        return no_space(request)
    try:
        return _page(request, 500)
    except Exception:  # noqa: BLE001 - the last page has nobody behind it
        return HttpResponse(_PLAIN, status=500, content_type="text/plain; charset=utf-8")
