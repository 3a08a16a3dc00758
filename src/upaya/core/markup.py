"""What stands on a page by the dozen or the hundred, as markup made in Python.

A template looks up every value of every cell by name; for a list that took longer than all else on
its page. Whatever a row says is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_SHORT = 3


def rows(lines: Iterable[Sequence[Mapping[str, Any]]]) -> SafeString:
    """The rows of a list: cells as `lists.Table.lines` gives them, the first one names the row."""
    made = (f"<tr>{_head(head)}{''.join(map(_cell, rest))}</tr>" for head, *rest in lines)
    return mark_safe("\n".join(made))  # noqa: S308 - each text is escaped: tests/core/test_markup.py


def _head(cell: Mapping[str, Any]) -> str:
    return f'<th scope="row"{_kind(cell)}>{_linked(cell)}{_below(cell)}</th>'


def _cell(cell: Mapping[str, Any]) -> str:
    # The chip is written out: its component would be opened fifty times.
    inner = (
        f'<span class="chip {escape(cell["tone"])}">{escape(cell["text"])}</span>'
        if cell["tone"]
        else _linked(cell)
    )
    label = escape(cell["label"])
    return f'<td data-label="{label}"{_kind(cell)}>{inner}{_below(cell)}</td>'


def _kind(cell: Mapping[str, Any]) -> str:
    return f' class="{escape(cell["cls"])}"' if cell["cls"] else ""


def _linked(cell: Mapping[str, Any]) -> str:
    text = escape(cell["text"])
    return f'<a href="{escape(cell["url"])}">{text}</a>' if cell["url"] else text


def _below(cell: Mapping[str, Any]) -> str:
    return "".join(f"<small>{_line(one['label'], one['text'])}</small>" for one in cell["below"])


def _line(label: str, text: str) -> str:
    """A label and its value; a short one, such as of a month, stays beside its figure."""
    gap = "\N{NO-BREAK SPACE}" if len(label) <= _SHORT else " "
    return f"{escape(label)}{gap}{escape(text)}"
