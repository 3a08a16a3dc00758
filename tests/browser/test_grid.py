"""The activity grid in a browser: typing, moving, two pages, a lost line, a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.grid_page import Open, cell, count_saves, row_of, saved
from tests.chromium import TakePicture, watch
from tests.factories.insentif import fill_month
from tests.factories.kegiatan import cells_of, make_grid

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


def test_typing_counts_at_once_and_saves_when_the_row_is_left(
    page: Page, open_grid: Open, take_picture: TakePicture
) -> None:
    grid = make_grid(officers=4)
    open_grid(page, grid)

    cell(page, grid, 0, 0).fill("12")
    cell(page, grid, 0, 1).fill("1")
    cell(page, grid, 0, 2).fill("3")
    expect(row_of(page, grid, 0).locator("[data-frekuensi]")).to_have_text("13")
    expect(row_of(page, grid, 0).locator("[data-oh]")).to_have_text("3")
    expect(page.locator('tfoot [data-total="frekuensi"]')).to_have_text("13")
    expect(page.locator(f'tfoot [data-total="{grid.lapangan[0].pk}"]')).to_have_text("12")
    assert cells_of(grid.rows[0]) == {}

    cell(page, grid, 1, 0).focus()

    saved(page, grid, 0)
    assert cells_of(grid.rows[0]) == {"a.4": 12, "a.8": 1, "h.1": 3}
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")
    take_picture(page, "kegiatan-petugas")


def test_a_pause_saves_without_leaving_the_row(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    cell(page, grid, 0, 0).fill("7")
    saved(page, grid, 0)
    assert cells_of(grid.rows[0]) == {"a.4": 7}


def test_amounts_follow_each_save(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    fill_month(grid.month)
    open_grid(page, grid)
    amount = row_of(page, grid, 0).locator("[data-jumlah]")
    before = amount.inner_text()
    assert before.startswith("Rp")

    cell(page, grid, 0, 0).fill("200")
    cell(page, grid, 1, 0).focus()

    saved(page, grid, 0)
    expect(amount).not_to_have_text(before)


def test_arrows_and_enter_move_like_in_a_spreadsheet(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    cell(page, grid, 0, 0).focus()
    for key, row, column in [
        ("ArrowRight", 0, 1),
        ("ArrowDown", 1, 1),
        ("Enter", 2, 1),
        ("Shift+Enter", 1, 1),
        ("ArrowLeft", 1, 0),
        ("ArrowUp", 0, 0),
        ("ArrowUp", 0, 0),
        ("Control+ArrowRight", 0, 2),
        ("Control+ArrowDown", 2, 2),
    ]:
        page.keyboard.press(key)
        expect(cell(page, grid, row, column)).to_be_focused()


def test_escape_takes_back_what_was_typed(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    cell(page, grid, 0, 0).focus()
    page.keyboard.type("88")
    page.keyboard.press("Escape")
    expect(cell(page, grid, 0, 0)).to_have_value("")
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")


def test_orang_hari_beyond_the_month_is_said_before_it_is_sent(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    saves = count_saves(page)
    cell(page, grid, 0, 2).fill("40")
    cell(page, grid, 1, 0).focus()
    expect(page.locator(f"#catatan-{grid.rows[0].pk}")).to_contain_text("melebihi 31 hari")
    expect(row_of(page, grid, 0).locator("[data-keadaan]")).to_have_text("Perlu diperbaiki")
    assert saves == []


@pytest.mark.parametrize(("button", "outcome"), [("saya", 5), ("tersimpan", 9)])
def test_two_pages_on_one_row_show_both_values(
    page: Page, open_grid: Open, live_server: LiveServer, button: str, outcome: int
) -> None:
    grid = make_grid()
    open_grid(page, grid)
    other = page.context.new_page()
    faults = watch(other)
    other.goto(page.url)
    cell(other, grid, 0, 0).fill("9")
    cell(other, grid, 1, 0).focus()
    saved(other, grid, 0)

    cell(page, grid, 0, 0).fill("5")
    cell(page, grid, 1, 0).focus()

    note = page.locator(f"#catatan-{grid.rows[0].pk}")
    expect(note).to_contain_text("sudah diubah Orang Rekaan")
    expect(note).to_contain_text("a.4: 5")
    expect(note).to_contain_text("a.4: 9")
    assert cells_of(grid.rows[0]) == {"a.4": 9}
    note.get_by_role("button", name=f"Pakai isian {button}").click()
    saved(page, grid, 0)
    expect(cell(page, grid, 0, 0)).to_have_value(str(outcome))
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")
    assert cells_of(grid.rows[0]) == {"a.4": outcome}
    assert faults == []


def test_a_lost_line_keeps_what_was_typed_and_tries_again(
    browser_context: BrowserContext, open_grid: Open
) -> None:
    grid = make_grid()
    page = browser_context.new_page()  # its console reports the failed requests, as it should
    open_grid(page, grid)
    page.route("**/simpan/", lambda route: route.abort("internetdisconnected"))

    cell(page, grid, 0, 0).fill("6")
    cell(page, grid, 1, 0).focus()

    status = page.locator("#grid-status")
    expect(status).to_contain_text("Sambungan terputus. 1 baris belum tersimpan")
    expect(row_of(page, grid, 0).locator("[data-keadaan]")).to_have_text("Belum tersimpan")
    expect(cell(page, grid, 0, 0)).to_have_value("6")
    page.unroute("**/simpan/")
    saved(page, grid, 0)  # by itself
    expect(status).to_have_text("Semua isian tersimpan.")
    assert cells_of(grid.rows[0]) == {"a.4": 6}


@pytest.mark.parametrize(
    ("status", "words"),
    [(500, "Ada gangguan di pihak kami."), (403, "Anda tidak berwenang"), (409, "Bulan terkunci.")],
)
def test_a_refused_request_is_said_in_words(
    browser_context: BrowserContext, open_grid: Open, status: int, words: str
) -> None:
    def answer(route: Route) -> None:
        route.fulfill(
            status=status, content_type="application/json", body='{"pesan": "Bulan terkunci."}'
        )

    grid = make_grid()
    page = browser_context.new_page()
    open_grid(page, grid)
    page.route("**/simpan/", answer)
    cell(page, grid, 0, 0).fill("6")
    cell(page, grid, 1, 0).focus()
    expect(page.locator("#grid-status")).to_contain_text(words)
    expect(page.locator("#grid-status")).to_contain_text("isian Anda tetap ada")
    page.unroute("**/simpan/")
    page.get_by_role("button", name="Coba lagi").click()
    saved(page, grid, 0)


def test_leaving_with_unsaved_rows_asks_first(
    browser_context: BrowserContext, open_grid: Open
) -> None:
    grid = make_grid()
    page = browser_context.new_page()
    open_grid(page, grid)
    asked: list[str] = []

    def stay(dialog: Any) -> None:  # noqa: ANN401
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    cell(page, grid, 0, 2).click()
    page.keyboard.type("99")  # more days than the month has: it cannot be saved
    page.reload()
    assert asked == ["beforeunload"]
    page.reload()  # nothing typed, nothing asked
    assert asked == ["beforeunload"]


def test_officers_are_found_by_name(page: Page, open_grid: Open) -> None:
    grid = make_grid(officers=12)
    open_grid(page, grid)
    page.get_by_label("Cari petugas").fill("011")
    expect(row_of(page, grid, 10)).to_be_visible()
    expect(row_of(page, grid, 9)).to_be_hidden()


def test_columns_are_picked_from_the_menu_and_found_while_typing(
    page: Page, open_grid: Open
) -> None:
    grid = make_grid()
    open_grid(page, grid)
    page.get_by_role("link", name="Tambah kolom kegiatan").click()
    panel = page.locator("#panel")
    panel.get_by_label("Cari kegiatan").fill("kelas ibu")
    expect(panel.get_by_role("checkbox", name="g.1")).to_be_hidden()
    panel.get_by_label("Cari kegiatan").fill("keluarga intervensi awal")
    panel.get_by_role("checkbox", name="g.1 Pelaksanaan").check()
    panel.get_by_role("button", name="Tambahkan yang dicentang").click()
    expect(page.get_by_text("1 kolom kegiatan ditambahkan.")).to_be_visible()
    assert grid.month.baris.filter(menu="g.1", jenis="lapangan").exists()


class TestPhone:
    """The rows are cards with the same inputs."""

    @pytest.fixture
    def context_options(self, context_options: dict[str, Any]) -> dict[str, Any]:
        return context_options | {"viewport": {"width": 360, "height": 740}, "has_touch": True}

    def test_rows_are_cards(self, page: Page, open_grid: Open, take_picture: TakePicture) -> None:
        grid = make_grid(officers=5)
        open_grid(page, grid)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        first, second = cell(page, grid, 0, 0).bounding_box(), cell(page, grid, 1, 0).bounding_box()
        assert second["y"] > first["y"] + 100
        assert first["height"] >= 44
        cell(page, grid, 0, 0).fill("4")
        cell(page, grid, 1, 0).focus()
        saved(page, grid, 0)
        assert cells_of(grid.rows[0]) == {"a.4": 4}
        take_picture(page, "kegiatan-petugas-telepon")


class TestWithoutScript:
    """One form, one submit; what cannot be saved comes back as it was typed."""

    @pytest.fixture
    def context_options(self, context_options: dict[str, Any]) -> dict[str, Any]:
        return context_options | {"java_script_enabled": False}

    def test_the_form_is_sent_whole(self, page: Page, open_grid: Open) -> None:
        grid = make_grid()
        open_grid(page, grid)
        cell(page, grid, 0, 0).fill("4")
        page.get_by_role("button", name="Simpan", exact=True).click()
        expect(page.get_by_text("Tersimpan: 1 baris berubah.")).to_be_visible()
        expect(cell(page, grid, 0, 0)).to_have_value("4")


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    chromium: Browser, context_options: dict[str, Any], open_grid: Open, width: int
) -> None:
    grid = make_grid(officers=6, manajemen=2)
    options = context_options | {
        "viewport": {"width": width, "height": 800},
        "bypass_csp": True,  # axe itself is put into the page as a script
    }
    context = chromium.new_context(**options)
    page = context.new_page()
    open_grid(page, grid)
    cell(page, grid, 0, 0).fill("x")
    cell(page, grid, 1, 2).fill("40")
    cell(page, grid, 2, 0).fill("2")
    cell(page, grid, 3, 0).focus()
    saved(page, grid, 2)
    reports = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        reports += [f"{scheme}: {found.generate_report()}"] if found.violations_count else []
    context.close()
    assert reports == []


def test_a_doubt_is_said_at_the_row_while_typing_and_goes_again(
    page: Page, open_grid: Open
) -> None:
    grid = make_grid()
    open_grid(page, grid)
    cell(page, grid, 0, 0).fill("97")
    note = page.locator("tr.grid-note.warn")
    expect(note).to_have_text("Petugas 001: 97 kegiatan lapangan sebulan, di atas 93.")
    saved(page, grid, 0)
    page.reload()
    expect(note).to_have_count(1)
    cell(page, grid, 0, 0).fill("9")
    expect(note).to_have_count(0)


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 1366, "height": 768}}])
def test_seven_officers_are_on_the_first_screen(page: Page, open_grid: Open) -> None:
    grid = make_grid(officers=20, lapangan=8, manajemen=4)
    open_grid(page, grid)
    box = cell(page, grid, 6, 0).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 768
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
