"""No page is over 60 kB cold: document, styles and scripts as gzip sends them; pictures apart."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Response
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.consistency.conftest import none_of
from tests.consistency.district import (
    District,
    Page,
    enter,
    make_district,
    open_pages,
    pages_of,
    walkers,
)
from tests.world.handle import TODAY
from upaya.rules import insentif_workflow as road
from upaya.rules.roles import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

BOUND = 60_000
OFFICERS = 60
"""Bytes, and the officers of an ordinary puskesmas."""

STATUSES = (
    road.DRAF,
    road.DIAJUKAN,
    road.DISETUJUI,  # everybody's account
    road.DIREKAP,  # everybody to be sent
    road.DANA_DITRANSFER,  # some wait for the bank
    road.DIBAYAR,
)
"""Those whose pages list all officers, each in another way."""

EXCEPTIONS: dict[str, tuple[int, str]] = {}
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


@pytest.fixture
def district(live_server: LiveServer, settings: Settings) -> District:
    settings.BUSINESS_DATE = TODAY
    return make_district(OFFICERS, statuses=STATUSES)


def _html(client: Client, page: Page, files: set[str]) -> bytes:
    """The page; b"" when it is none. An address that gives a file is noted in `files`."""
    response: Any = client.get(page.url)
    body = b"".join(response)  # read to its end, so that files are closed
    if response.status_code != 200:
        return b""
    if "text/html" not in response.headers["Content-Type"]:
        files.add(page.route.name)
        return b""
    return body


def test_no_page_is_heavier_than_a_slow_line_bears(
    district: District, chromium: Browser, live_server: LiveServer
) -> None:
    weights: dict[str, tuple[int, Page]] = {}
    clients: dict[Role | None, Client] = {}
    pages = [*open_pages(district.world)]
    pages += [page for role in walkers() for page in pages_of(district, role)]
    files: set[str] = set()
    for page in pages:
        if page.route.name in files:
            continue
        if page.role not in clients:
            clients[page.role] = enter(district.world, page.role)
        html = _html(clients[page.role], page, files)
        if html and (weight := _weight(html)) > weights.get(page.route.name, (0, page))[0]:
            weights[page.route.name] = (weight, page)
    none_of(
        [
            f"{page}: {weight} bita, paling banyak {_bound(name)}"
            for name, (weight, page) in weights.items()
            if weight > _bound(name)
        ]
    )
    heaviest = max(weights.values(), key=lambda found: found[0])[1]
    for page in (heaviest, weights["insentif:tugas"][1]):
        _as_a_browser_counts(page, district, chromium, live_server)


def _bound(route: str) -> int:
    return EXCEPTIONS.get(route, (BOUND, ""))[0]


def _as_a_browser_counts(
    page: Page, district: District, chromium: Browser, server: LiveServer
) -> None:
    """What a browser really asks for is what was counted: no style or script besides."""
    asked: set[str] = set()

    def note(response: Response) -> None:
        if response.request.resource_type in {"stylesheet", "script"}:
            asked.add(urlsplit(response.url).path)

    context = chromium.new_context()
    try:
        cookie = enter(district.world, page.role).cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": server.url}])
        tab = context.new_page()
        tab.on("response", note)
        answer = tab.goto(f"{server.url}{page.url}", wait_until="networkidle")
        assert answer is not None
        counted = {urlsplit(url).path for url in _assets(answer.text())}
    finally:
        context.close()
    assert asked
    assert asked == counted, page
