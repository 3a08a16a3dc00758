"""Wide tables on a desk and on a phone, and the receipts that people take home on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import PHONE, fits, let_in
from tests.chromium import watch
from tests.factories.akun import person, sign_in
from tests.factories.bok import make_plan, planner
from tests.factories.miskol import Team, make_request
from tests.factories.wilayah import make_dinas, make_kabupaten, make_unit
from upaya.jamkesda.aduan import services as aduan
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.supermiskol import road

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

LAPTOP = {"width": 1366, "height": 768}
EVERY = {"bulan": list(range(1, 13))}
WIDTH = "frame => frame.scrollWidth - frame.clientWidth"
HINT = "table => getComputedStyle(table, '::before').content"

Window = Callable[..., Page]


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Any:  # noqa: ANN401 - a fixture that ends
    """A window of that size for somebody who has signed in, or for nobody."""
    opened = []

    def go(size: dict[str, int], membership: Any = None) -> Page:  # noqa: ANN401 - a membership
        context = chromium.new_context(
            viewport={"width": size["width"], "height": size["height"]}, locale="id-ID"
        )
        page = context.new_page()
        opened.append((context, watch(page)))
        if membership is not None:
            let_in(page, live_server.url, sign_in(Client(), membership))
        page.goto(f"{live_server.url}/")
        return page

    yield go
    for context, faults in opened:
        context.close()
        assert faults == []


# ------------------------------------------------------------------ wide tables
def test_the_sheets_of_a_plan_fit_a_laptop_and_say_so_where_they_do_not(window: Window) -> None:
    plan = make_plan(activities=(EVERY,))
    page = window(LAPTOP, planner(plan.puskesmas))
    at = f"{page.url.rstrip('/').removesuffix('/tugas')}/bok/rencana/{plan.pk}"
    for sheet in ("ruk", "rpk", "rak"):
        page.goto(f"{at}/{sheet}/")
        for frame in page.locator(".table .wide").all():
            expect(frame).to_have_class(re.compile(r"\bfits\b"))
            assert frame.evaluate(WIDTH) <= 0, sheet
        assert page.locator(".table").first.evaluate(HINT) == "none"
    page.set_viewport_size({"width": 920, "height": 768})
    frame = page.locator(".table .wide").first
    expect(frame).to_have_class(re.compile(r"\bscrolls\b"))
    fits(page)  # the table moves in its own box
    assert "Geser tabel ke samping" in page.locator(".table").first.evaluate(HINT)
    head = frame.locator("tbody th").first
    before = head.bounding_box()
    frame.evaluate("frame => { frame.scrollLeft = 200; }")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"], "whose row it is stays in view"
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fits(page)
    assert "Jul" in page.locator("tbody td.num > small").first.inner_text()


def test_lists_of_a_role_stand_below_their_label_on_a_phone(window: Window) -> None:
    admin = person(ADMIN_DINAS, make_dinas())
    page = window(PHONE, admin)
    root = page.url.removesuffix("/tugas/").rstrip("/")
    for address, cell in (("peran=kepala_puskesmas", "td > ul"), ("bagian=bok", "td.long")):
        page.goto(f"{root}/pengguna/matriks/?{address}")
        fits(page)
        places = page.locator(f".rows tbody {cell}").evaluate_all(
            """found => found.map((one) => {
              const row = one.closest("tr").getBoundingClientRect();
              const words = document.createRange();
              words.selectNodeContents(one);
              return Math.round(words.getClientRects()[0].left - row.left);
            })"""
        )
        assert len(places) > 5
        assert len(set(places)) == 1, places


# ------------------------------------------------------------------ paper
def _printed(page: Page, button: str) -> int:
    """How many sheets of A4 the button asks for; what is on the screen only is not on them."""
    page.evaluate("window.print = () => { document.body.dataset.dicetak = 'ya'; }")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("body")).to_have_attribute("data-dicetak", "ya")
    page.emulate_media(media="print")
    for gone in ("header.bar .menu", "nav.side", "button", "a.btn", ".crumbs"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", sheet))


def test_the_receipt_of_the_village_office_is_one_sheet(window: Window) -> None:
    case = make_request(status=road.DIAJUKAN)
    page = window(LAPTOP, Team(case.desa).members[road.OPERATOR_DESA])
    page.goto(f"{page.url.removesuffix('/tugas/').rstrip('/')}/miskol/{case.pk}/tanda-terima/")
    assert _printed(page, "Cetak") == 1
    paper = page.locator(".receipt")
    for words in (case.tiket, "Tanpa biaya", "/surat-miskin/saya/"):
        expect(paper.get_by_text(words).first).to_be_visible()
    assert case.nama not in page.locator("main").inner_text()


def test_what_a_family_reads_is_printed_without_what_only_a_screen_can_do(window: Window) -> None:
    case = make_request(status=road.DISETUJUI)
    page = window(LAPTOP)
    page.goto(f"{page.url.rstrip('/')}/surat-miskin/saya/")
    page.get_by_label("Nomor tiket").fill(case.tiket)
    page.get_by_label("Tanggal lahir pemohon").fill(case.tanggal_lahir.isoformat())
    page.get_by_role("button", name="Lihat permohonan saya").click()
    assert _printed(page, "Cetak") <= 2  # whoever opened it, for how long: it grows with the days
    expect(page.get_by_text(case.tiket).first).to_be_visible()
    said = page.locator("main").inner_text()
    for secret in (case.nama, case.nik, case.kk, case.alamat):
        assert secret not in said


def test_the_ticket_of_a_complaint_is_one_sheet_with_its_address(window: Window) -> None:
    dinas = make_unit("dinas", make_kabupaten("64.09"), nama="Dinas Kesehatan")
    upt = make_unit("upt", below=dinas, nama="UPT Jamkesda")
    made = aduan.kirim(upt.pk, aduan.Kiriman("aduan", "Obat habis.", "", "", None, "x"))
    page = window(LAPTOP)
    address = f"/jamkesda/umum/64.09/tiket/{made.tiket}/"
    page.goto(f"{page.url.rstrip('/')}{address}")
    office = page.get_by_text(f"{upt.nama}. Jawabannya dibaca di")
    expect(office).to_be_hidden()
    assert _printed(page, "Cetak tanda terima") == 1
    expect(office).to_be_visible()
    expect(office).to_contain_text(address)
    expect(page.get_by_text("Lihat tiket lain")).to_be_hidden()
    expect(page.get_by_role("heading", name=f"Tiket {made.tiket}")).to_be_visible()
