"""Every page in a real browser: axe finds nothing, the console is quiet, a phone is wide enough.

Each page is opened once at desktop and once at phone width; a further role or status only where
its page has something on it that no page before had. The pages are looked at in parts, each a test
of its own, so that none takes longer than a test may.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.chromium import watch
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
from tests.consistency.routes import Route, routes
from tests.world.handle import TODAY
from upaya.rules import insentif_workflow as road
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.roles import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
DARK_EVERY = 4
"""One page in four is looked at in the dark scheme too: the colours are the same tokens."""

ALLOWED: dict[str, frozenset[str]] = {}
"""Findings of axe that stay, by route, each to be explained here. There is none."""

_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
        ],
    },
}  # fmt: skip
_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
}
FAULTS = (
    (Role.PETUGAS, "/insentif/", 403),
    (Role.ADMIN_DINAS, "/tidak-ada/", 404),
    (None, "/tidak-ada/", 404),
)
"""Pages for what goes wrong."""

PARTS = ("bulan", "alur", "uang", "lain")


def _part_of(route: Route) -> str:
    """Which of PARTS looks at the pages of this address."""
    app, _, name = route.name.partition(":")
    if app == "insentif":
        return "alur" if name.startswith("alur_") else "bulan"
    return "uang" if app in {"pembayaran", "dasbor", "simulasi"} else "lain"


_DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Two frames later the page has been drawn anew: no colour is on its way any more."""

_TOKEN = re.compile(r"<([a-z][\w-]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""\b(class|role|type|name|aria-\w+)="([^"{]*)\"""")


def _shape(html: str) -> set[str]:
    """What a page is made of: its tags with their classes, without its words and numbers."""
    found = set()
    for tag, attributes in _TOKEN.findall(html):
        by_name = dict(_ATTRIBUTE.findall(attributes))
        found.add(f"{tag}.{by_name.get('class', '')}.{by_name.get('role', '')}")
        found |= {f"{tag}[{name}]" for name in by_name}
    return found


def _candidates(district: District, part: str) -> Iterator[Page]:
    """The pages of a part, those of a month by whoever it waits for first."""
    found = [*open_pages(district.world)]
    found += [page for role in walkers() for page in pages_of(district, role)]
    found = [page for page in found if _part_of(page.route) == part]
    yield from (page for page in found if _concerned(page))
    yield from (page for page in found if not _concerned(page))


def _concerned(page: Page) -> bool:
    """Whether the month waits for this role, or for nobody, or for whoever reads the own slip."""
    if not page.status or page.role is Role.PETUGAS:
        return True
    return INSENTIF.states[page.status].waits_for in (page.role, None)


def _different(district: District, part: str) -> tuple[list[Page], list[str]]:
    """One page per address and whichever has something new on it; the addresses never shown."""
    clients: dict[Role | None, Client] = {}
    routes: set[str] = set()
    files: set[str] = set()
    shapes: set[str] = set()
    chosen = []
    refused: dict[str, set[int]] = {}
    for page in _candidates(district, part):
        if page.route.name in files or (page.route.name in routes and not _concerned(page)):
            continue
        if page.role not in clients:
            clients[page.role] = enter(district.world, page.role)
        response: Any = clients[page.role].get(page.url)
        body = b"".join(response)  # read to its end, so that files are closed
        refused.setdefault(page.route.name, set()).add(response.status_code)
        if response.status_code != 200:
            continue
        if "text/html" not in response.headers["Content-Type"]:
            files.add(page.route.name)
            continue
        shape = _shape(body.decode())
        if page.route.name in routes and shape <= shapes:
            continue
        routes.add(page.route.name)
        shapes |= shape
        chosen.append(page)
    return chosen, [name for name, got in refused.items() if got <= {403, 404, 500}]


class Eyes:
    """One tab per role, and what they saw go wrong."""

    def __init__(self, browser: Browser, server: LiveServer, options: dict[str, Any]) -> None:
        self.browser, self.server, self.options = browser, server, options
        self.axe = Axe()
        self.faults: list[str] = []
        self.contexts: dict[Role | None, tuple[BrowserContext, Tab, list[str]]] = {}

    def tab(self, role: Role | None, district: District) -> tuple[Tab, list[str]]:
        if role not in self.contexts:
            context = self.browser.new_context(**self.options)
            if role is not None:
                cookie = enter(district.world, role).cookies["sessionid"]
                context.add_cookies(
                    [{"name": "sessionid", "value": cookie.value, "url": self.server.url}]
                )
            tab = context.new_page()
            tab.set_default_timeout(20_000)
            self.contexts[role] = (context, tab, watch(tab))
        _, tab, console = self.contexts[role]
        return tab, console

    def look(
        self, page: Page, district: District, *, dark: bool = False, wanted: int = 200
    ) -> None:
        tab, console = self.tab(page.role, district)
        tab.set_viewport_size(DESK)  # type: ignore[arg-type] # a dict of two numbers
        response = tab.goto(f"{self.server.url}{page.url}")
        if response is None or response.status != wanted:
            self.faults.append(f"{page}: {response and response.status}")
            return
        self._axe(tab, page, "meja", _OPTIONS)
        tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
        tab.evaluate(_DRAWN)
        self._axe(tab, page, "ponsel", _OPTIONS)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        if wide > PHONE["width"]:
            self.faults.append(f"{page}: {wide} px lebar pada layar {PHONE['width']} px")
        if dark:
            tab.emulate_media(color_scheme="dark")
            tab.evaluate(_DRAWN)
            self._axe(tab, page, "gelap", _COLOURS)
            tab.emulate_media(color_scheme="light")
        if wanted == 200:  # a browser writes every refused page into its console
            self.faults += [f"{page}: konsol: {text}" for text in console]
        console.clear()

    def _axe(self, tab: Tab, page: Page, how: str, options: dict[str, Any]) -> None:
        for found in self.axe.run(tab, options=options).response["violations"]:
            if found["id"] in ALLOWED.get(page.route.name, frozenset()):
                continue
            first = found["nodes"][0]["html"][:160]
            self.faults.append(
                f"{page} ({how}): {found['id']}, {len(found['nodes'])} kali: {first}"
            )

    def close(self) -> None:
        for context, _, _ in self.contexts.values():
            context.close()


@pytest.mark.parametrize("part", PARTS)
def test_no_page_hinders_anybody(
    part: str,
    live_server: LiveServer,
    chromium: Browser,
    context_options: dict[str, Any],
    settings: Settings,
) -> None:
    settings.BUSINESS_DATE = TODAY
    logging.disable()  # hundreds of requests that nobody will read
    district = make_district()
    eyes = Eyes(chromium, live_server, context_options)
    pages, never = _different(district, part)
    try:
        for number, page in enumerate(pages):
            eyes.look(page, district, dark=number % DARK_EVERY == 0)
        for role, url, status in FAULTS if part == PARTS[-1] else ():
            eyes.look(Page(role, Route(url, None, ()), "", url), district, wanted=status)
    finally:
        eyes.close()
        logging.disable(logging.NOTSET)
    none_of(eyes.faults)
    assert never == [], "halaman ini tidak pernah terbuka dalam penelusuran"
    statuses = {page.status for page in pages}
    if part == "bulan":
        assert statuses >= {road.DRAF, road.DIAJUKAN, road.DIKEMBALIKAN, road.DISETUJUI}
    if part == "uang":
        assert statuses >= {road.DIREKAP, road.DIBAYAR}
    if part == "alur":
        assert len(pages) >= len(INSENTIF.moves)


def test_every_page_is_in_one_part() -> None:
    assert {_part_of(route) for route in routes()} == set(PARTS)


def test_axe_is_not_blind(page: Tab) -> None:
    page.set_content(
        "<html><title>x</title><img src='data:,'><p style='color:#ccc'>pucat</p></html>"
    )

    found = {one["id"] for one in Axe().run(page, options=_OPTIONS).response["violations"]}

    assert {"image-alt", "html-has-lang", "color-contrast"} <= found
