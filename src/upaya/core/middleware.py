"""What holds for every request: one log line, a limit on its size, no copy left in a browser."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from upaya.core import audit, faults, metrics
from upaya.core.once import remembering

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
        took = time.perf_counter_ns() - started
        metrics.answered(match.view_name if match else "", response.status_code, took / 1e9)
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": match.view_name if match else "",
                "status": response.status_code,
                "ms": took // 1_000_000,
                "user": getattr(getattr(request, "user", None), "pk", None),
            },
        )
        return response


class OnceMiddleware:
    """One request asks the database once for what `once` reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Remember while the rest answers."""
        with remembering():
            return self.get_response(request)


_PROTECTED = {
    # No page of ours asks a device for its camera, place or microphone: no script that slipped in
    # may either. A form that takes a photo opens the phone's own camera, which this does not touch.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), display-capture=(), "
    "payment=(), usb=(), bluetooth=(), serial=(), hid=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ProtectedAnswersMiddleware:
    """What no other middleware says of every answer, static files and refusals included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say it unless the view said something itself."""
        response = self.get_response(request)
        for name, value in _PROTECTED.items():
            response.headers.setdefault(name, value)
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


class FrontDoorMiddleware:
    """A host that a district gives to the public opens with the page that settings name for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only the bare address is led on; every other page answers under any host."""
        if request.path == "/" and settings.FRONT_DOORS:
            name = request.get_host().partition(":")[0].lower()
            if (page := settings.FRONT_DOORS.get(name)) is not None:
                return HttpResponseRedirect(page)
        return self._get_response(request)


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


class DownloadsMiddleware:
    """What leaves as a file stands in the audit, whoever wrote the view.

    A view that records its own download says more; then nothing is added.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Record it when nothing was recorded on the way."""
        with audit.watched() as recorded:
            response = self.get_response(request)
        if request.method == "GET" and not recorded and _leaves(request, response):
            self._record(request)
        return response

    def _record(self, request: HttpRequest) -> None:
        match = request.resolver_match
        assert match is not None  # noqa: S101 - a view answered
        detail = {"halaman": match.view_name, "cara": request.GET.get("ekspor", "")[:8] or None}
        detail |= {name: str(value)[:40] for name, value in match.kwargs.items()}
        with transaction.atomic():
            audit.record(
                "berkas.keluar",
                cast("AbstractBaseUser", request.user),
                access=getattr(request, "access", None),
                actor_id=request.user.pk,
                detail=detail,
            )


def _leaves(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody who is signed in takes a file away."""
    kept = str(response.get("Content-Disposition", ""))
    user = getattr(request, "user", None)
    return (
        response.status_code == 200  # noqa: PLR2004 - it is there
        and kept.startswith("attachment")
        and user is not None
        and user.is_authenticated
        and request.resolver_match is not None
    )
