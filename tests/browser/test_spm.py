"""The sheet of the twelve services in a browser: pasted, walked through, computed while typing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import let_in
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_month
from upaya.core.templatetags.upaya import persen
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan, rata_rata
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

_COMPUTED = "[data-capaian], [data-catatan], [data-rata]"

WHAT = ("target", "realisasi")

Open = Callable[[Pengajuan], None]


@pytest.fixture
def open_sheet(page: Page, live_server: LiveServer) -> Open:
    def go(month: Pengajuan) -> None:
        client = sign_in(Client(), make_membership(OPERATOR_PUSKESMAS, month.puskesmas))
        let_in(page, live_server.url, client)
        page.goto(f"{live_server.url}/insentif/{month.pk}/pelayanan/")

    return go


def box(page: Page, row: int, what: str) -> Locator:
    return page.locator(f"#id_{PELAYANAN[row]}_{what}")


def shown(page: Page) -> list[str]:
    return page.locator(_COMPUTED).all_inner_texts()


def test_a_column_is_pasted_and_computed_as_the_server_does(page: Page, open_sheet: Open) -> None:
    month = make_month()
    open_sheet(month)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = "\n".join(f"{100 + 7 * n}\t{33 + 11 * n}" for n in range(10)) + "\n0\t4\n1.500\t1.600"
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    box(page, 0, "target").focus()
    page.keyboard.press("Control+V")

    expect(box(page, 11, "realisasi")).to_have_value("1.600")
    typed = shown(page)
    assert "Melebihi 100%: dihitung 100%." in typed
    assert "Target 0: tidak ikut rata-rata." in typed
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("tersimpan")
    assert month.pelayanan.count() == 12
    from_server = page.evaluate(
        """async selector => {
            const text = await (await fetch(location.href)).text();
            const page = new DOMParser().parseFromString(text, "text/html");
            return [...page.querySelectorAll(selector)].map(one => one.textContent.trim());
        }""",
        _COMPUTED,
    )
    assert typed == from_server


def test_a_pasted_block_is_taken_back_whole_and_put_again(page: Page, open_sheet: Open) -> None:
    open_sheet(make_month())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box(page, 1, "target").fill("75")
    box(page, 2, "realisasi").fill("8")
    page.evaluate("text => navigator.clipboard.writeText(text)", "100\t50\nabc\t60")
    box(page, 1, "target").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("[data-capaian]").nth(1)).to_have_text("50%")
    expect(box(page, 2, "target")).to_have_attribute("aria-invalid", "true")

    page.keyboard.press("Control+Z")
    values = [box(page, row, what).input_value() for row in (1, 2) for what in WHAT]
    assert values == ["75", "", "", "8"]
    expect(page.locator("[data-capaian]").nth(1)).to_have_text("")
    expect(box(page, 2, "target")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#spm-suara")).to_contain_text("dibatalkan")

    page.keyboard.press("Control+Y")
    expect(box(page, 2, "realisasi")).to_have_value("60")
    expect(page.locator("[data-capaian]").nth(1)).to_have_text("50%")

    box(page, 5, "target").focus()  # what is typed since is the browser's own to take back, first
    page.keyboard.type("12")
    page.keyboard.press("Control+Z")
    expect(box(page, 2, "realisasi")).to_have_value("60")
    box(page, 6, "target").focus()
    page.keyboard.press("Control+Z")
    expect(box(page, 2, "realisasi")).to_have_value("8")


def test_the_browser_rounds_as_the_rules(page: Page, open_sheet: Open) -> None:
    """Of many pairs: each achievement, and the mean under both rules for a target of 0."""
    open_sheet(make_month())
    chance = Random(12)  # noqa: S311 - the same pairs every time
    sheets = [
        [(chance.choice((0, 3, 7, 200, 1999)), chance.randrange(2500)) for _ in range(12)]
        for _ in range(40)
    ]
    for zero in ("keluarkan", "nol"):
        found = page.evaluate(
            """([sheets, zero]) => sheets.map(pairs => {
                const big = pairs.map(pair => pair.map(BigInt));
                return [upayaSpm.mean(big, [1n, 1n], zero),
                        ...big.map(pair => upayaSpm.service(...pair, [1n, 1n], zero).text)];
            })""",
            [sheets, zero],
        )
        for pairs, texts in zip(sheets, found, strict=True):
            mean = rata_rata([Pelayanan(*pair) for pair in pairs], (1, 1), zero)
            single = [persen(Fraction(done, target), 1) if target else "" for target, done in pairs]
            assert texts == [persen(Fraction(*mean)) if mean else "", *single]


def test_enter_and_arrows_move_and_typing_replaces(page: Page, open_sheet: Open) -> None:
    month = make_month()
    month.pelayanan.create(layanan=PELAYANAN[0], target=0, realisasi=0)
    open_sheet(month)
    expect(box(page, 1, "target")).to_have_value("")
    box(page, 0, "target").click()
    page.keyboard.type("500")
    expect(box(page, 0, "target")).to_have_value("500")
    for key, row, what in [
        ("ArrowRight", 0, "realisasi"),
        ("Enter", 1, "realisasi"),
        ("ArrowDown", 2, "realisasi"),
        ("ArrowLeft", 2, "target"),
        ("Shift+Enter", 1, "target"),
        ("ArrowUp", 0, "target"),
    ]:
        page.keyboard.press(key)
        expect(box(page, row, what)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("125")
    expect(page.locator("[data-capaian]").first).to_have_text("25%")
    expect(page.locator("[data-rata]")).to_have_text("25%")


def test_what_is_no_number_is_said_at_its_box(page: Page, open_sheet: Open) -> None:
    open_sheet(make_month())
    box(page, 3, "target").fill("12,5")
    box(page, 4, "target").focus()
    expect(page.locator(f"#id_{PELAYANAN[3]}_target_error")).to_contain_text("bukan bilangan bulat")
    expect(box(page, 3, "target")).to_have_attribute("aria-invalid", "true")


def test_a_doubt_is_said_beside_its_box_while_typing(page: Page, open_sheet: Open) -> None:
    open_sheet(make_month())
    box(page, 3, "target").fill("10")
    box(page, 3, "realisasi").fill("90")
    said = page.locator(f"[data-ragu-isian={PELAYANAN[3]}_realisasi]")
    expect(said).to_contain_text("realisasi 90 dari target 10")
    box(page, 3, "realisasi").fill("9")
    expect(said).to_have_text("")
