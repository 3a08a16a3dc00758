"""Stored pages in the browser: what they may and may not reach, and that faults are noticed."""

from __future__ import annotations

import zlib
from typing import Any

from playwright.sync_api import Browser

from tests.browser.stored import stored_pages
from tests.consistency.visits import Answer, Visit

_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"


def _answer(body: str) -> Answer:
    icon = "<link rel=icon href=/static/core/logo.svg>"
    html = f"<!doctype html><html lang=id><title>x</title>{icon}{body}</html>"
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _POLICY}
    return Answer(Visit(None, "uji", "/uji/"), 200, headers, (), zlib.compress(html.encode()))


def test_a_stored_page_has_its_policy_and_our_files(
    chromium: Browser, context_options: dict[str, Any]
) -> None:
    with stored_pages(chromium, context_options) as stored:
        stored.open(_answer("<link rel=stylesheet href=/static/core/tokens.css><h1>Ada</h1>"))
        assert stored.tab.get_by_role("heading").text_content() == "Ada"
        assert stored.tab.evaluate("document.styleSheets.length") == 1
        assert list(stored.faults()) == []

        stored.open(_answer("<script>document.title = 'jalan'</script>"))
        assert stored.tab.title() == "x"
        assert any("Content Security Policy" in fault for fault in stored.faults())


def test_nothing_else_is_answered(chromium: Browser, context_options: dict[str, Any]) -> None:
    with stored_pages(chromium, context_options) as stored:
        stored.open(_answer("<img src=/berkas/1/ alt=x>"))
        stored.tab.wait_for_load_state("networkidle")
        assert any(
            fault.endswith("meminta http://localhost/berkas/1/") for fault in stored.faults()
        )
