"""No page is over 60 kB cold: document, styles and scripts as gzip sends them; pictures apart.

The pages are those that the harvest stored in the grown world: a puskesmas of 60 officers.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Response

from tests.browser.stored import stored_pages
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest
from tests.consistency.visits import Answer
from tests.world.crowd import OFFICERS
from upaya.rules.insentif import road

pytestmark = pytest.mark.django_db

BOUND = 60_000
"""Bytes, with as many officers as an ordinary puskesmas has."""

STATUSES = (
    road.DRAF,
    road.DIAJUKAN,
    road.DISETUJUI,  # everybody's account
    road.DIREKAP,  # everybody to be sent
    road.DANA_DITRANSFER,  # some wait for the bank
    road.DIBAYAR,
)
"""Those whose pages list all officers, each in another way."""

EXCEPTIONS: dict[str, tuple[int, str]] = {
    "insentif:kegiatan": (
        66_000,
        "whoever fills the grid loads its own scripts once, and then types all day",
    ),
}
"""Pages that may weigh more, by route: bytes and reason. The only place for exceptions."""

_ASSET = re.compile(
    r"""<link\b[^>]*rel="stylesheet"[^>]*href="([^"]+)"|<link\b[^>]*href="([^"]+)"[^>]*rel="stylesheet"
    |<script\b[^>]*src="([^"]+)\"""",
    re.VERBOSE,
)
_IMPORT = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+(?:url\()?)["']([^"']+\.(?:js|css))["']"""
)


def _packed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6, mtime=0))


@cache
def _needs(url: str) -> frozenset[str]:
    """A static file and whatever it imports, as addresses."""
    name = urlsplit(url).path.removeprefix("/static/")
    found = finders.find(name)
    assert isinstance(found, str), f"{url} tidak ditemukan"
    needed = {url}
    for inner in _IMPORT.findall(Path(found).read_text("utf-8")):
        needed |= _needs(f"/static/{_beside(name, inner)}")
    return frozenset(needed)


def _beside(name: str, inner: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / inner).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@cache
def _size(url: str) -> int:
    found = finders.find(urlsplit(url).path.removeprefix("/static/"))
    assert isinstance(found, str), url
    return _packed(Path(found).read_bytes())


def _assets(html: str) -> set[str]:
    """Every style sheet and script that opening the page asks for."""
    named = {next(filter(None, groups)) for groups in _ASSET.findall(html)}
    return {needed for url in named for needed in _needs(url)}


def _weight(html: bytes) -> int:
    return _packed(html) + sum(_size(url) for url in _assets(html.decode()))


def _heaviest(crowd: Harvest) -> dict[str, tuple[int, Answer]]:
    """By route: what its heaviest page weighs."""
    weights: dict[str, tuple[int, Answer]] = {}
    for page in crowd.pages:
        weight = _weight(page.html.encode())
        if weight > weights.get(page.visit.route, (0, page))[0]:
            weights[page.visit.route] = (weight, page)
    return weights


@pytest.mark.budget(5, "every page of the grown world is packed")
def test_no_page_is_heavier_than_a_slow_line_bears(
    crowd: Harvest, chromium: Browser, context_options: dict[str, Any]
) -> None:
    weights = _heaviest(crowd)
    none_of(
        f"{page}: {weight} bita, paling banyak {_bound(name)}"
        for name, (weight, page) in weights.items()
        if weight > _bound(name)
    )
    heaviest = max(weights.values(), key=lambda found: found[0])[1]
    for page in (heaviest, weights["akun:tugas"][1]):
        _as_a_browser_counts(page, chromium, context_options)


def test_the_pages_that_were_weighed_list_everybody(crowd: Harvest) -> None:
    """All officers, in each of the statuses that list them in another way."""
    longest: dict[str, int] = {}
    for page in crowd.pages:
        rows = page.html.count("<tr")
        longest[page.visit.status] = max(rows, longest.get(page.visit.status, 0))
    assert [status for status in STATUSES if longest[status] < OFFICERS] == []


def _bound(route: str) -> int:
    return EXCEPTIONS.get(route, (BOUND, ""))[0]


def _as_a_browser_counts(page: Answer, chromium: Browser, options: dict[str, Any]) -> None:
    """What a browser really asks for is what was counted: no style or script besides."""
    asked: set[str] = set()

    def note(response: Response) -> None:
        if response.request.resource_type in {"stylesheet", "script"}:
            asked.add(urlsplit(response.url).path)

    with stored_pages(chromium, options) as stored:
        stored.tab.on("response", note)
        stored.open(page)
        stored.tab.wait_for_load_state("networkidle")
        assert list(stored.faults()) == []
    assert asked
    assert asked == {urlsplit(url).path for url in _assets(page.html)}, page
