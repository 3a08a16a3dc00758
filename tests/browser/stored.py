"""Pages that were answered once in this run, opened in Chromium as if a server had sent them.

The document comes with the headers it was stored with, policy included; style sheets, scripts and
pictures come from the static files of the project. Whatever else a page asks for is refused and
noted: there is no server behind it.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Response, Route

from tests.chromium import watch
from tests.consistency.visits import Answer

# Trusted without a certificate, so that the headers count as on a real one; nobody listens there.
_ROOT = "http://localhost"
_STATIC = "/static/"
_BY_ITSELF = {
    "/miskol/lapangan/pekerja.js": "text/javascript",
    "/miskol/lapangan/bawa/": "text/html",
    "/tugas/jumlah/": "text/html",
    "/jamkesda/loket-luring/pekerja.js": "text/javascript",
    "/jamkesda/loket-luring/ekstrak.json": "text/html",
}
"""What a page asks for when it is opened, beside its static files: answered with nothing in it."""

_SMALL = re.compile(r"/kecil/$|^/panduan/gambar/")
_EMPTY_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
"""Small pictures of papers, which a page shows beside their names; pictures of the manual."""


@cache
def _static(path: str) -> tuple[bytes, str] | None:
    found = finders.find(path.removeprefix(_STATIC)) if path.startswith(_STATIC) else None
    if not isinstance(found, str):
        return None
    kind, _ = mimetypes.guess_type(found)
    return Path(found).read_bytes(), kind or "application/octet-stream"


class Stored:
    """One tab in which stored answers are opened; `faults` is what went wrong on the way."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.console = watch(tab)
        self.refused: list[str] = []
        self._shown: Answer | None = None
        tab.context.route("**/*", self._fulfil)

    def open(self, answer: Answer) -> Response:
        """Show it; what it asks for is there when this returns."""
        self._shown = answer
        self.console.clear()
        self.refused.clear()
        response = self.tab.goto(f"{_ROOT}{answer.visit.url}")
        assert response is not None
        return response

    def faults(self) -> Iterator[str]:
        """Of the page that is open: what its console says, what it asked for in vain."""
        shown = self._shown
        assert shown is not None
        # A browser writes every refused page itself into the console.
        own = f"the server responded with a status of {shown.status}"
        yield from (f"{shown}: konsol: {text}" for text in self.console if own not in text)
        yield from (f"{shown}: meminta {url}" for url in self.refused)

    def _fulfil(self, route: Route) -> None:
        url, shown = route.request.url, self._shown
        if route.request.is_navigation_request() and shown is not None:
            if url == f"{_ROOT}{shown.visit.url}":
                route.fulfill(status=shown.status, headers=shown.headers, body=shown.html)
                return
        elif found := _static(urlsplit(url).path):
            route.fulfill(body=found[0], content_type=found[1])
            return
        elif kind := _BY_ITSELF.get(urlsplit(url).path):
            route.fulfill(body="", content_type=kind)
            return
        elif _SMALL.search(urlsplit(url).path):
            route.fulfill(body=_EMPTY_PICTURE, content_type="image/svg+xml")
            return
        self.refused.append(url)
        route.abort()


@contextmanager
def stored_pages(chromium: Browser, options: dict[str, Any]) -> Iterator[Stored]:
    """A context of its own for stored pages."""
    context = chromium.new_context(**options)
    try:
        tab = context.new_page()
        tab.set_default_timeout(20_000)
        yield Stored(tab)
    finally:
        context.close()
