"""What people do on every journey: enter, press, confirm, look at a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.test import Client
from playwright.sync_api import Page, expect

from upaya.demo.kabupaten import Peta
from upaya.rules.period import Period

PHONE = {"width": 360, "height": 780}

Build = Callable[..., Peta]
"""build((slug, period, status, first day), ..., books=()): the demo's district with only these
months; `books` are the puskesmas that keep a cash book."""
Enter = Callable[..., Page]
"""enter(role, **options of the context): that role's window, on Tugas saya."""
Picture = Callable[..., None]
"""picture(page, name, longer=0, only=None): the window or one element of it, for the manual."""
MonthOf = tuple[str, Period, str, date]


def let_in(page: Page, server: str, client: Client) -> None:
    """The page is that client's, who has signed in."""
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": server}])


def root(page: Page) -> str:
    """Where the server is."""
    return str(page.evaluate("location.origin"))


def headed(page: Page, words: str | re.Pattern[str]) -> None:
    """The page is the one called so."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def move(page: Page, label: str) -> None:
    """Press the button of the month; the second step opens."""
    page.get_by_role("link", name=label, exact=True).first.click()
    headed(page, label)


def confirm(page: Page, label: str) -> None:
    """Press the same words on the second step, and read the answer."""
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_be_visible()


def part(page: Page, name: str) -> None:
    """Open a part of the month."""
    page.get_by_role("navigation", name="Bagian bulan ini").get_by_role(
        "link", name=name
    ).first.click()
    expect(page.locator("#judul-bagian")).to_contain_text(name)


def save(page: Page) -> None:
    """Save the form, and read the answer."""
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".messages, [role=status]").first).to_be_visible()


def fits(page: Page) -> None:
    """Nothing stands beyond the right edge."""
    size = page.viewport_size
    assert size is not None
    # The layout follows a change of the window a moment later.
    page.wait_for_function(
        "width => document.documentElement.scrollWidth <= width", arg=size["width"], timeout=5_000
    )


def on_phone(page: Page, picture: Picture, name: str, longer: int = 0) -> None:
    """The same page 360 px wide."""
    desk = page.viewport_size
    assert desk is not None
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fits(page)
    picture(page, name, longer)
    page.set_viewport_size(desk)
