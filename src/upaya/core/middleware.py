"""What holds for every request: one log line, a limit on its size, no copy left in a browser."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from upaya.core import faults

log = logging.getLogger("upaya.request")


class RequestLogMiddleware:
    """Method, route name, status, milliseconds, user id; never the path (it may hold a number)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the rest and write the line."""
        started = time.perf_counter_ns()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": match.view_name if match else "",
                "status": response.status_code,
                "ms": (time.perf_counter_ns() - started) // 1_000_000,
                "user": getattr(getattr(request, "user", None), "pk", None),
            },
        )
        return response


class BodyLimitMiddleware:
    """Refuses a body that no form of ours sends, before a byte of it is put on the disk.

    Django limits fields but not files, and reads the body of anybody's POST to look for its token.
    A request without Content-Length has no body for WSGI.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413 when it is too large."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.REQUEST_MAX_SIZE:
            return faults.too_large(request)
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Pages of somebody signed in are kept nowhere: computers of a puskesmas are shared.

    Without it the back button shows them after signing out. Files under their own name, whose
    address changes with their content, are served before this and stay cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so unless the view said something itself."""
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
