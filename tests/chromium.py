"""Debian's Chromium, driven by Playwright, against Django's live server.

    def test_x(page: Page, live_server: LiveServer, take_picture: TakePicture) -> None:
        page.goto(live_server.url)
        take_picture(page, "halaman-masuk")

A page that logs an error to the console, throws, or asks for something beyond this machine
fails its test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

TakePicture = Callable[[Page, str], Path]

_ARGUMENTS = [
    "--no-sandbox",  # as root, and in containers, Chromium has no sandbox to enter
    "--disable-gpu",
    "--lang=id-ID",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser per process; each test gets a fresh context from it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next((path for name in names if (path := shutil.which(name))), None)
    assert executable, "Chromium tidak ada; `make test` memasangnya lewat apt"
    # Playwright's sync API runs an event loop in this thread; Django takes that for asynchronous
    # code and refuses the database. The tests themselves are synchronous.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # While a loop runs Django keeps the connections in another place. One left open in the place
    # of before would still stand on its old database when a process without a loop (a fork of
    # this one) comes to it.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def context_options() -> dict[str, Any]:
    """Options of the browser context; a test overrides them for a phone or the dark scheme."""
    return {
        "viewport": {"width": 1280, "height": 800},
        "locale": "id-ID",
        "timezone_id": "Asia/Jakarta",
        "color_scheme": "light",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def browser_context(chromium: Browser, context_options: dict[str, Any]) -> Iterator[BrowserContext]:
    """A browser without cookies. Several people in one journey: `chromium` gives each a context."""
    context = chromium.new_context(**context_options)
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Iterator[Page]:
    """A page whose faults are the test's faults."""
    page = browser_context.new_page()
    page.set_default_timeout(10_000)
    faults = watch(page)
    yield page
    assert faults == []


def watch(page: Page) -> list[str]:
    """A list that fills with what goes wrong on `page`: exceptions, errors in the console."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"{page.url}: {message.text}") if message.type == "error" else None
        ),
    )
    return faults


@pytest.fixture
def take_picture(keep_picture: Callable[[bytes, str], Path]) -> TakePicture:
    """`take_picture(page, name)`: the whole page as PNG, see `keep_picture`."""

    def take(page: Page, name: str) -> Path:
        return keep_picture(page.screenshot(full_page=True, animations="disabled"), name)

    return take
