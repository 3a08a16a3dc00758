"""The mark of a browser: who wrote without an account is known again, here and nowhere else.

The browser keeps a random mark, we keep its keyed hash.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse

from upaya.core.crypto import blind_index
from upaya.core.limits import Limit

_NAME, _YEAR = "tamu", 365 * 24 * 60 * 60
DOWNLOADS = Limit("komunitas-unduh", amount=30, seconds=60)
"""Papers that anybody may have: each is read and checked whole."""
TOO_MANY_DOWNLOADS = "Terlalu banyak unduhan dari alamat ini. Coba lagi semenit lagi."


def known(request: HttpRequest) -> str:
    """The hash of this browser's mark, "" without one."""
    return hash_of(request.COOKIES.get(_NAME, ""))


def hash_of(mark: str) -> str:
    """What is kept of a mark."""
    return blind_index(mark, "komunitas:tamu")


def mark_for(request: HttpRequest) -> str:
    """The mark that this browser has, or a new one for `keep`."""
    return request.COOKIES.get(_NAME) or secrets.token_urlsafe(24)


def keep(request: HttpRequest, answer: HttpResponse, mark: str) -> HttpResponse:
    """Give the mark to the browser, out of reach of scripts."""
    answer.set_cookie(_NAME, mark, _YEAR, httponly=True, secure=request.is_secure(), samesite="Lax")
    return answer


def forget(answer: HttpResponse) -> HttpResponse:
    """The next person at this device begins anew."""
    answer.delete_cookie(_NAME, samesite="Lax")
    return answer
