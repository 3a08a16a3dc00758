"""The activity grid as its tests see it: how it is opened, its cells and rows, what is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Request, expect

from tests.factories.kegiatan import Grid

Open = Callable[[Page, Grid], Page]


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
