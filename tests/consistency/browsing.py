"""A person at the pages: every link followed breadth-first; what a request wrote is undone.

A walk is bounded by what can look different. Of each route one address is opened for each word of
its path and, when the person is a `mover`, for each group of statuses of what it shows: a case's
own page, where its moves are offered, for each status. One more for each name in a query that was
not asked there yet; a `thorough` visit opens one for each value too. Of the words that a path may
have, and of the values of one name, `paths` are enough, when it is given. Of a file the status does
not count. Sixty officers are alike; to who acts on it, a month that is paid and one that was sent
back are not.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve
from lxml import html

from tests.consistency.doors import move_of, road_of
from tests.consistency.routes import named

_HOST = "http://testserver"
_FILE = re.compile(r"\.(pdf|xlsx|zip|csv)$")

Place = tuple[str, ...]
"""A route, the status of what it shows, the words of its path."""


@dataclass(frozen=True)
class Page:
    """One address opened: what came back, and from which page its link was."""

    url: str
    source: str
    status: int
    type: str
    body: bytes = field(repr=False)
    location: str = ""
    fault: str = ""

    @property
    def is_html(self) -> bool:
        return self.status in {200, 409, 422} and self.type.startswith("text/html")

    @cached_property
    def tree(self) -> Any:  # noqa: ANN401 - lxml has no types
        return html.document_fromstring(self.body)

    @property
    def words(self) -> str:
        """What a person reads on the page."""
        return " ".join(self.tree.text_content().split())

    @property
    def sentences(self) -> list[str]:
        """What the page says is wrong: at its top and at its fields."""
        found = self.tree.xpath(
            "//*[@role='alert'] | //ul[@class='errorlist'] | //p[@class='error']"
        )
        return [text for one in found if (text := " ".join(one.text_content().split()))]

    def __str__(self) -> str:
        return f"{self.url} -> {self.status} {self.fault} (dari {self.source})"


def page_of(response: Any, url: str, source: str) -> Page:  # noqa: ANN401 - a test response
    error = getattr(response, "exc_info", None)
    return Page(
        url,
        source,
        response.status_code,
        response.headers.get("Content-Type", ""),
        b"".join(response),
        response.headers.get("Location", ""),
        f"{error[0].__name__}: {error[1]}" if error else "",
    )


@dataclass
class Visit:
    """What one person finds, from the home page on."""

    client: Client
    thorough: bool = False
    mover: bool = True
    paths: int | None = None
    within: frozenset[str] = frozenset()
    """Parts of the house that are walked, without their files; all of it when there are none."""
    _statuses: dict[tuple[Any, object], str] = field(default_factory=dict)
    _paths: dict[Place, set[Place]] = field(default_factory=dict)
    _values: dict[tuple[Place, str], set[str]] = field(default_factory=dict)

    def open(self, url: str, source: str = "") -> Page:
        """One GET whose writes are undone."""
        with transaction.atomic():
            page = page_of(self.client.get(url), url, source)
            transaction.set_rollback(True)
        return page

    def walk(self, start: str = "/") -> Iterator[Page]:
        """Every page within the bound."""
        opened: set[tuple[Place, str]] = set()
        waiting = deque([(start, "")])
        known = {start}
        while waiting:
            url, source = waiting.popleft()
            place, words = self.kind_of(url)
            asked = self._asked(place, words)
            if asked <= opened or not self._curious(place):
                continue
            opened |= asked
            page = self.open(url, source)
            yield page
            for link in links(page):
                if link not in known and self._walks(link):
                    known.add(link)
                    waiting.append((link, url))

    def _asked(self, place: Place, words: list[str]) -> set[tuple[Place, str]]:
        """What an address has in its query; a name that has shown enough values counts alone."""
        asked = set()
        for word in words or [""]:
            name, _, value = word.partition("=")
            seen = self._values.setdefault((place, name), set())
            if self.thorough and (self.paths is None or len(seen | {value}) <= self.paths):
                seen.add(value)
            asked.add((place, word if value in seen else name))
        return asked

    def _curious(self, place: Place) -> bool:
        """Whether one more path of this route, in this status, is worth opening."""
        seen = self._paths.setdefault(place[:2], set())
        if self.paths is None or len(seen) < self.paths:
            seen.add(place)
        return place in seen

    def _walks(self, link: str) -> bool:
        if not self.within:
            return True
        (name, *_), words = self.kind_of(link)
        file = _FILE.search(urlsplit(link).path) or any("ekspor=" in word for word in words)
        return name.partition(":")[0] in self.within and not file

    def kind_of(self, url: str) -> tuple[Place, list[str]]:
        """What may look different: the place, and the words of the query."""
        parts = urlsplit(url)
        asked = [
            name if re.search("[0-9]", value) else f"{name}={value}"
            for name, value in parse_qsl(parts.query)
        ]
        try:
            match = resolve(parts.path)
        except Resolver404:
            return (parts.path,), asked
        # A word names a kind of page ("sk"); a number or a code names one thing of many.
        words = [word for word in map(str, match.kwargs.values()) if re.fullmatch("[a-z_-]+", word)]
        counts = self.mover and not _FILE.search(parts.path)
        status = self._status(match) if counts else ""
        return (match.view_name, status, *words), asked

    def _status(self, match: ResolverMatch) -> str:
        loads = getattr(getattr(match.func, "declaration", None), "loads", None)
        if loads is None or "pk" not in match.kwargs:
            return ""
        key = (loads, match.kwargs["pk"])
        if key not in self._statuses:
            found = loads._base_manager.filter(pk=match.kwargs["pk"]).first()
            self._statuses[key] = str(getattr(found, "status", ""))
        return _alike(match.view_name, self._statuses[key])


def _alike(view: str, status: str) -> str:
    """The first of the statuses in which this page shows the same kinds of things."""
    route = named(view)
    found = road_of(route)
    offers_moves = route.pattern.endswith("<int:pk>/")
    if found is None or route.loads is not found[1].model or offers_moves or move_of(route):
        return status
    return next((group[0] for group in found[1].groups if status in group), status)


def links(page: Page) -> Iterator[str]:
    """Addresses of this site that the page leads to; those of static files are not ours to walk."""
    if page.location:
        yield from inside(page.location, page.url)
    if not page.is_html:
        return
    for element in page.tree.iter():
        for name in ("href", "src", "hx-get"):
            if element.get(name) is not None:
                yield from inside(element.get(name), page.url)
    for form in page.tree.forms:
        if form.method.upper() == "GET":
            target = urlsplit(form.action or page.url).path
            yield from inside(f"{target}?{urlencode(form.form_values())}", page.url)


def inside(link: str, base: str) -> Iterator[str]:
    """The address that a link on the page `base` leads to, when it is one of this site's pages."""
    parts = urlsplit(urldefrag(urljoin(_HOST + base, link)).url)
    if f"{parts.scheme}://{parts.netloc}" == _HOST and not parts.path.startswith("/static/"):
        yield parts.path + (f"?{parts.query}" if parts.query else "")
