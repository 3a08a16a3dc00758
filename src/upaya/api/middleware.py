"""In whose name a program acts that comes with a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from upaya.api.services import find

_BEARER = "Bearer "


class KeyMiddleware:
    """Sets `request.key` and `request.access` at addresses for programs, and nowhere else.

    A key opens no page, and a session opens no address for programs: a page of somebody else's
    that makes a browser send its cookie here gets nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the address is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> None:
        """Look at the key."""
        declared = getattr(view, "declaration", None)
        if declared is None or not declared.key:
            return
        request.key = request.access = None  # type: ignore[attr-defined]
        head = request.headers.get("Authorization", "")
        found = find(head.removeprefix(_BEARER)) if head.startswith(_BEARER) else None
        if found is not None:
            key, member = found
            request.key, request.access = key, member.access()  # type: ignore[attr-defined]
            request.user = member.user
