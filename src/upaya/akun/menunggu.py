"""How much waits for somebody, kept for a moment: every page asks for it, few change it.

Whatever a session writes makes it forget; what others do is seen within a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.core.cache import caches
from django.http import HttpRequest

from upaya.core import clock, inbox
from upaya.core.access import Request

KEPT = 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """All tasks of a person, and how many of them each group of the menu has."""

    total: int
    groups: dict[str, int]


def waiting(request: Request) -> Waiting:
    """The numbers beside the menu, of all hats of the person."""
    key = _key(request)
    found = cast("Waiting | None", caches["proses"].get(key))
    if found is None:
        lines = inbox.tasks(request.access, request.hats)
        found = Waiting(len(lines), inbox.counts(lines))
        caches["proses"].set(key, found, KEPT)
    return found


def forget(request: HttpRequest) -> None:
    """Something was written in this session: the numbers are counted anew."""
    if request.session.session_key:
        caches["proses"].delete(_key(request))


def _key(request: HttpRequest) -> str:
    return f"menunggu:{request.session.session_key}:{clock.today()}"
