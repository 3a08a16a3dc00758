"""The front door in a browser: an amount explains itself, a key leads to the search."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import fits, headed, let_in
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_month
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


@pytest.fixture
def operator() -> Membership:
    """Of a puskesmas with many officers and a month to mend."""
    unit = make_puskesmas("Panji")
    for number in range(20):
        make_petugas(unit, f"Rekaan {number:02d}")
    make_month(unit, status="dikembalikan")
    return make_membership(OPERATOR_PUSKESMAS, unit)


@pytest.mark.budget(15, "a browser, a server and twenty officers")
def test_from_the_front_door_to_what_one_looks_for(
    page: Page, live_server: LiveServer, operator: Membership
) -> None:
    page.goto(live_server.url)
    headed(page, "Setiap rupiah bisa menjelaskan dirinya")
    page.get_by_text("Insentif puskesmasnya sebulan").click()
    expect(page.get_by_text("dari BOK terserap")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("link", name="Masuk sebagai petugas").click()
    headed(page, "Masuk ke Upaya")

    let_in(page, live_server.url, sign_in(Client(), operator))
    page.goto(f"{live_server.url}/tugas/")
    expect(page.locator("#jumlah-")).to_contain_text("menunggu")
    page.keyboard.press("/")
    page.keyboard.type("rekaan 1")
    page.keyboard.press("Enter")
    headed(page, "Cari")
    page.get_by_role("link", name="Rekaan 13", exact=True).click()
    headed(page, "Rekaan 13")

    page.goto(f"{live_server.url}/petugas/")
    head = page.locator("thead th").first
    page.get_by_role("button", name="Baris rapat").click()
    page.mouse.wheel(0, 600)
    page.wait_for_function("scrollY > 100")
    box = head.bounding_box()
    assert box is not None
    assert 50 <= box["y"] <= 60  # below the bar, not scrolled away

    page.goto(f"{live_server.url}/insentif/")
    page.get_by_role("link", name="Agustus 2022").click()
    road = page.get_by_role("navigation", name="Jalan bulan ini")
    expect(road.get_by_role("listitem").first).to_be_hidden()
    road.get_by_text("Langkah 2 dari 11").click()
    expect(road.get_by_role("listitem").first).to_be_visible()
