"""Every page that the walk opened: its queries, its headers, its frame, its language."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.consistency.conftest import none_of
from tests.consistency.test_templates import ENGLISH
from tests.consistency.walk import Answer, Walk
from tests.world.handle import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

BOUND = 25
"""Queries that one page may take, signing in and membership included."""

_COMPUTED = "bulan yang belum diajukan dihitung dari seluruh isiannya; tidak bertambah dengan data"
_CHECKED = "syarat langkah diperiksa satu per satu sebelum ditawarkan; tidak bertambah dengan data"
_ISSUED = "menerbitkan delapan dokumen sekaligus, tiap dokumen dengan catatan auditnya sendiri"
BOUNDS: dict[str, tuple[int, str]] = {
    "insentif:hasil": (30, _COMPUTED),
    "insentif:kegiatan": (34, _COMPUTED),
    "insentif:alur_kirim": (46, _CHECKED),
    "insentif:alur_kembalikan": (30, _CHECKED),
    "insentif:alur_transfer_sisa": (30, _CHECKED),
    "insentif:spj_zip": (75, _ISSUED),
}
"""Pages that may take more, by route: the number and the reason. The only place for exceptions."""

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

DOWNLOADS = frozenset({"core:berkas"})
"""Bodies that somebody else wrote: they get a policy of their own, the sandbox."""

_SHOWN = re.compile(
    r"<(script|svg|code|kbd)\b.*?</\1>|<option\b[^>]*>|<[^>]*>|&\w+;", re.DOTALL | re.IGNORECASE
)


def _bound(answer: Answer) -> int:
    return BOUNDS.get(answer.route.name, (BOUND, ""))[0]


def test_no_page_asks_the_database_too_often(walk: Walk) -> None:
    none_of(
        [
            f"{answer}: {len(answer.queries)} kueri, paling banyak {_bound(answer)}{_twice(answer)}"
            for answer in walk.answers
            if answer.method == "GET" and len(answer.queries) > _bound(answer)
        ]
    )


def _twice(answer: Answer) -> str:
    sql, times = Counter(answer.queries).most_common(1)[0]
    return f"; {times} kali: {sql[:120]}" if times > 1 else ""


def test_every_answer_carries_the_security_headers(walk: Walk) -> None:
    faults = []
    for answer in (*walk.answers, *walk.strangers):
        for name, wanted in (
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ):
            if answer.headers.get(name) != wanted:
                faults.append(f"{answer}: {name} {answer.headers.get(name)!r}")
    none_of(faults)


def _policy(answer: Answer) -> dict[str, str]:
    header = answer.headers.get("Content-Security-Policy", "")
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


def test_every_answer_carries_the_strict_policy(walk: Walk) -> None:
    faults = []
    for answer in (*walk.answers, *walk.strangers):
        policy = _policy(answer)
        if answer.route.name in DOWNLOADS and answer.status == 200:
            if "sandbox" not in policy:
                faults.append(f"{answer}: berkas tanpa sandbox")
            continue
        wanted = POLICY | {"img-src": IMAGES.get(answer.route.name, "'self'")}
        if answer.route.name in IMAGES and not answer.is_page:
            wanted.pop("img-src")
        faults += [
            f"{answer}: {name} {policy.get(name)!r}"
            for name, value in wanted.items()
            if policy.get(name) != value
        ]
        if not re.fullmatch(r"'self'( 'nonce-[\w+/=-]+')?", policy.get("script-src", "")):
            faults.append(f"{answer}: script-src {policy.get('script-src')!r}")
        if "unsafe" in str(policy):
            faults.append(f"{answer}: kebijakan memuat unsafe")
    none_of(faults)


def test_what_belongs_to_somebody_is_not_kept_by_a_shared_cache(walk: Walk) -> None:
    """A page behind the door is never `public`, and it varies with the cookie."""
    none_of(
        [
            str(answer)
            for answer in walk.answers
            if answer.is_page
            and (
                "public" in answer.headers.get("Cache-Control", "")
                or "Cookie" not in answer.headers.get("Vary", "")
            )
        ]
    )


def test_every_page_stands_in_the_frame(walk: Walk) -> None:
    faults = []
    for answer in walk.pages:
        html = answer.html
        wanted = {
            "doctype": html.lstrip().lower().startswith("<!doctype html>"),
            "bahasa": '<html lang="id">' in html,
            "satu main": html.count("<main") == 1,
            "satu h1": len(re.findall(r"<h1[\s>]", html)) == 1,
            "judul": re.search(r"<title>\s*\S", html) is not None,
            "lompat ke isi": 'class="skip"' in html,
        }
        faults += [f"{answer}: {what}" for what, holds in wanted.items() if not holds]
    none_of(faults)


def test_titles_tell_pages_apart(walk: Walk) -> None:
    """In one role, two addresses do not carry one title: tabs and history would not tell them."""
    by_title: dict[tuple[object, str], set[str]] = {}
    for answer in walk.pages:
        if answer.method == "GET" and answer.status == 200 and answer.where == "home":
            found = re.search(r"<title>(.*?)</title>", answer.html, re.DOTALL)
            assert found, answer
            title = " ".join(found[1].split())
            by_title.setdefault((answer.role, title), set()).add(answer.route.name)
    none_of(
        sorted(
            {
                f"{title}: {sorted(names)}"
                for (_, title), names in by_title.items()
                if len(names) > 1
            }
        )
    )


def test_no_page_speaks_english(walk: Walk) -> None:
    faults = []
    for answer in walk.pages:
        words = set(re.findall(r"[a-z]+", _SHOWN.sub(" ", answer.html).lower())) & ENGLISH
        if words:
            faults.append(f"{answer.route}: {sorted(words)}")
    none_of(sorted(set(faults)))


def test_no_page_shows_what_was_left_unwritten(walk: Walk) -> None:
    """No None, no tag of a template, no component that nobody expanded."""
    signs = re.compile(r">\s*None\s*<|{%|{{|</?c-[a-z]|&lt;c-|\bundefined\b|\bNaN\b")
    none_of(
        sorted(
            {
                f"{answer.route}: {found[0]!r}"
                for answer in walk.pages
                if (found := signs.search(answer.html))
            }
        )
    )


def test_nothing_on_a_page_comes_from_elsewhere(walk: Walk) -> None:
    source = re.compile(r"""\s(?:src|href|action)\s*=\s*["'](?:https?:)?//([^/"']+)""")
    none_of(sorted({f"{a.route}: {host}" for a in walk.pages for host in source.findall(a.html)}))


def test_every_form_that_writes_carries_its_token(walk: Walk) -> None:
    form = re.compile(r"<form\b[^>]*method=.post.[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
    none_of(
        sorted(
            {
                f"{answer.route}: {found[:80]}"
                for answer in walk.pages
                for found in form.findall(answer.html)
                if "csrfmiddlewaretoken" not in found
            }
        )
    )


def test_every_link_leads_to_a_page_of_ours(walk: Walk) -> None:
    """Links within what the walk showed are addresses of the address book."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - needs settings

    link = re.compile(r"""<a\b[^>]*\shref=["'](/[^"'?#]*)""")
    seen: dict[str, str] = {}
    for answer in walk.pages:
        for href in link.findall(answer.html):
            seen.setdefault(href, str(answer.route))
    faults = []
    for href, route in seen.items():
        if href.startswith("/static/"):
            continue
        try:
            resolve(href)
        except Resolver404:
            faults.append(f"{route}: {href}")
    none_of(faults)
    assert len(seen) > len(walk.world.members), TODAY
