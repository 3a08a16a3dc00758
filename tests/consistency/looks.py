"""What a page looks like, whoever sees it: one main action, long tables one can work in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.consistency.visits import Answer

LONG = 12
"""Rows from which a table is long, as in tabel.js."""
_VOID = frozenset({"input", "br", "hr", "img", "meta", "link", "col", "source", "wbr"})
_WORKED_IN = frozenset({"table", "grid-wide", "board"})
"""Frames that give a table its sticky head and, where it is long, its tools."""
_READ = frozenset({"manual", "chart", "slip"})
"""Where a table is read as part of a text or stands behind a picture."""


@dataclass
class _Look(HTMLParser):
    """Counts on the way through a page; what is folded away or in a window is not seen."""

    loose_tables: list[int] = field(default_factory=list)
    _path: list[tuple[str, frozenset[str], bool]] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _word: str = ""
    _begun: dict[str, list[str]] = field(default_factory=dict)
    _forms: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One step down; a button counts where it is seen."""
        given = dict(attrs)
        classes = frozenset((given.get("class") or "").split())
        folded = (tag == "details" and "open" not in given) or tag == "dialog" or "hidden" in given
        if tag in _VOID:
            return
        self._path.append((tag, classes, folded))
        self._forms += tag == "form"
        if tag == "table":
            self._rows.append(0)
        elif tag == "tr" and self._rows and any(name == "tbody" for name, _, _ in self._path):
            self._rows[-1] += 1
        if {"btn", "main"} <= classes and self._seen and (place := self._place):
            self._begun[place] = [*self._begun.get(place, []), ""]
            self._word = place

    def handle_endtag(self, tag: str) -> None:
        """One step up; a table is judged when it is whole."""
        if tag == "table" and self._rows:
            rows = self._rows.pop()
            frames = frozenset[str]().union(*(classes for _, classes, _ in self._path))
            if rows >= LONG and self._seen and not frames & (_WORKED_IN | _READ):
                self.loose_tables.append(rows)
        while self._path:
            name, classes, _ = self._path.pop()
            if {"btn", "main"} <= classes:
                self._word = ""
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """The word on a button."""
        if self._word:
            self._begun[self._word][-1] += data.strip()

    @property
    def _place(self) -> str:
        """Where a button competes with others; "" outside of head and forms."""
        if any("head" in classes for _, classes, _ in self._path):
            return "kepala"
        return f"formulir {self._forms}" if any(name == "form" for name, _, _ in self._path) else ""

    @property
    def competing(self) -> list[list[str]]:
        """The main actions of each place that has more than one."""
        return [words for words in self._begun.values() if len(words) > 1]

    @property
    def _seen(self) -> bool:
        inside = any(name == "main" for name, _, _ in self._path)
        # The line that opens a fold is seen, whatever the fold hides.
        hidden = [place for place, (_, _, folded) in enumerate(self._path) if folded]
        opened = any(
            name == "summary" and hidden == [place - 1]
            for place, (name, _, _) in enumerate(self._path)
        )
        return inside and (not hidden or opened)


def look(html: str) -> _Look:
    """A page as somebody sees it."""
    found = _Look()
    found.feed(html)
    return found


def with_many_main_actions(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages whose head or form has two full blue buttons: the eye cannot tell what comes next.

    Between parts of a page the stylesheet lets all but the first step back.
    """
    for page in pages:
        for words in look(page.html).competing:
            yield f"{page}: {words}"


def with_loose_tables(pages: Iterable[Answer]) -> Iterator[str]:
    """Pages with a long table whose head scrolls away."""
    for page in pages:
        rows = look(page.html).loose_tables
        if rows:
            yield f"{page}: {rows} baris tanpa bingkai tabel"
