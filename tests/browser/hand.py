"""A hand at a page that counts what it types and clicks, so that a form says what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator

KEYS_A_MINUTE = 250
"""Fifty words a minute: somebody who types every day, not a champion."""
SECONDS_A_CLICK = 1.3
"""To see, to reach and to press (the pointing of the keystroke-level model)."""


@dataclass(slots=True)
class Hand:
    """Counts; waiting for pages is not typing and is not counted."""

    keys: int = 0
    clicks: int = 0

    def click(self, at: Locator) -> None:
        """One click."""
        self.clicks += 1
        at.click()

    def type(self, at: Locator, text: str) -> None:
        """Tab into the box, and each letter."""
        self.keys += 1 + len(text)
        at.fill(text)

    def into(self, at: Locator, text: str) -> None:
        """A click into a box that stands elsewhere, and each letter."""
        self.clicks += 1
        self.keys += len(text)
        at.fill(text)

    def choose(self, at: Locator, begins: str, line: str) -> None:
        """Tab into a list and type what its line begins with; it must then stand at that line."""
        self.keys += 1 + len(begins)
        at.focus()
        at.page.keyboard.type(begins)
        chosen = at.evaluate("one => one.options[one.selectedIndex].text")
        assert line in chosen, f"{begins}: {chosen}"

    def bring(self, at: Locator, files: Sequence[Path]) -> None:
        """Three clicks: the box, the last file with the first one marked, and Open."""
        self.clicks += 3
        at.set_input_files(list(files))

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.keys * 60 / KEYS_A_MINUTE + self.clicks * SECONDS_A_CLICK

    def told(self, of: str, times: int = 1) -> str:
        """In a sentence, for so many times the same."""
        minutes = self.seconds * times / 60
        return (
            f"{of}: {self.keys * times} ketikan, {self.clicks * times} klik, {minutes:.1f} menit "
            f"pada {KEYS_A_MINUTE} ketikan semenit dan {SECONDS_A_CLICK} detik tiap klik"
        )
