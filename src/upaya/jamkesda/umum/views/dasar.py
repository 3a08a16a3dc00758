"""What the pages for everybody have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from upaya.core.answers import open_page
from upaya.core.limits import Limit
from upaya.core.navigation import trail
from upaya.jamkesda.umum.queries import Tempat

TITLE = "Jamkesda"


def page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """One of the templates of this room, about a person or asking about one."""
    return open_page(request, f"jamkesda/umum/{name}.html", context, status)


def notice(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """One of those that tell everybody the same: who looks for the programme finds it."""
    return open_page(request, f"jamkesda/umum/{name}.html", context, findable=True)


def wait(request: HttpRequest, limit: Limit) -> HttpResponse:
    """Too many questions from one address, or about one person."""
    response = page(request, "tunggu", {"menit": limit.seconds // 60}, 429)
    response["Retry-After"] = str(limit.seconds)
    return response


def way(tempat: Tempat, here: str) -> list[dict[str, str]]:
    """From the first page of the district to this one."""
    first = reverse("jamkesda:umum", args=[tempat.kode])
    return trail((f"{TITLE} {tempat.nama}", first), here=here)
