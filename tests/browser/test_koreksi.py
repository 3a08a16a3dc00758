"""A correction on screen, and the ground of the menu beside a page that holds little."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import let_in
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_month
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


def test_a_correction_starts_small_and_its_menu_reaches_the_ground(
    page: Page, live_server: LiveServer
) -> None:
    month = make_month(status="disetujui")
    operator = make_membership(OPERATOR_PUSKESMAS, month.puskesmas)
    let_in(page, live_server.url, sign_in(Client(), operator))
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(f"{live_server.url}/insentif/koreksi/")
    side = page.locator("nav.side").bounding_box()
    assert side is not None
    # The list is empty: the menu's ground ends with the window.
    assert side["y"] + side["height"] >= 899

    page.get_by_role("link", name="Buka Insentif UKM").click()
    page.goto(f"{live_server.url}/insentif/{month.pk}/koreksi/")
    assert page.locator("main input:not([type=hidden])").count() == 0
    officer = month.petugas.select_related("petugas").earliest("pk").petugas
    page.get_by_label("Petugas atau bagian yang salah").select_option(officer.kode)
    page.get_by_role("button", name="Pilih").click()
    page.locator(f"[name=f_{officer.kode}]").fill("25")
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Hitung selisihnya").click()
    expect(page.get_by_role("button", name="Usulkan koreksi ini")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.wide'))")
    page.get_by_label("Alasan koreksi").fill("Daftar hadir terlewat.")
    page.get_by_role("button", name="Usulkan koreksi ini").click()
    expect(page.get_by_text("Koreksi diusulkan ke tim verifikasi.")).to_be_visible()
    assert month.koreksi.get().alasan == "Daftar hadir terlewat."
