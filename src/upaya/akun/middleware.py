"""Gives each request of a signed-in person the membership they act under."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from upaya.akun.models import Membership
from upaya.core import clock

SESSION_KEY = "keanggotaan"


def active_membership(request: HttpRequest) -> Membership | None:
    """The chosen membership while it is in force, else the first one that is, else None."""
    valid = list(
        Membership.objects.valid_on(clock.today())
        .filter(user_id=request.user.pk)
        .select_related("unit")
        .order_by("pk")
    )
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in valid if m.pk == chosen), valid[0] if valid else None)


class AccessMiddleware:
    """Sets `request.access` (None when signed out or without a valid membership)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the membership, then go on."""
        membership = active_membership(request) if request.user.is_authenticated else None
        request.access = membership.access() if membership else None  # type: ignore[attr-defined]
        return self.get_response(request)
