"""Logs each request as one line without personal data."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
