"""The door for programs: a key in the head of a request instead of somebody who is signed in.

Who holds a key acts as its owner in one role at one unit, and only within the permissions that the
key names: scope first, then permission, as behind every other door (`core.guard`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from upaya.core.access import Request
from upaya.core.guard import Declaration, View
from upaya.core.limits import Limit
from upaya.core.permissions import Permission

P = ParamSpec("P")
Refusal = Callable[[int, str], HttpResponse]

CALLS = Limit("kunci", amount=600, seconds=60)
"""What one key may ask for in a minute. A number of ours: it keeps the pages of people fast."""
GUESSES = Limit("kunci-salah", amount=20, seconds=60)
"""Wrong keys of one address in a minute."""

NO_KEY = "Kunci antarmuka tidak ada, salah, belum berlaku, berakhir, atau sudah dicabut."
NOT_THIS = "Kunci ini tidak mencakup permintaan itu."
TOO_OFTEN = "Terlalu sering. Coba lagi satu menit lagi."


@dataclass(frozen=True, slots=True)
class Key:
    """A key in force as a request carries it."""

    pk: int
    permissions: frozenset[str]


class KeyRequest(Request):
    """A request behind `keyed`."""

    key: Key


def said(status: int, sentence: str) -> HttpResponse:
    """A refusal as JSON."""
    return JsonResponse({"pesan": sentence}, status=status)


def keyed(
    permission: Permission | None, *, refuse: Refusal = said
) -> Callable[[Callable[Concatenate[KeyRequest, P], HttpResponseBase]], View]:
    """An address for programs. Without a permission the view asks for one itself (`require`)."""

    def mark(view: Callable[Concatenate[KeyRequest, P], HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: KeyRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                _enter(request, permission)
                return view(request, *args, **kwargs)
            except Refused as no:
                answer = refuse(no.status, no.sentence)
                if no.status == _UNKNOWN:
                    answer["WWW-Authenticate"] = 'Bearer realm="upaya"'
                return answer

        door: Any = csrf_exempt(guarded)  # a key is sent by a program, never by a browser itself
        door.declaration = Declaration(permission, reason=_WHY, key=True)
        return door  # type: ignore[no-any-return] # a view

    return mark


_WHY = "program lain datang dengan kunci, bukan dengan sesi"
_UNKNOWN, _FORBIDDEN, _OFTEN = 401, 403, 429


class Refused(Exception):  # noqa: N818 - an answer, told by `keyed`
    """What a caller is told instead of an answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def _enter(request: HttpRequest, permission: Permission | None) -> None:
    key: Key | None = getattr(request, "key", None)
    if key is None:
        raise Refused(_UNKNOWN, NO_KEY) if GUESSES.spend(request) else Refused(_OFTEN, TOO_OFTEN)
    if not CALLS.spend(request, about=str(key.pk)):
        raise Refused(_OFTEN, TOO_OFTEN)
    if permission is not None:
        require(request, permission)


def require(request: HttpRequest, permission: Permission) -> None:
    """Raise Refused unless both the key and its owner's role include it."""
    key, access = request.key, request.access  # type: ignore[attr-defined] # set by the middleware
    if permission not in key.permissions or not access.allows(permission):
        raise Refused(_FORBIDDEN, NOT_THIS)
