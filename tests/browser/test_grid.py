"""The activity grid in a browser: typing, moving, pasting, two pages, a lost line, a phone."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.chromium import TakePicture, watch
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import fill_month
from tests.factories.kegiatan import Grid, cells_of, make_grid
from tests.waiting import until
from upaya.insentif.kegiatan.grid_input import write_of
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.rules.numbers import MAX_COUNT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

Open = Callable[[Page, Grid], Page]
NUMBERS = Path(__file__).parents[1] / "rules" / "numbers.json"


@pytest.fixture
def open_grid(live_server: LiveServer) -> Open:
    """Signs a new operator in and opens the grid."""

    def go(page: Page, grid: Grid) -> Page:
        membership = make_membership(OPERATOR_PUSKESMAS, grid.month.puskesmas)
        client = sign_in(Client(), membership)
        cookie = client.cookies["sessionid"]
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
        )
        page.goto(f"{live_server.url}/insentif/{grid.month.pk}/kegiatan/")
        return page

    return go


def cell(page: Page, grid: Grid, row: int, column: int) -> Any:  # noqa: ANN401 - Locator
    lines = [*grid.lapangan, *grid.manajemen]
    return page.locator(f'input[name="c-{grid.rows[row].pk}-{lines[column].pk}"]')


def row_of(page: Page, grid: Grid, row: int) -> Any:  # noqa: ANN401
    return page.locator(f'tr[data-row="{grid.rows[row].pk}"]')


def saved(page: Page, grid: Grid, row: int) -> None:
    expect(row_of(page, grid, row).locator("[data-keadaan]")).to_have_text("Tersimpan")


def paste(page: Page, at: Any, text: str) -> None:  # noqa: ANN401
    """Put text on the clipboard as a spreadsheet does, and press Ctrl+V in a cell."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    at.focus()
    page.keyboard.press("Control+V")


def count_saves(page: Page) -> list[Request]:
    saves: list[Request] = []
    page.on("request", lambda r: saves.append(r) if r.url.endswith("/simpan/") else None)
    return saves


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


def test_a_block_of_sixty_by_five_is_one_request(page: Page, open_grid: Open) -> None:
    grid = make_grid(officers=60, lapangan=4, manajemen=1)
    open_grid(page, grid)
    saves = count_saves(page)
    block = "\r\n".join(
        "\t".join([str(row), "1.000", "", "2,0", str(row % 30)]) for row in range(1, 61)
    )

    paste(page, cell(page, grid, 0, 0), block + "\r\n")

    expect(page.locator("#grid-tempel > div")).to_have_text("60 baris dan 5 kolom ditempelkan.")
    saved(page, grid, 59)
    assert len(saves) == 1
    assert cells_of(grid.rows[0]) == {"a.4": 1, "a.8": 1000, "b.1.a": 2, "h.1": 1}
    assert cells_of(grid.rows[59]) == {"a.4": 60, "a.8": 1000, "b.1.a": 2}
    expect(page.locator('tfoot [data-total="frekuensi"]')).to_have_text("61.950")


def test_pasted_words_are_refused_at_their_cell_and_only_their_row_waits(
    page: Page, open_grid: Open
) -> None:
    grid = make_grid()
    open_grid(page, grid)

    paste(page, cell(page, grid, 0, 0), "1\t2\nsakit\t4\n5\t6")

    expect(page.locator("#grid-tempel")).to_contain_text("1 sel bukan bilangan bulat")
    wrong = cell(page, grid, 1, 0)
    expect(wrong).to_have_value("sakit")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#catatan-{grid.rows[1].pk}")).to_contain_text(
        "a.4: “sakit” bukan bilangan bulat"
    )
    saved(page, grid, 0)
    saved(page, grid, 2)
    assert cells_of(grid.rows[1]) == {}

    wrong.fill("3")
    cell(page, grid, 0, 0).focus()
    saved(page, grid, 1)
    assert cells_of(grid.rows[1]) == {"a.4": 3, "a.8": 4}


def test_a_block_that_does_not_fit_is_refused_in_words(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    saves = count_saves(page)

    paste(page, cell(page, grid, 1, 1), "1\t2\t3\n4\t5\t6\n7\t8\t9")

    expect(page.locator("#grid-tempel")).to_contain_text("Tidak ada yang ditempelkan")
    expect(page.locator("#grid-tempel")).to_contain_text("3 baris, sedangkan")
    expect(page.locator("#grid-tempel")).to_contain_text("3 kolom, sedangkan")
    expect(cell(page, grid, 1, 1)).to_have_value("")
    assert saves == []


def test_a_rectangle_is_selected_copied_filled_and_cleared(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    paste(page, cell(page, grid, 0, 0), "1\t2\n3\t4")
    saved(page, grid, 1)

    page.keyboard.press("Escape")  # what was pasted is still selected
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#grid-suara")).to_have_text("4 sel dipilih, jumlahnya 10.")
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()") == "1\t2\n3\t4"
    page.keyboard.press("Delete")

    expect(cell(page, grid, 1, 1)).to_have_value("")
    expect(page.locator('tfoot [data-total="frekuensi"]')).to_have_text("0")
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")
    assert cells_of(grid.rows[0]) == cells_of(grid.rows[1]) == {}


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


def test_the_page_and_the_server_read_the_same_cells(page: Page, open_grid: Open) -> None:
    """The examples of the reader of numbers, as a cell of the grid takes them."""
    open_grid(page, make_grid())
    examples = json.loads(NUMBERS.read_text("utf-8"))["whole"]
    texts = [one["text"] for one in examples if not one.get("decimal_point")]
    read = page.evaluate("texts => texts.map((text) => upayaAngka.parse(text))", texts)
    assert read == [on_the_server(text) for text in texts]


def on_the_server(text: str) -> int | None:
    """What the service would keep; None for what it refuses."""
    write = write_of(1, 1, {1: text})
    amount = write.cells.get(1)
    return amount if amount is not None and 0 <= amount <= MAX_COUNT else None


def test_blocks_of_cells_are_read_as_spreadsheets_write_them(page: Page, open_grid: Open) -> None:
    open_grid(page, make_grid())
    for text, block in [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("5", [["5"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ("\t2\n\n3", [["", "2"], [""], ["3"]]),
        ('"a\nb"\t"dua ""2"""\n1', [["a\nb", 'dua "2"'], ["1"]]),
        ('5" pipa\t1', [['5" pipa', "1"]]),
    ]:
        assert page.evaluate("text => upayaAngka.parseBlock(text)", text) == block


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    chromium: Browser, context_options: dict[str, Any], open_grid: Open, scheme: str, width: int
) -> None:
    grid = make_grid(officers=6, manajemen=2)
    options = context_options | {
        "color_scheme": scheme,
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
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_a_pasted_block_is_taken_back_with_its_save_and_done_again(
    page: Page, open_grid: Open
) -> None:
    grid = make_grid()
    open_grid(page, grid)
    cell(page, grid, 0, 0).fill("9")
    cell(page, grid, 1, 0).focus()
    saved(page, grid, 0)
    paste(page, cell(page, grid, 0, 0), "1\t2\n3\t4")
    saved(page, grid, 1)
    assert cells_of(grid.rows[0]) == {"a.4": 1, "a.8": 2}

    cell(page, grid, 2, 0).focus()
    page.keyboard.press("Control+Z")

    expect(cell(page, grid, 0, 0)).to_have_value("9")
    expect(cell(page, grid, 1, 1)).to_have_value("")
    expect(page.locator("#grid-suara")).to_have_text(re.compile("^2 baris tersimpan"))
    assert [cells_of(row) for row in grid.rows] == [{"a.4": 9}, {}, {}]

    page.keyboard.press("Control+Y")
    expect(cell(page, grid, 1, 1)).to_have_value("4")
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")
    assert cells_of(grid.rows[1]) == {"a.4": 3, "a.8": 4}

    page.keyboard.press("Control+Z")  # the block again, then the cell typed before it
    page.keyboard.press("Control+Z")
    expect(cell(page, grid, 0, 0)).to_have_value("")


def test_a_paste_is_taken_back_by_pressing_its_button(page: Page, open_grid: Open) -> None:
    grid = make_grid()
    open_grid(page, grid)
    paste(page, cell(page, grid, 0, 0), "1\t2\n3\t4")
    saved(page, grid, 1)
    page.get_by_role("button", name="Batalkan (Ctrl+Z)").click()
    expect(cell(page, grid, 1, 1)).to_have_value("")
    until(lambda: [cells_of(row) for row in grid.rows[:2]] == [{}, {}])
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")


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
