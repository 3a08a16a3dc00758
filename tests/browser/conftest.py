"""The demo's district, a window per role, and pictures for the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.grid_page import Open
from tests.browser.steps import Build, Enter, MonthOf, Picture, let_in
from tests.chromium import watch
from tests.factories.akun import make_membership, sign_in
from tests.factories.kegiatan import Grid
from upaya.bok.demo import muat as bok_demo
from upaya.demo import kabupaten
from upaya.demo.kabupaten import Peta
from upaya.insentif.demo import months as demo_months
from upaya.pegawai import demo as pegawai
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.rules.roles import Role


@pytest.fixture
def build(live_server: LiveServer, settings: Settings) -> Build:
    """The demo's district and people; of its months only a few, so that a journey starts soon."""
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)

    def make(*months: MonthOf, books: Sequence[str] = ()) -> Peta:
        made = kabupaten.make(Random(3512))  # noqa: S311 - the same invented people every time
        pegawai.make(made)
        bok_demo.make_some(made, sorted({slug for slug, *_ in months}), books=books)
        for slug, period, end, first in months:
            demo_months._month(made, slug, period, end, first, made.random)
        return made

    return make


@pytest.fixture
def picture(pytestconfig: pytest.Config, keep_picture: Callable[[bytes, str], Path]) -> Picture:
    """The window, made longer where the matter stands lower, not the length of sixty rows.

    Drawing takes longer than what is drawn: without --manual nothing is.
    """
    wanted = pytestconfig.getoption("--manual") is not None

    def take(page: Page, name: str, longer: int = 0, only: Locator | None = None) -> None:
        if not wanted:
            return
        if only is not None:
            keep_picture(only.screenshot(animations="disabled"), name)
            return
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": size["width"], "height": size["height"] + longer})
        page.evaluate("window.scrollTo(0, 0)")
        keep_picture(page.screenshot(animations="disabled"), name)
        page.set_viewport_size(size)

    return take


FRONT = Path(__file__).parents[2] / "src/upaya/akun/static/akun"


@pytest.fixture
def front_picture(pytestconfig: pytest.Config) -> Callable[[Locator], None]:
    """What the home page shows of the program: a few kilobytes, once in light, once in dark.

    Drawn with --manual alone, as the other pictures are.
    """
    wanted = pytestconfig.getoption("--manual") is not None

    def take(only: Locator) -> None:
        if not wanted:
            return
        page = only.page
        desk = page.viewport_size
        assert desk is not None
        page.set_viewport_size({"width": 720, "height": 900})
        only.evaluate("element => element.scrollIntoView()")
        box = only.bounding_box()
        assert box is not None
        clip: FloatRect = {"x": 0, "y": box["y"] - 4, "width": 720, "height": 360}
        for name in ("terang", "gelap"):
            page.emulate_media(color_scheme="dark" if name == "gelap" else "light")
            path = FRONT / f"beranda-{name}.jpg"
            page.screenshot(path=path, type="jpeg", quality=30, clip=clip, animations="disabled")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(desk)

    return take


@pytest.fixture
def enter(
    chromium: Browser, context_options: dict[str, Any], live_server: LiveServer
) -> Iterator[Enter]:
    """A window of its own for one role, entered by one click on the sign-in page."""
    with ExitStack() as windows:
        faults: list[list[str]] = []

        def go(role: Role, **options: object) -> Page:
            context = chromium.new_context(**(context_options | options))
            windows.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(30_000)
            faults.append(watch(page))
            page.goto(f"{live_server.url}/masuk/")
            page.get_by_role("button", name=role.label, exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("Tugas saya")
            return page

        yield go
        # A refused form answers 422, and Chromium calls that an error of its own.
        assert [one for found in faults for one in found if "status of 422" not in one] == []


@pytest.fixture
def open_grid(live_server: LiveServer) -> Open:
    """Signs a new operator in and opens the grid."""

    def go(page: Page, grid: Grid) -> Page:
        membership = make_membership(OPERATOR_PUSKESMAS, grid.month.puskesmas)
        let_in(page, live_server.url, sign_in(Client(), membership))
        page.goto(f"{live_server.url}/insentif/{grid.month.pk}/kegiatan/")
        return page

    return go
