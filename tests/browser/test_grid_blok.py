"""Blocks of cells in the activity grid: pasted, refused, copied, taken back."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.grid_page import Open, cell, count_saves, paste, saved
from tests.factories.kegiatan import cells_of, make_grid
from tests.waiting import until
from upaya.insentif.kegiatan.grid_input import write_of
from upaya.rules.numbers import MAX_COUNT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

NUMBERS = Path(__file__).parents[1] / "rules" / "numbers.json"


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
