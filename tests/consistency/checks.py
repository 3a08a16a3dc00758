"""What must hold for answers and pages, whoever asked for them: each check gives its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from django.urls import Resolver404, resolve

from tests.consistency.test_templates import ENGLISH
from tests.consistency.visits import HOME, Answer
from tests.world.handle import NEAR, Place, World
from tests.world.parts import gathered
from upaya.core.registry import registry
from upaya.rules.roles import Reach, Role

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "connect-src": "'self'",
    "font-src": "'self'",
}
IMAGES = {"mfa_activate_totp": "'self' data:"}
"""Pages whose pictures may come from elsewhere than our own files: the QR of the second factor."""

DOWNLOADS = {"core:berkas", *gathered("DOWNLOADS")}
"""Bodies that somebody else wrote: they get a policy of their own, the sandbox."""

OPEN_TO_ALL: dict[str, int] = gathered("OPEN")
"""What somebody who is not signed in may open, and how it answers; all else leads to the door."""

_SHOWN = re.compile(
    r"<(script|svg|code|kbd)\b.*?</\1>|<option\b[^>]*>|<[^>]*>|&\w+;", re.DOTALL | re.IGNORECASE
)
_SAID = re.compile(r"""\s(?:aria-label|title|placeholder|alt)=["']([^"']*)["']""")
# A name of the code: not the part of an address, of somebody's sign-in name or of a file's.
_CODE = re.compile(r"(?<![\w.@/=-])[a-z]+(?:_[a-z0-9]+)+(?![\w-]*@)")
QUOTED = frozenset({"perundang_undangan"})
"""Printed so in a regulation, and shown as printed."""
_UNWRITTEN = re.compile(r">\s*None\s*<|{%|{{|</?c-[a-z]|&lt;c-|\bundefined\b|\bNaN\b")
_ELSEWHERE = re.compile(r"""\s(?:src|href|action)\s*=\s*["'](?:https?:)?//([^/"']+)""")
_LINKED = re.compile(r"<a [^>]*>")
LED_TO = {"komunitas:bacaan"}
"""Pages whose matter is something elsewhere: a reading is a link that somebody may follow."""
_FORM = re.compile(r"<form\b[^>]*method=.post.[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^>]*\shref=["'](/[^"'?#]*)""")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
Check = Callable[[Iterable[Answer]], Iterator[str]]


def none_of(faults: Iterable[str]) -> None:
    """Fails with every fault on a line of its own."""
    found = list(dict.fromkeys(faults))
    if found:
        listed = "\n".join(f"  {fault}" for fault in found)
        pytest.fail(f"{len(found)} cacat:\n{listed}", pytrace=False)


# ------------------------------------------------------------------ who may see what
def answered_wrongly(answers: Iterable[Answer]) -> Iterator[str]:
    """Answers to members that are not what scope and table say: 404 first, then 403, then open."""
    for answer in answers:
        visit = answer.visit
        if visit.wanted:
            if answer.status != visit.wanted:
                yield f"{answer}, mestinya {visit.wanted}"
            continue
        asked = visit.role and visit.method == "GET" and not answer.route.public
        if asked and answer.status in {403, 404}:
            yield f"{answer}, mestinya terbuka: objeknya sendiri, izinnya ada"


def strangers_let_in(answers: Iterable[Answer]) -> Iterator[str]:
    """Doors that somebody who is not signed in passed, or found closed that are open to all."""
    for answer in answers:
        if answer.role is not None:
            continue
        if answer.visit.route in OPEN_TO_ALL:
            wanted = OPEN_TO_ALL[answer.visit.route]
            if answer.visit.method == "GET" and answer.status != wanted:
                yield f"{answer}, mestinya {wanted}"
        elif not (answer.status == 302 and answer.headers["Location"].startswith("/masuk/")):
            yield f"{answer}, mestinya ke halaman masuk"


def named_beyond_reach(world: World, answers: Iterable[Answer]) -> Iterator[str]:
    """Answers that name what their reader may not know of."""
    for answer in answers:
        for place in (world.home, *world.others):
            if place.mark in answer.names and not _may_be_named(answer.role, place, world):
                yield f"{answer} menyebut {place.mark}"


def _may_be_named(role: Role | None, place: Place, world: World) -> bool:
    if role is None:
        return False
    if role.reach is Reach.PERSON:
        return place.name == world.home.name
    if role.reach in NEAR:
        return place.unit == world.home.unit
    return role.reach is Reach.DISTRICT and place.name != world.abroad.name


def broken(answers: Iterable[Answer]) -> Iterator[str]:
    """Answers that are an accident."""
    return (str(answer) for answer in answers if answer.status >= 500)


# ------------------------------------------------------------------ what every answer carries
def without_security_headers(answers: Iterable[Answer]) -> Iterator[str]:
    """Answers that lack a header, or say something weaker."""
    for answer in answers:
        for name, wanted in HEADERS.items():
            if answer.headers.get(name) != wanted:
                yield f"{answer}: {name} {answer.headers.get(name)!r}"


WORKERS = ("miskol:lapangan_pekerja", "jamkesda:luring_pekerja")
SHELLS = ("miskol:lapangan", "jamkesda:luring")
"""What a device keeps: scripts with a policy of their own, and the pages that may start them."""
WORKER_POLICY = {"default-src": "'none'", "connect-src": "'self'"}


def without_strict_policy(answers: Iterable[Answer]) -> Iterator[str]:
    """Answers whose policy allows more than our own files."""
    kept = [(worker, WORKER_POLICY) for worker in WORKERS]
    for answer in (one for one in answers if (one.visit.route, _policy(one)) not in kept):
        policy, route = _policy(answer), answer.visit.route
        if route in DOWNLOADS and answer.status == 200:
            if "sandbox" not in policy:
                yield f"{answer}: berkas tanpa sandbox"
            continue
        opens = route in SHELLS and answer.status == 200
        if policy.pop("worker-src", "") != ("'self'" if opens else ""):
            yield f"{answer}: worker-src"
        wanted = POLICY | {"img-src": IMAGES.get(route, "'self'")}
        if route in IMAGES and not answer.is_page:
            wanted.pop("img-src")
        for name, value in wanted.items():
            if policy.get(name) != value:
                yield f"{answer}: {name} {policy.get(name)!r}"
        if not re.fullmatch(r"'self'( 'nonce-[\w+/=-]+')?", policy.get("script-src", "")):
            yield f"{answer}: script-src {policy.get('script-src')!r}"
        if "unsafe" in str(policy):
            yield f"{answer}: kebijakan memuat unsafe"


def _policy(answer: Answer) -> dict[str, str]:
    header = answer.headers.get("Content-Security-Policy", "")
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


def kept_by_a_shared_cache(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages behind the door that say `public`, or do not vary with the cookie."""
    for page in pages:
        caching, varies = (page.headers.get(name, "") for name in ("Cache-Control", "Vary"))
        if page.role is not None and ("public" in caching or "Cookie" not in varies):
            yield str(page)


# ------------------------------------------------------------------ what every page is
def out_of_frame(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages without their frame."""
    for page in pages:
        html = page.html
        wanted = {
            "doctype": html.lstrip().lower().startswith("<!doctype html>"),
            "bahasa": '<html lang="id">' in html,
            "satu main": html.count("<main") == 1,
            "satu h1": len(re.findall(r"<h1[\s>]", html)) == 1,
            "judul": re.search(r"<title>\s*\S", html) is not None,
            "lompat ke isi": 'class="skip"' in html,
        }
        yield from (f"{page}: {what}" for what, holds in wanted.items() if not holds)


def with_one_title(pages: Iterable[Answer]) -> Iterator[str]:
    """In one role, two addresses do not carry one title: tabs and history would not tell them."""
    by_title: dict[tuple[Role | None, str], set[str]] = {}
    for page in pages:
        if page.visit.method == "GET" and page.visit.where == HOME and page.role:
            found = _TITLE.search(page.html)
            title = " ".join(found[1].split()) if found else ""
            by_title.setdefault((page.role, title), set()).add(page.visit.route)
    for (_, title), names in by_title.items():
        if len(names) > 1:
            yield f"{title}: {sorted(names)}"


def in_english(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages with a word that was not translated."""
    for page in pages:
        words = set(re.findall(r"[a-z]+", _SHOWN.sub(" ", page.html).lower())) & ENGLISH
        if words:
            yield f"{page.visit.route}: {sorted(words)}"


def in_code(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages that show a name of the code, "nama_rekening", as if it were a word."""
    for page in pages:
        shown = _SHOWN.sub(" ", page.html) + " ".join(_SAID.findall(page.html))
        if words := {*_CODE.findall(shown)} - QUOTED:
            yield f"{page.visit.route}: {sorted(words)}"


def unwritten(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages with None, a tag of a template, a component that nobody expanded."""
    for page in pages:
        if found := _UNWRITTEN.search(page.html):
            yield f"{page.visit.route}: {found[0]!r}"


def from_elsewhere(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages that ask for something beyond this server."""
    for page in pages:
        html = _LINKED.sub("", page.html) if page.visit.route in LED_TO else page.html
        yield from (f"{page.visit.route}: {host}" for host in _ELSEWHERE.findall(html))


def without_token(pages: Iterable[Answer]) -> Iterator[str]:
    """Forms that write and do not carry their token."""
    for page in pages:
        for form in _FORM.findall(page.html):
            if "csrfmiddlewaretoken" not in form:
                yield f"{page.visit.route}: {form[:80]}"


def leading_to_shut_doors(pages: Iterable[Answer]) -> Iterator[str]:
    """Links to a page that would turn away whoever reads them: its permission is not their role's.

    What a page asks inside its door, and rows beyond the scope, are asked elsewhere.
    """
    matrix = registry().matrix
    for page in pages:
        if page.role is None:
            continue
        for href in set(_LINK.findall(page.html)):
            try:
                declared = getattr(resolve(href).func, "declaration", None)
            except Resolver404:
                continue
            wanted = declared.permission if declared else None
            if wanted is not None and wanted not in matrix[page.role]:
                yield f"{page.role.name}: {page.visit.route} menautkan {href} ({wanted})"


def leading_nowhere(pages: Iterable[Answer]) -> Iterator[str]:
    """Links that are no address of the address book."""
    seen = {href: page.visit.route for page in pages for href in _LINK.findall(page.html)}
    for href, route in seen.items():
        if href.startswith("/static/"):
            continue
        try:
            resolve(href)
        except Resolver404:
            yield f"{route}: {href}"
