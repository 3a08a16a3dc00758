"""Every page in a real browser: axe finds nothing, the console is quiet, a phone is wide enough.

The pages are those that the harvest stored: one of every address, and of every app whatever has
something on it that its other pages have not. Each is looked at once at desktop and once at phone
width; the work is cut into shares, so that the workers of a run have it in common.

Contrast is measured where it can differ. The colours of a text come from the style sheets, by the
tags, classes and states that it stands in: every such way of standing is measured on one page that
has it, at both widths, light and dark. The measuring costs more than all other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from lxml.html import document_fromstring
from playwright.sync_api import Browser, ViewportSize
from playwright.sync_api import Page as Tab

from tests.browser.stored import Stored, stored_pages
from tests.consistency.checks import none_of
from tests.consistency.doors import road_of
from tests.consistency.harvest import Barn, Harvest
from tests.consistency.plan import FAULTS
from tests.consistency.sources import PACKAGE
from tests.consistency.visits import HOME, OTHER, Answer
from tests.consistency.world import ROADS
from upaya.core.registry import registry

pytestmark = pytest.mark.django_db

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
SHARES = 8

ALLOWED: dict[str, frozenset[str]] = {}
"""Findings of axe that stay, by route, each to be explained here. There is none."""

_LEAN = {"resultTypes": ["violations"], "elementRef": False, "selectors": False, "preload": False}
_OPTIONS = _LEAN | {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
        ],
    },
}  # fmt: skip
_LAID_OUT = _LEAN | {
    "runOnly": {
        "type": "rule",
        "values": [
            "aria-hidden-focus", "color-contrast", "label", "link-in-text-block", "link-name",
            "button-name", "region", "scrollable-region-focusable", "skip-link", "target-size",
        ],
    },
}  # fmt: skip
"""What a second width can change: where things stand, what is hidden. The rest is the same page."""
_COLOURS = _LEAN | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_WITHOUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}

_FIND = """async options => (await axe.run(options)).violations.map(
    found => [found.id, found.nodes.length, found.nodes[0].html.slice(0, 160)])"""
_DRAWN = """new Promise(done => {
    let frames = 0, calm = 0
    const look = () => {
        calm = document.getAnimations().length ? 0 : calm + 1
        calm > 1 || ++frames > 120 ? done() : requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
})"""
"""The page has been drawn anew, and no colour is on its way any more: what inherits a colour that
changes over time starts changing when its parent has ended."""

_TOKEN = re.compile(r"<([a-z][\w-]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""\b(class|role|type|name|aria-\w+)="([^"{]*)\"""")


_FIELDS = frozenset({"input", "select", "textarea"})
_OWN = frozenset({"class", "checked", "disabled", "readonly", "required", "hidden", "open"})
_SELECTED = re.compile(r"\[([a-z-]+)(?=(.))")
"""Attributes that a style sheet asks for, and whether it ends there or compares the value."""
_OPENED = 2_000
"""What opening a page costs, in letters of its own."""


# ------------------------------------------------------------------ which pages
def _shape(html: str) -> set[str]:
    """What a page is made of: its tags with their classes, without its words and numbers."""
    found = set()
    for tag, attributes in _TOKEN.findall(html):
        by_name = dict(_ATTRIBUTE.findall(attributes))
        found.add(f"{tag}.{by_name.get('class', '')}.{by_name.get('role', '')}")
        found |= {f"{tag}[{name}]" for name in by_name}
    return found


def _asks_to_be_seen(page: Answer, html: str) -> Iterator[tuple[str, ...]]:
    """Each of these stands on one of the chosen pages: the address, its app's shapes and times."""
    app = page.visit.route.partition(":")[0]
    if page.status == 200:
        yield ("alamat", page.visit.route)
    yield from (("bentuk", app, token) for token in _shape(html))
    if page.visit.status and (found := road_of(page.route)):
        groups = found[1].groups
        yield from (("status", app, group[0]) for group in groups if page.visit.status in group)


def _choose(answers: tuple[Answer, ...]) -> list[int]:
    """As few and as short pages as show everything, as places in `answers`."""
    offered: dict[int, set[tuple[str, ...]]] = {}
    length: dict[int, int] = {}
    for place, answer in enumerate(answers):
        if answer.packed and answer.status in {200, 422} and answer.visit.where in {HOME, OTHER}:
            html = answer.html
            offered[place], length[place] = set(_asks_to_be_seen(answer, html)), len(html)
    missing = set().union(*offered.values())
    chosen = [place for place, answer in enumerate(answers) if answer.visit in FAULTS]
    while missing:
        best = max(offered, key=lambda place: len(offered[place] & missing) / length[place])
        chosen.append(best)
        missing -= offered[best]
    return chosen


@cache
def styled() -> dict[str, bool]:
    """The attributes by which our style sheets choose, and whether by what stands in them."""
    sheets = (path.read_text("utf-8") for path in PACKAGE.rglob("static/**/*.css"))
    asked = [found for sheet in sheets for found in _SELECTED.findall(sheet)]
    by_value = {name for name, after in asked if after != "]"} | {"class"}
    return {name: name in by_value for name in _OWN.union(name for name, _ in asked)}


def ways(html: str) -> set[int]:
    """How words and fields stand on a page: all that they are in, each as one number."""
    found: set[int] = set()
    by_value = styled()

    def descend(element: Any, above: int) -> None:  # noqa: ANN401 - lxml has no types
        if not isinstance(element.tag, str):
            return  # a comment
        own = sorted((n, v if by_value[n] else "") for n, v in element.items() if n in by_value)
        ticked = element.tag == "label" and bool(element.xpath(".//input[@checked]"))
        here = hash((above, element.tag, ticked, *own))
        texts = (element.text, *(child.tail for child in element))
        if element.tag in _FIELDS or any(text and text.strip() for text in texts):
            found.add(here)
        for child in element:
            descend(child, here)

    descend(document_fromstring(html).find("body"), 0)
    return found


def _coloured(html: list[str]) -> list[int]:
    """As few and as short of these pages as show every way of standing, by their places."""
    offered = {place: ways(text) for place, text in enumerate(html)}
    missing = set().union(*offered.values())
    chosen = []
    while missing:
        best = max(offered, key=lambda n: len(offered[n] & missing) / (_OPENED + len(html[n])))
        chosen.append(best)
        missing -= offered[best]
    return chosen


@pytest.fixture(scope="session")
def chosen(harvest: Harvest, barn: Barn) -> list[Answer]:
    places = barn.once("pilihan", lambda: _choose(harvest.answers))
    return [harvest.answers[place] for place in places]


@pytest.fixture(scope="session")
def coloured(chosen: list[Answer], barn: Barn) -> frozenset[int]:
    """The places in `chosen` where contrast is measured."""
    return frozenset(barn.once("warna", lambda: _coloured([page.html for page in chosen])))


def test_no_page_is_left_out(chosen: list[Answer], harvest: Harvest) -> None:
    seen = {answer.visit.route for answer in chosen}
    shown = {answer.visit.route for answer in harvest.pages if answer.visit.where == HOME}
    assert shown <= seen
    for name, known in ROADS.items():
        assert {f"{name}:alur_{move}" for move in registry().roads[name].moves} <= seen
        statuses = {a.visit.status for a in chosen if a.visit.route.startswith(f"{name}:")}
        assert [group for group in known.groups if not statuses.intersection(group)] == []
    assert {answer.status for answer in chosen} == {200, 403, 404, 422}


# ------------------------------------------------------------------ how they look
@pytest.mark.budget(60, "an eighth of all pages, each drawn and examined at two widths")
@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_hinders_anybody(
    share: int,
    chosen: list[Answer],
    coloured: frozenset[int],
    chromium: Browser,
    context_options: dict[str, Any],
) -> None:
    faults: list[str] = []
    with stored_pages(chromium, context_options) as stored:
        stored.tab.context.add_init_script(AXE_SCRIPT)
        for number, page in list(enumerate(chosen))[share::SHARES]:
            faults += _look(stored, page, colours=number in coloured)
    none_of(faults)


def _look(stored: Stored, page: Answer, *, colours: bool) -> Iterator[str]:
    """At both widths, with its colours or without.

    Every other page is loaded on the phone and widened, so that one loading is saved.
    """
    tab = stored.tab
    less = {} if colours else _WITHOUT_COLOURS
    widths = [(DESK, "meja"), (PHONE, "ponsel")]
    for turn, (size, how) in enumerate(widths if tab.viewport_size == DESK else widths[::-1]):
        if turn == 0:
            tab.set_viewport_size(size)
            stored.open(page)
        else:
            tab.set_viewport_size(size)
            tab.evaluate(_DRAWN)
        yield from _axe(tab, page, how, (_OPTIONS if turn == 0 else _LAID_OUT) | less)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        if size is PHONE and wide > PHONE["width"]:
            yield f"{page}: {wide} px lebar pada layar {PHONE['width']} px"
    if colours:
        tab.emulate_media(color_scheme="dark")
        tab.evaluate(_DRAWN)
        yield from _axe(tab, page, "gelap", _COLOURS)
        tab.emulate_media(color_scheme="light")
    yield from stored.faults()


def _axe(tab: Tab, page: Answer, how: str, options: dict[str, Any]) -> Iterator[str]:
    for rule, times, first in tab.evaluate(_FIND, options):
        if rule not in ALLOWED.get(page.visit.route, frozenset()):
            yield f"{page} ({how}): {rule}, {times} kali: {first}"


def test_words_that_stand_otherwise_are_measured_too() -> None:
    pages = [
        "<body><main><p>satu</p></main>",
        "<body><main><p>dua</p><p><b>tiga</b></p></main>",
        "<body><main><p>empat</p><p class='faint'>lima</p></main>",
        "<body><main><p>enam</p><a aria-current='page' href='/7/'>tujuh</a></main>",
        "<body><main><p>delapan</p><label><input checked type='radio'>sembilan</label></main>",
        "<body><main><p>sepuluh</p><label><input type='radio'>sebelas</label></main>",
    ]

    assert ways("<body><main><p id='x' title='y'>lain</p></main>") == ways(pages[0])
    assert sorted(_coloured(pages)) == [1, 2, 3, 4, 5]


def test_axe_is_not_blind(page: Tab) -> None:
    page.add_init_script(AXE_SCRIPT)
    page.goto("about:blank")
    page.set_content(
        "<html><title>x</title><img src='data:,'><p style='color:#ccc'>pucat</p></html>"
    )

    found = {rule for rule, _, _ in page.evaluate(_FIND, _OPTIONS)}

    assert {"image-alt", "html-has-lang", "color-contrast"} <= found
