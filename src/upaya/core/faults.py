"""What people see when something goes wrong. These pages need no database, session or context."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import loader

_PLAIN = "Ada gangguan di pihak kami. Coba lagi beberapa saat."


def _page(status: int) -> HttpResponse:
    return HttpResponse(loader.render_to_string(f"{status}.html"), status=status)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or what was sent cannot be read."""
    return _page(400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role does not include this."""
    return _page(403)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or another unit's object."""
    return _page(404)


def too_large(_request: HttpRequest) -> HttpResponse:
    """413: more than any form of ours sends."""
    return _page(413)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: even without collected static files there is a sentence to read."""
    try:
        return _page(500)
    except Exception:  # noqa: BLE001 - the last page has nobody behind it
        return HttpResponse(_PLAIN, status=500, content_type="text/plain; charset=utf-8")
