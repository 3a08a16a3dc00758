"""Who has shown ticket and birth date: a family, for a quarter of an hour, in its own session.

The session holds the key of the request and the moment, never the birth date.
"""

from __future__ import annotations

import time

from django.http import HttpRequest

from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import RELATED

_KEY = "keluarga_miskol"
SECONDS = 15 * 60


def remember(request: HttpRequest, pk: int) -> None:
    """This browser speaks for the family of a request from now on; under a new session key."""
    request.session.cycle_key()
    request.session[_KEY] = [pk, int(time.time()) + SECONDS]


def family(request: HttpRequest) -> Permohonan | None:
    """The request whose family this is; None when nobody showed it, or too long ago."""
    held = request.session.get(_KEY)
    if not held:
        return None
    pk, until = held
    if until < time.time():
        forget(request)
        return None
    found: Permohonan | None = Permohonan.objects.filter(pk=pk).select_related(*RELATED).first()
    return found


def forget(request: HttpRequest) -> None:
    """The next person at this phone begins anew."""
    request.session.pop(_KEY, None)
