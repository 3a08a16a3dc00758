"""The membership a signed-in person acts under, and the second factor that a role demands."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from upaya.akun import menunggu, queries
from upaya.akun.models import Membership, User

SESSION_KEY = "keanggotaan"
BEGAN_KEY = "masuk_pada"
"""Seconds since 1970 at which somebody signed in here; a new session key takes it along."""
SEEN_EVERY = 300  # seconds

# What somebody may reach whose role obliges to a second factor that is not set up yet.
BEFORE_TOTP = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout"})


def active_membership(request: HttpRequest, valid: Sequence[Membership]) -> Membership | None:
    """The chosen membership while it is in force, else the first one that is, else None."""
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in valid if m.pk == chosen), valid[0] if valid else None)


class SessionSeenMiddleware:
    """Notes when a session was last used, at most every five minutes in each process.

    One on which nothing happened for long is ended: computers of a puskesmas are shared. So is one
    that somebody signed in to too long ago, however much was done in it: each save of a session
    would begin its time anew, and a cookie that was taken would live for ever.

    allauth's own middleware writes on every request: each page would wait for the database's lock.
    So it would by asking the common cache, which is a table, whether it is time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note it when it is time to."""
        key = request.session.session_key
        if key and request.user.is_authenticated and _too_old(request):
            logout(request)
        elif (
            key
            and request.user.is_authenticated
            and caches["proses"].add(f"sesi:{key}", value=True, timeout=SEEN_EVERY)
        ):
            if _idle(key):
                logout(request)
            else:
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


def _too_old(request: HttpRequest) -> bool:
    """Whether somebody signed in here too long ago; one without a mark is given it now."""
    began = request.session.get(BEGAN_KEY)
    if began is None:
        began = request.session[BEGAN_KEY] = int(time.time())
    return bool(time.time() - began > settings.SESSION_COOKIE_AGE)


def _idle(key: str) -> bool:
    """Whether the session was last used too long ago; a new one was not used yet."""
    since = timezone.now() - timedelta(seconds=settings.SESSION_IDLE)
    return bool(UserSession.objects.filter(session_key=key, last_seen_at__lt=since).exists())


class AccessMiddleware:
    """Sets `request.access` (None when signed out or without a valid membership) and `hats`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the membership, then go on."""
        valid: list[Membership] = []
        if isinstance(request.user, User):
            valid = queries.memberships_in_force(request.user)
        membership = active_membership(request, valid)
        request.access = membership.access() if membership else None  # type: ignore[attr-defined]
        request.hats = tuple(m.access() for m in valid)  # type: ignore[attr-defined]
        request.memberships = valid  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.method == "POST":
            menunggu.forget(request)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """Send whoever owes a second factor to its set-up: any role held counts, active or not."""
        match = request.resolver_match
        if match is not None and match.view_name in BEFORE_TOTP:
            return None
        held: list[Any] = request.memberships  # type: ignore[attr-defined]
        if not queries.needs_totp(held) or any(one.ber_totp for one in held):
            return None
        return redirect("mfa_activate_totp")
